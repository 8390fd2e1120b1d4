import type { Browser, BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type Server, startServer, temporaryDirectory } from '../testing/server.ts'
import { chromiumPath, findings, fitsWidth, openChromium } from './chromium.ts'

const dialogue = '/erfundingen/dialog/zusammenleben'
const desk = '/erfundingen/verwaltung/dialoge/zusammenleben/uebersetzungen'

describe.skipIf(!chromiumPath)('translating the example town', () => {
  let server: Server
  let browser: Browser
  let office: BrowserContext

  beforeAll(async () => {
    server = await startServer({ directory: temporaryDirectory('translation') })
    browser = await openChromium()
    office = await browser.newContext({ locale: 'de' })
    const officer = await office.newPage()
    await vi.waitFor(() => expect(server.errors()).toMatch(/\/einrichten\//), { timeout: 20_000 })
    await officer.goto(/http\S+\/einrichten\/\S+/.exec(server.errors())?.[0] ?? '')
    for (const [name, value] of [['name', 'Anna Beispiel'], ['email', 'anna@beispiel.example'], ['town', 'Musterstadt']] as const) // biome-ignore format: a table
      await officer.fill(`[name=${name}]`, value)
    await officer.selectOption('[name=state]', '09')
    await officer.check('[name=demo]')
    await officer.click('main button[type=submit]')
    await officer.waitForURL('**/musterstadt/verwaltung')
  })
  afterAll(async () => {
    await browser.close()
    await server.kill('SIGTERM')
  })

  const atDesk = async (locale: string, width: number) => {
    const context = await browser.newContext({ locale, viewport: { width, height: 640 }, storageState: await office.storageState() })
    return context.newPage()
  }

  for (const language of ['de', 'ar'])
    test(`axe objects to nothing at the desk in ${language}, and it fits 320 px`, async () => {
      const page = await atDesk(language, 320)
      for (const path of [desk, `${desk}/ar?zeige=draft`, `${desk}/ar/7`]) {
        expect((await page.goto(server.address + path))?.status(), path).toBe(200)
        expect(await findings(page), path).toEqual([])
        expect(await fitsWidth(page), path).toBe(true)
      }
      await page.context().close()
    })

  test('the keyboard alone leads from text to text, and what was approved is read at once', async () => {
    const page = await atDesk('de', 1280)
    await page.goto(`${server.address + desk}/uk/4`)
    await page.waitForFunction(() => document.activeElement?.tagName === 'TEXTAREA')
    await page.keyboard.type('Місто має доплачувати за курси німецької.')
    await page.keyboard.press('Control+Enter')
    await page.waitForURL(/uk\/5\?fertig=approved/)
    await page.waitForFunction(() => document.activeElement?.tagName === 'TEXTAREA')
    await page.keyboard.type('Клуби, що відкриті для нових, мають отримати кошти.')
    await page.keyboard.press('Control+Enter')
    await page.waitForURL(/uk\/6\?fertig=approved/)
    await page.context().close()

    const reader = await (await browser.newContext({ locale: 'uk', javaScriptEnabled: false })).newPage()
    await reader.goto(`${server.address + dialogue}?aussage=4`)
    expect(await reader.locator('[data-vote-statement]').innerText()).toBe('Місто має доплачувати за курси німецької.')
    const original = reader.locator('.vote .original [lang=de]')
    expect(await original.isVisible()).toBe(false)
    await reader.locator('.vote .original > summary').click() // without a script
    expect(await original.innerText()).toContain('Die Stadt soll Deutschkurse mitbezahlen')
    await reader.context().close()
  })
})
