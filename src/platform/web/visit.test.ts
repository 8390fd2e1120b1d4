import { afterEach, beforeEach, expect, test } from 'vitest'
import { openLog } from '#platform/log'
import type { Municipality } from '#platform/municipalities'
import { openTestInstance, type TestInstance } from '#testing'
import { hiddenFields } from '../../../test/testing/browser.ts'
import { healthRoutes } from './health.routes.ts'
import { plainPath } from './paths.ts'

let instance: TestInstance
let town: Municipality
beforeEach(async () => {
  instance = await openTestInstance()
  town = await instance.addTown()
})
afterEach(() => instance.close())

test('a slash at the end of an address makes no difference', async () => {
  const statuses = ['/musterstadt/', '/impressum/', '/musterstadt/impressum/?sprache=en', '/api/v1/municipalities/'].map(
    async path => (await instance.visitor().get(path)).status,
  )
  expect(await Promise.all(statuses)).toEqual([200, 200, 200, 200])
})

test('an address that begins with two slashes leads to no other site', async () => {
  expect(plainPath('http://localhost//elsewhere.example/x/')).toBe('/elsewhere.example/x')
  const page = await (await instance.app.request(new Request('http://localhost//elsewhere.example/x'))).text()
  expect(page).toContain('href="/elsewhere.example/x?sprache=en"')
  expect(page).not.toContain('"//elsewhere')
})

test('nobody is sent elsewhere after signing in', async () => {
  const kora = await instance.staff(town, 'coordinator')
  for (const wish of [
    '//elsewhere.example',
    '/\\elsewhere.example',
    'https://elsewhere.example',
    '/%09/../\t/elsewhere.example',
    '/.//elsewhere.example',
  ]) {
    const response = await kora.get(`/anmelden?zu=${encodeURIComponent(wish)}`)
    expect(new URL(response.headers.get('location') ?? '', 'http://localhost').host, wish).toBe('localhost')
  }
})

test('an answer that renews a session is kept by nobody, even where the address is public', async () => {
  const address = '/musterstadt/farbe.css'
  expect((await instance.visitor().get(address)).headers.get('cache-control')).toContain('public')
  const kora = await instance.staff(town, 'coordinator')
  instance.clock.now = new Date(instance.clock.now.getTime() + 11 * 60_000)
  const renewed = await kora.get(address)
  expect(renewed.headers.getSetCookie().join()).toContain('sitzung=')
  expect(renewed.headers.get('cache-control')).toBe('no-store')
})

test('the token in forms looks different on every page and is good for its own session alone', async () => {
  const [kora, mona] = [await instance.staff(town, 'coordinator'), await instance.staff(town, 'moderator')]
  const tokenOf = async (browser: typeof kora) => hiddenFields(await browser.page('/konto'), '/konto/name').csrf ?? ''
  const [first, second, foreign] = [await tokenOf(kora), await tokenOf(kora), await tokenOf(mona)]
  expect(first).not.toBe(second)
  const rename = async (csrf: string) => (await kora.post('/konto/name', { csrf, name: 'Kora' })).status
  expect([await rename(first), await rename(second), await rename(foreign), await rename('')]).toEqual([303, 303, 400, 400])
})

test('HEAD is answered like GET, without a body', async () => {
  const { status, headers, body } = await instance.visitor().send('/musterstadt', { method: 'HEAD' })
  expect([status, headers.get('content-type'), body]).toEqual([200, 'text/html; charset=UTF-8', null])
  expect((await instance.visitor().send('/musterstadt/verwaltung', { method: 'HEAD' })).status).toBe(303)
})

test('a form is ours if the browser names the public address, whatever a proxy has made of the host', async () => {
  const posted = (origin: string) =>
    instance.app.request('http://10.0.0.7:3000/anmelden', {
      method: 'POST',
      body: new URLSearchParams({ email: 'kora@example.org' }),
      headers: { origin },
    })
  expect((await posted('http://localhost:3000')).status).toBe(200)
  expect((await posted('http://elsewhere.example')).status).toBe(403)
})

test('readiness tells the truth about the database, and life goes on without it', async () => {
  const log = openLog('silent')
  const healthOn = (readingInstance: () => Promise<unknown>) => healthRoutes({ database: { readingInstance } as never, log }, 50)
  const answers = [
    instance.app.request('/readyz'),
    healthOn(() => Promise.reject(new Error('gone'))).request('/readyz'),
    healthOn(() => new Promise(() => {})).request('/readyz'),
    healthOn(() => Promise.reject(new Error('gone'))).request('/healthz'),
  ]
  expect((await Promise.all(answers)).map(answer => answer.status)).toEqual([200, 503, 503, 200])
})
