import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Municipality } from '#platform/municipalities'
import { type Browser, inTown, openTestInstance, type TestInstance } from '#testing'
import { TestProvider } from '../../../test/testing/oidc-provider.ts'
import type { StaffBrowser } from '../../../test/testing/staff.ts'
import { accountOf, judgeProvider, newProvider, pauseAfter } from './oidc.ts'
import { sealerFor } from './seal.ts'

const redirectUri = 'http://localhost:3000/musterstadt/anmelden/konto/rueckkehr'
const desk = '/musterstadt/verwaltung/konten'

describe('staff sign in with the account of their town', () => {
  let instance: TestInstance
  let town: Municipality
  let coordinator: StaffBrowser
  let provider: TestProvider

  beforeEach(async () => {
    instance = await openTestInstance()
    town = await instance.addTown()
    coordinator = await instance.staff(town, 'coordinator')
    await instance.staff(town, 'moderator', { name: 'Mo Muster', email: 'mo@example.org' })
    provider = await TestProvider.open(redirectUri)
    provider.claims = { email: 'Mo@example.org', email_verified: true }
    await setUp()
  })
  afterEach(async () => {
    await provider.stop()
    await instance.close()
  })

  const setUp = (values: Record<string, string> = {}) =>
    coordinator.submit(desk, desk, {
      label: 'Stadtkonto',
      issuer: provider.issuer,
      clientId: 'leitbild',
      clientSecret: 'geheim-genug',
      scopes: 'openid email',
      subjectClaim: 'sub',
      emailClaim: 'email',
      verifiedClaim: 'email_verified',
      forStaff: 'yes',
      ...values,
    })
  /** The answer to whoever comes back from the provider. */
  const signIn = async (browser: Browser = instance.visitor()) => {
    const begun = await browser.get('/musterstadt/anmelden/konto')
    const back = await provider.visit(begun.headers.get('location') ?? '')
    return browser.get(back.replace('http://localhost:3000', ''))
  }
  const refusalOf = async (response: Response) => [response.status, (await response.text()).replaceAll('&#39;', "'")] as const

  test('by their verified address, found as a button on the sign-in page', async () => {
    const browser = instance.visitor()
    expect(await browser.page('/anmelden')).toContain('Mit Stadtkonto anmelden (Musterstadt)')
    const answered = await signIn(browser)
    expect([answered.status, answered.headers.get('location')]).toEqual([303, '/musterstadt/verwaltung'])
    expect(await browser.page('/konto')).toContain('Mo Muster')
  })

  test('the way there carries PKCE, state and nonce', async () => {
    const begun = await instance.visitor().get('/musterstadt/anmelden/konto')
    const { searchParams } = new URL(begun.headers.get('location') ?? '')
    expect(Object.fromEntries(searchParams)).toMatchObject({
      code_challenge_method: 'S256',
      redirect_uri: redirectUri,
      response_type: 'code',
    })
    for (const name of ['state', 'nonce', 'code_challenge']) expect(searchParams.get(name)?.length).toBeGreaterThan(40)
  })

  test('the second time by the account itself, whatever its address has become', async () => {
    await signIn()
    provider.claims = { email: 'neu@example.org', email_verified: false }
    expect((await signIn()).status).toBe(303)
  })

  test('an address given to somebody else opens nothing', async () => {
    await signIn()
    provider.account = 'account-2'
    const [status, page] = await refusalOf(await signIn())
    expect(status).toBe(403)
    expect(page).toContain('gehört hier schon zu einem anderen Konto')
  })

  test('nobody else gets in, and each is told why', async () => {
    provider.claims = { email: 'mo@example.org', email_verified: false }
    expect((await refusalOf(await signIn()))[1]).toContain('hat Ihre E-Mail-Adresse nicht bestätigt')
    provider.claims = { email: 'fremd@example.org', email_verified: true }
    expect((await refusalOf(await signIn()))[1]).toContain('Mit diesem Konto arbeitet hier niemand mit')
    provider.refuses = true
    expect((await refusalOf(await signIn()))[1]).toContain('abgebrochen')
  })

  test('a town’s provider opens no door beyond the town', async () => {
    const neighbour = await instance.addTown({ slug: 'nachbarort', name: 'Nachbarort', ags: '09999002' })
    await instance.staff(neighbour, 'reader', { email: 'mo@example.org' })
    expect((await refusalOf(await signIn()))[1]).toContain('Das Konto einer einzelnen Kommune genügt dafür nicht')
    await instance.staff(town, 'coordinator', { email: 'op@example.org', isOperator: true })
    provider.claims = { email: 'op@example.org', email_verified: true }
    expect((await signIn()).status).toBe(403)
  })

  test('an answer is good for the browser that asked, once and for ten minutes', async () => {
    const browser = instance.visitor()
    const begun = await browser.get('/musterstadt/anmelden/konto')
    const back = (await provider.visit(begun.headers.get('location') ?? '')).replace('http://localhost:3000', '')
    expect((await refusalOf(await instance.visitor().get(back)))[1]).toContain('zu lange gedauert')
    expect((await refusalOf(await browser.get(back.replace(/state=[^&]*/, 'state=another'))))[1]).toContain('ließ sich nicht prüfen')
    expect((await browser.get(back)).status).toBe(403)
    const late = await browser.get('/musterstadt/anmelden/konto')
    const lateBack = await provider.visit(late.headers.get('location') ?? '')
    instance.clock.now = new Date(instance.clock.now.getTime() + 10 * 60_000)
    expect((await browser.get(lateBack.replace('http://localhost:3000', ''))).status).toBe(403)
  })

  test('a provider that is down is asked again later, not forgotten, and the desk says so', async () => {
    await provider.stop()
    await setUp({ clientId: 'leitbild', clientSecret: 'anderes' }) // nothing is known of it yet
    expect((await instance.visitor().get('/musterstadt/anmelden/konto')).status).toBe(503)
    expect(await coordinator.page(desk)).toContain('Der Anbieter ist gerade nicht erreichbar')
    await provider.start(redirectUri)
    expect((await instance.visitor().get('/musterstadt/anmelden/konto')).status).toBe(503) // left alone for two seconds
    instance.clock.now = new Date(instance.clock.now.getTime() + pauseAfter(1))
    expect((await instance.visitor().get('/musterstadt/anmelden/konto')).status).toBe(303)
    expect(await coordinator.page(desk)).toContain('Der Anbieter antwortet')
  })

  test('the secret is stored encrypted, shown nowhere, and kept when the field stays empty', async () => {
    await setUp({ clientSecret: '', label: 'Rathauskonto' })
    const [row] = await inTown(instance, town, db =>
      db.selectFrom('oidc_provider').selectAll().where('municipality_id', '=', town.id).execute(),
    )
    expect(JSON.stringify(row)).not.toContain('geheim-genug')
    expect(await coordinator.page(desk)).not.toContain('geheim-genug')
    expect((await signIn()).status).toBe(303)
  })

  test('only the coordination sets the provider, and it can go again', async () => {
    const moderator = await instance.staff(town, 'moderator')
    expect((await moderator.get(desk)).status).toBe(403)
    await coordinator.submit(desk, `${desk}/entfernung`, {})
    expect((await instance.visitor().get('/musterstadt/anmelden/konto')).status).toBe(403)
    expect(await instance.visitor().page('/anmelden')).not.toContain('Stadtkonto')
  })
})

