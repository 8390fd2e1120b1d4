import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Server, startServer, temporaryDirectory } from '../testing/server.ts'
import { chromiumPath, findings, openChromium } from './chromium.ts'
import { canReadCodes, codesIn } from './printed-codes.ts'

const deskPath = '/musterstadt/verwaltung/dialoge/wie-wollen-wir-zusammenleben'
const statements = Array.from({ length: 20 }, (_, place) => `Vorschlag ${place + 1}: Bänke, Bäume und Busse für alle Ortsteile.`)

describe.skipIf(!chromiumPath || !canReadCodes())('an afternoon with paper sheets', () => {
  let server: Server
  let browser: Browser
  let office: BrowserContext
  let officer: Page
  let codes: string[] = []

  beforeAll(async () => {
    server = await startServer({ directory: temporaryDirectory('paper') })
    browser = await openChromium()
    office = await browser.newContext({ locale: 'de' })
    officer = await office.newPage()
  })
  afterAll(async () => {
    await browser.close()
    await server.kill('SIGTERM')
  })

  test('an officer opens a dialogue of twenty statements', async () => {
    await expect.poll(() => server.errors()).toMatch(/\/einrichten\//)
    await officer.goto(/http\S+\/einrichten\/\S+/.exec(server.errors())?.[0] ?? '')
    await officer.fill('[name=name]', 'Anna Beispiel')
    await officer.fill('[name=email]', 'anna@beispiel.example')
    await officer.fill('[name=town]', 'Musterstadt')
    await officer.selectOption('[name=state]', '09')
    await officer.fill('[name=ags]', '09999001')
    await officer.click('main button[type=submit]')
    await officer.waitForURL('**/musterstadt/verwaltung')
    await officer.goto(`${server.address}/musterstadt/verwaltung/dialoge/neu`)
    await officer.fill('[name=question]', 'Wie wollen wir zusammenleben?')
    await officer.click('main form button[type=submit]')
    await officer.fill('[name=seeds]', statements.join('\n'))
    await officer.click('button:has-text("Aussagen aufnehmen")')
    await officer.click('button:has-text("Dialog öffnen")')
    await officer.getByText('Der Dialog ist offen').first().waitFor()
  })

  test('from the dialogue to printed sheets with a code each', async () => {
    await officer.getByRole('link', { name: 'Papier' }).click()
    expect(await findings(officer)).toEqual([])
    await officer.fill('[name=count]', '2')
    const [download] = await Promise.all([officer.waitForEvent('download'), officer.getByRole('button', { name: 'PDF erstellen' }).click()])
    codes = codesIn(await download.path())
    expect(codes).toHaveLength(2)
  })

  test('a sheet of twenty statements takes thirty keys and no mouse', async () => {
    await officer.goto(`${server.address}${deskPath}/papier/liste`)
    expect(await findings(officer)).toEqual([])
    await officer.goto(`${server.address}${deskPath}/papier/eingabe`)
    expect(await findings(officer)).toEqual([])
    const sheet = [...codes[0]!.replace('-', ''), 'Enter']
    for (const key of sheet) await officer.keyboard.press(key)
    await officer.getByRole('heading', { name: `Bogen ${codes[0]}` }).waitFor()
    expect(await findings(officer)).toEqual([])
    const ticks = [...statements.map((_, place) => String((place % 3) + 1)), 'Enter']
    for (const key of ticks) await officer.keyboard.press(key)
    await officer.getByText('Bogen gezählt: 20 Stimmen.').first().waitFor()
    expect(sheet.length + ticks.length).toBe(30)
    expect(await officer.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('code')
  })

  test('without a script and on a narrow screen the same is done with plain radio buttons', async () => {
    const cookies = await office.cookies()
    const plain = await browser.newContext({ locale: 'de', javaScriptEnabled: false, viewport: { width: 320, height: 640 } })
    await plain.addCookies(cookies)
    const page = await plain.newPage()
    await page.goto(`${server.address}${deskPath}/papier/eingabe`)
    await page.fill('[name=code]', codes[0]!)
    await page.keyboard.press('Enter')
    await page.getByText('schon eingegeben').first().waitFor()
    await page.fill('[name=code]', codes[1]!)
    await page.keyboard.press('Enter')
    await page
      .getByRole('group', { name: /Vorschlag 7:/ })
      .getByLabel('stimme nicht zu')
      .check()
    await page.fill('[name=own]', 'Mehr Schatten auf Spielplätzen.')
    await page.getByRole('button', { name: 'Bogen zählen' }).click()
    await page.getByText('Bogen gezählt: 1 Stimme. Die eigene Aussage wartet in der Moderation.').first().waitFor()
    for (const path of ['', '/eingabe', '/liste']) {
      await page.goto(`${server.address}${deskPath}/papier${path}`)
      expect([path, await page.locator('html').evaluate(html => html.scrollWidth)]).toEqual([path, 320])
    }
  })
})
