import { readFileSync } from 'node:fs'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Municipality } from '#platform/municipalities'
import { inTown } from '#testing'
import { installDemoPlan } from '../../src/plan/demo.actions.ts'
import { measures } from '../../src/plan/measure.store.ts'
import { sessionCookie } from '../../src/platform/people/session.ts'
import { queuedMails } from '../testing/staff.ts'
import { chromiumPath, findings, fitsWidth, openChromium } from './chromium.ts'
import { lendCookies, type ServedInstance, serveInstance } from './served-instance.ts'

const noChange = 'Keine Änderung'

describe.skipIf(!chromiumPath)('before the meeting of the council', () => {
  let instance: ServedInstance
  let town: Municipality
  let browser: Browser
  let office: BrowserContext
  let officer: Page
  let links: string[]

  beforeAll(async () => {
    instance = await serveInstance()
    instance.clock.now = new Date('2026-10-12T09:00:00Z')
    town = await instance.addTown()
    await installDemoPlan(instance.services, town)
    browser = await openChromium()
    office = await browser.newContext({ locale: 'de' })
    await lendCookies(office, instance.address, await instance.staff(town, 'coordinator'), [sessionCookie])
    officer = await office.newPage()
  })
  afterAll(async () => {
    await browser.close()
    await instance.close()
  })

  const deskOf = (rest: string) => `${instance.address}/${town.slug}/verwaltung/plan${rest}`

  test('the coordinator opens a round, and every department has a link', async () => {
    await officer.goto(deskOf('/runden/neu'))
    await officer.fill('[name=title]', 'Herbst 2026')
    await officer.fill('[name=endsOn]', '2026-10-30')
    await officer.getByRole('button', { name: /^Runde eröffnen/ }).click()
    await officer.getByText('Die Runde ist eröffnet.').first().waitFor()
    links = (await queuedMails(instance.services)).map(({ text }) => new URL(/https?:\S+\/sachstand\/\S+/.exec(text)![0]).pathname)
    expect(links.length).toBeGreaterThan(5)
    expect(await officer.getByRole('link', { name: 'Sachstandsbericht erstellen' }).count()).toBe(0)
  })

  test('a department says on a phone that nothing has changed: one tap a measure, no account', async () => {
    const phone = await browser.newContext({ locale: 'de', viewport: { width: 360, height: 740 }, hasTouch: true })
    const head = await phone.newPage()
    await head.goto(instance.address + links[0])
    expect(await findings(head)).toEqual([])
    const unchanged = head.getByRole('button', { name: noChange })
    const asked = await unchanged.count()
    expect(asked).toBeGreaterThan(0)
    for (let left = asked; left > 0; left--) {
      await unchanged.first().tap()
      await expect.poll(() => unchanged.count()).toBe(left - 1)
    }
    expect(await fitsWidth(head)).toBe(true)
    await head.getByText('Alles beantwortet.').first().waitFor()
    await phone.close()
  })

  test('when all others have answered too, the coordinator takes a complete report along in three clicks', async () => {
    for (const link of links.slice(1)) await answerAll(link)
    await officer.reload()
    expect(await findings(officer)).toEqual([])
    await officer.getByRole('link', { name: 'Sachstandsbericht erstellen' }).click()
    expect(await findings(officer)).toEqual([])
    await officer.getByRole('button', { name: 'Bericht festhalten' }).click()
    const [download] = await Promise.all([officer.waitForEvent('download'), officer.getByRole('link', { name: 'PDF' }).click()])
    const pdf = readFileSync(await download.path())
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
    expect(pdf.toString('latin1')).toContain('/StructTreeRoot')
  })

  test('it tells of every measure as it was confirmed in the round', async () => {
    expect(await findings(officer)).toEqual([])
    const said = await officer.locator('.document').innerText()
    for (const { number, title } of await inTown(instance, town, measures)) {
      expect(said).toContain(number)
      expect(said).toContain(title)
    }
    expect(await officer.locator('.document h2').allInnerTexts()).toEqual(
      expect.arrayContaining([
        'Was sich seit dem letzten Bericht geändert hat',
        'Verstetigt',
        'Abbruchkanten',
        'Forderungen an andere',
        'Geld und Stellen',
        'Alle Maßnahmen',
      ]),
    )
    await officer.setViewportSize({ width: 320, height: 640 })
    expect(await fitsWidth(officer)).toBe(true)
    await officer.setViewportSize({ width: 1280, height: 800 })
  })

  test('from the plan too it is three clicks, and the next report says what has changed', async () => {
    instance.clock.now = new Date('2026-11-02T09:00:00Z')
    await officer.goto(deskOf(''))
    await officer.getByRole('link', { name: /^Sachstandsberichte/ }).click()
    await officer.getByRole('link', { name: 'Neuer Bericht' }).click()
    await officer.getByRole('button', { name: 'Bericht festhalten' }).click()
    await officer.getByText('Der Bericht ist festgehalten.').first().waitFor()
    expect(await officer.getByRole('heading', { level: 1 }).innerText()).toContain('Sachstandsbericht November 2026')
    await officer.getByRole('link', { name: 'Mit Sachstandsbericht Oktober 2026 vergleichen' }).click()
    await officer.getByText('Nichts hat sich geändert.').waitFor()
    expect(await findings(officer)).toEqual([])
  })

  /** Without a browser: takes on every lead, and confirms every measure, until nothing is asked any more. */
  async function answerAll(link: string) {
    const visitor = instance.visitor()
    const [, action] = /action="([^"]+\/massnahmen\/[^"]+)"/.exec(await visitor.page(link)) ?? []
    if (!action) return
    expect((await visitor.submit(link, action, action.endsWith('/federfuehrung') ? { answer: 'accept' } : {})).status).toBe(303)
    await answerAll(link)
  }
})