describe('the values of a provider', () => {
  const values = { ...newProvider, label: 'BundID', issuer: 'https://konto.example.org/realms/stadt', clientId: 'a', clientSecret: 'b' }
  test.each([
    [{}, undefined],
    [{ issuer: 'http://konto.example.org' }, { issuer: 'issuer-insecure' }],
    [{ issuer: 'http://127.0.0.1:8080/realms/stadt' }, undefined],
    [{ issuer: 'konto' }, { issuer: 'issuer-wrong' }],
    [{ issuer: 'https://user@konto.example.org' }, { issuer: 'issuer-wrong' }],
    [{ scopes: 'email' }, { scopes: 'scopes-without-openid' }],
    [{ subjectClaim: '' }, { subjectClaim: 'value-missing' }],
  ])('%j is judged %j', (given, refusals) => expect(judgeProvider({ ...values, ...given })).toEqual(refusals))

  test('claims are read as they are mapped, and no others', () => {
    const bundId = { ...values, subjectClaim: 'bpk2', emailClaim: 'mail', verifiedClaim: 'mail_ok' }
    expect(accountOf({ sub: 'x', bpk2: 'b', mail: 'a@b.de', mail_ok: 'true', given_name: 'Eva' }, bundId)).toEqual({
      subject: 'b',
      email: 'a@b.de',
      isEmailVerified: true,
    })
    expect(accountOf({ sub: 'x' }, bundId)).toBeUndefined()
  })

  test('pauses grow to five minutes', () => expect([1, 2, 3, 12].map(pauseAfter)).toEqual([2000, 4000, 8000, 300_000]))
})

test('what was sealed opens for the same purpose only, and unchanged only', () => {
  const secret = Buffer.alloc(32, 7)
  const sealed = sealerFor(secret, 'one').seal('Grüße')
  expect(sealerFor(secret, 'one').open(sealed)).toBe('Grüße')
  expect(sealerFor(secret, 'another').open(sealed)).toBeUndefined()
  expect(sealerFor(secret, 'one').open(`${sealed.slice(0, -2)}xx`)).toBeUndefined()
  expect(sealerFor(secret, 'one').open(undefined)).toBeUndefined()
})
