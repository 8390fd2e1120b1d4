import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Server, startServer, temporaryDirectory } from '../testing/server.ts'
import { chromiumPath, findings, fitsWidth, openChromium } from './chromium.ts'

const town = '/erfundingen'
const dialogue = `${town}/dialog/zusammenleben`
const publicPages = [
  town,
  dialogue,
  `${dialogue}/meine-stimmen`,
  `${dialogue}/aussage`,
  `${dialogue}/ergebnis`,
  `${dialogue}/ergebnis/methode`,
  `${dialogue}/offene-daten`,
  `${dialogue}/regeln`,
  `${dialogue}/moderation`,
  `${dialogue}/aussage/1/meldung`,
  `${town}/impressum`,
  `${town}/datenschutz`,
  `${town}/barrierefreiheit`,
  '/anmelden',
  `${town}/gibt-es-nicht`,
]

describe.skipIf(!chromiumPath)('a first visit', () => {
  let server: Server
  let browser: Browser

  beforeAll(async () => {
    server = await startServer({ directory: temporaryDirectory('visit'), options: ['--demo'] })
    browser = await openChromium()
  })
  afterAll(async () => {
    await browser.close()
    await server.kill('SIGTERM')
  })

  test('the voting page weighs at most 60 kB over the wire, and nothing comes from elsewhere', async () => {
    const page = await (await browser.newContext({ locale: 'de', viewport: { width: 360, height: 740 } })).newPage()
    const network = await page.context().newCDPSession(page)
    await network.send('Network.enable')
    let bytes = 0
    const hosts = new Set<string>()
    network.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength))
    network.on('Network.requestWillBeSent', ({ request }) => hosts.add(new URL(request.url).host))
    await page.goto(server.address + dialogue, { waitUntil: 'networkidle' })
    expect([...hosts]).toEqual([new URL(server.address).host])
    expect(bytes).toBeGreaterThan(5_000)
    expect(bytes).toBeLessThanOrEqual(60_000)
    expect(await page.context().cookies()).toEqual([])
  })

  for (const language of ['de', 'en'])
    for (const path of publicPages)
      test(`${path} in ${language} has nothing axe objects to and needs no sideways scrolling at 320 px`, async () => {
        const context = await browser.newContext({ locale: language, viewport: { width: 320, height: 640 } })
        const page = await context.newPage()
        const complaints: string[] = []
        page.on('console', message => message.type() === 'error' && !message.text().includes('404') && complaints.push(message.text()))
        await page.goto(server.address + path)
        expect(await page.getAttribute('html', 'lang')).toBe(language)
        expect(await findings(page)).toEqual([])
        expect(await fitsWidth(page)).toBe(true)
        expect(complaints).toEqual([])
        await context.close()
      })
})
