import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Server, startServer, temporaryDirectory } from '../testing/server.ts'
import { chromiumPath, findings, openChromium } from './chromium.ts'

const dialoguePath = '/musterstadt/dialog/wie-wollen-wir-zusammenleben'
const deskPath = '/musterstadt/verwaltung/dialoge/wie-wollen-wir-zusammenleben'

describe.skipIf(!chromiumPath)('the first evening of an integration officer', () => {
  let server: Server
  let browser: Browser
  let office: BrowserContext
  let officer: Page

  beforeAll(async () => {
    server = await startServer({ directory: temporaryDirectory('evening') })
    browser = await openChromium()
    office = await browser.newContext({ locale: 'de' })
    officer = await office.newPage()
  })
  afterAll(async () => {
    await browser.close()
    await server.kill('SIGTERM')
  })

  test('the set-up link leads to a town of her own, and works once', async () => {
    await expect.poll(() => server.errors()).toMatch(/\/einrichten\//)
    const link = /http\S+\/einrichten\/\S+/.exec(server.errors())?.[0] ?? ''
    await officer.goto(link)
    expect(await findings(officer)).toEqual([])
    await officer.fill('[name=name]', 'Anna Beispiel')
    await officer.fill('[name=email]', 'anna@beispiel.example')
    await officer.fill('[name=town]', 'Musterstadt')
    await officer.selectOption('[name=state]', '09')
    await officer.fill('[name=ags]', '09999001')
    await officer.click('main button[type=submit]')
    await officer.waitForURL('**/musterstadt/verwaltung')
    const stranger = await (await browser.newContext()).newPage()
    await stranger.goto(link)
    expect(await stranger.locator('[name=email]').count()).toBe(0)
  })

  test('she prepares a dialogue with first statements and opens it', async () => {
    await officer.goto(`${server.address}/musterstadt/verwaltung/dialoge/neu`)
    expect(await findings(officer)).toEqual([])
    await officer.fill('[name=question]', 'Wie wollen wir zusammenleben?')
    await officer.click('main form button[type=submit]')
    await officer.fill('[name=seeds]', 'Mehr Bänke in der Stadt.\nDer letzte Bus soll später fahren.\nVereine sollen Neue einladen.')
    await officer.click('button:has-text("Aussagen aufnehmen")')
    await officer.getByText('Die Aussagen sind aufgenommen.').first().waitFor()
    await officer.click('button:has-text("Dialog öffnen")')
    await officer.getByText('Der Dialog ist offen').first().waitFor()
    expect(await findings(officer)).toEqual([])
    expect(new URL(officer.url()).pathname).toBe(deskPath)
  })

  test('a resident votes with the keyboard, without a page load, and takes the last answer back', async () => {
    const resident = await (await browser.newContext({ locale: 'de' })).newPage()
    const loads: string[] = []
    resident.on('framenavigated', frame => loads.push(frame.url()))
    await resident.goto(server.address + dialoguePath)
    expect(await findings(resident)).toEqual([])
    const first = await resident.textContent('[data-vote-statement]')
    await resident.keyboard.press('1')
    await resident.getByText('1 von 3 Aussagen beantwortet').first().waitFor()
    expect(await resident.textContent('[data-vote-statement]')).not.toBe(first)
    expect(await resident.evaluate(() => document.activeElement?.hasAttribute('data-vote-statement'))).toBe(true)
    await resident.getByRole('button', { name: 'Letzte Antwort zurücknehmen' }).click()
    await resident.getByText('0 von 3 Aussagen beantwortet').first().waitFor()
    expect(await resident.textContent('[data-vote-statement]')).toBe(first)
    for (const key of ['2', '3', '1']) {
      const statement = await resident.textContent('[data-vote-statement]')
      await resident.keyboard.press(key)
      await resident.waitForFunction(before => document.querySelector('[data-vote-statement]')?.textContent !== before, statement)
    }
    await resident.getByText('Das waren alle Aussagen').waitFor()
    expect(loads).toHaveLength(1)
  })

  test('a resident without JavaScript votes with plain forms', async () => {
    const resident = await (await browser.newContext({ locale: 'de', javaScriptEnabled: false })).newPage()
    await resident.goto(server.address + dialoguePath)
    await resident.getByRole('button', { name: 'Stimme nicht zu' }).click()
    await resident.getByText('1 von 3 Aussagen beantwortet').first().waitFor()
    await resident.getByRole('button', { name: 'Letzte Antwort zurücknehmen' }).click()
    await resident.getByText('0 von 3 Aussagen beantwortet').first().waitFor()
  })

  test('a resident adds a statement, the officer approves it, and it stands to the vote', async () => {
    const resident = await (await browser.newContext({ locale: 'de' })).newPage()
    await resident.goto(`${server.address}${dialoguePath}/aussage`)
    expect(await findings(resident)).toEqual([])
    await resident.fill('textarea', 'Ein Sprachcafé im Rathaus.')
    await resident.click('main form button[type=submit]')
    await resident.getByText('Ein Sprachcafé im Rathaus.').first().waitFor()

    await officer.goto(`${server.address}${deskPath}/moderation`)
    expect(await findings(officer)).toEqual([])
    expect(await officer.content()).toContain('Ein Sprachcafé im Rathaus.')
    await officer
      .getByRole('button', { name: /Freigeben/ })
      .first()
      .click()

    await resident.goto(server.address + dialoguePath)
    await expect.poll(async () => (await resident.goto(server.address + dialoguePath)) && resident.content()).toContain('von 4 Aussagen')
  })

  test('a passkey signs her in without an e-mail', async () => {
    const session = await office.newCDPSession(officer)
    await session.send('WebAuthn.enable')
    await session.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    })
    await officer.goto(`${server.address}/konto`)
    expect(await findings(officer)).toEqual([])
    await officer.fill('#feld-passkey-name', 'Diensthandy')
    await officer.getByRole('button', { name: 'Passkey hinzufügen' }).click()
    await officer.getByText('Der Passkey ist hinzugefügt.').waitFor()
    await officer.getByRole('button', { name: 'Abmelden' }).first().click()
    await officer.waitForURL(url => url.pathname !== '/konto')
    await officer.goto(`${server.address}/anmelden`)
    await officer.waitForURL(url => !url.pathname.startsWith('/anmelden')) // the device offers its passkey in the e-mail field, unasked
    await officer.goto(`${server.address}/musterstadt/verwaltung`)
    expect(await officer.content()).toContain('Anna Beispiel')
  })

  test('the results are readable from the first evening on', async () => {
    const anyone = await (await browser.newContext({ locale: 'de' })).newPage()
    await anyone.goto(`${server.address}${dialoguePath}/ergebnis`)
    expect(await findings(anyone)).toEqual([])
    expect(await anyone.content()).toContain('weniger als 5')
  })
})
