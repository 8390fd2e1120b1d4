import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Server, startServer, temporaryDirectory } from '../testing/server.ts'
import { chromiumPath, openChromium } from './chromium.ts'

const dialogue = '/erfundingen/dialog/zusammenleben'

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
})
