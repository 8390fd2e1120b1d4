import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { AskedTown, departmentMails } from '../testing/asked-town.ts'
import { chromiumPath, findings, fitsWidth, openChromium } from './chromium.ts'
import { type ServedInstance, serveInstance } from './served-instance.ts'

describe.skipIf(!chromiumPath)('a department answers on a telephone', () => {
  let instance: ServedInstance
  let asked: AskedTown
  let browser: Browser
  let link: string
  let round: string

  beforeAll(async () => {
    instance = await serveInstance()
    asked = await AskedTown.open(instance)
    for (const title of ['Lesepaten', 'Spielplatz']) await asked.measure(title, { department: 'jugendamt' })
    await asked.measure('Bänke', { department: 'jugendamt', state: 'asked' })
    const { number, linkOf } = await asked.openRound()
    round = number
    link = instance.address + linkOf(departmentMails.jugendamt)
    browser = await openChromium()
  })
  afterAll(async () => {
    await browser.close()
    await asked.close()
  })

  const telephone = async (width: number, javaScriptEnabled: boolean): Promise<Page> =>
    (await browser.newContext({ locale: 'de', viewport: { width, height: 740 }, hasTouch: true, javaScriptEnabled })).newPage()

  test('both pages fit 320 px, and axe finds nothing', async () => {
    const page = await telephone(320, true)
    for (const path of ['', '/massnahmen/2']) {
      await page.goto(link + path)
      for (const folded of await page.locator('main summary').all()) await folded.click()
      expect(await fitsWidth(page)).toBe(true)
      expect(await findings(page)).toEqual([])
    }
    await page.context().close()
  })

  test('without scripts, without an account: one tap for what has not changed, and a few words for what has', async () => {
    const page = await telephone(360, false)
    const said = (text: string) => page.getByText(text).waitFor()
    await page.goto(link)
    await page.getByRole('button', { name: 'Keine Änderung: Lesepaten' }).tap()
    await said('Gespeichert: Maßnahme 1.')

    await page.getByRole('link', { name: 'Aktualisieren: Spielplatz' }).tap()
    expect(await page.getByLabel('Sachstand').inputValue()).toBe('Läuft seit März.')
    await page.getByLabel('Sachstand').fill('Der Zaun steht.')
    await page.getByText('stockt', { exact: true }).tap()
    await page.getByLabel('Begründung der Ampel').fill('Der Sand fehlt.')
    await page.getByText('Neue Ausgabe').tap()
    await page.getByLabel('Betrag in Euro').fill('12,50')
    await page.getByRole('button', { name: 'Speichern' }).tap()
    await said('Gespeichert: Maßnahme 2.')

    await page.getByRole('button', { name: 'Federführung zusagen: Bänke' }).tap()
    await said('Gespeichert: Maßnahme 3.')
    await page.getByRole('button', { name: 'Keine Änderung: Bänke' }).tap()
    await said('Alles beantwortet. Vielen Dank!')
    await page.context().close()

    expect(await asked.stored('2')).toMatchObject({ stateOfAffairs: 'Der Zaun steht.', light: 'yellow' })
    expect(await asked.coordinator.page(asked.desk(`runden/${round}`))).toContain('4 von 4 Fragen beantwortet')
    expect(await asked.mails()).toHaveLength(4)
  })
})
