import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openTestInstance, type TestInstance } from '#testing'
import { linkMailedTo, queuedMails } from '../../../test/testing/staff.ts'

let instance: TestInstance
beforeEach(async () => {
  instance = await openTestInstance()
  const town = await instance.addTown()
  await instance.staff(town, 'moderator', { name: 'Mo Muster', email: 'mo@example.org' })
})
afterEach(() => instance.close())

const minutesLater = (minutes: number) => {
  instance.clock.now = new Date(instance.clock.now.getTime() + minutes * 60_000)
}
async function askedForLink(email = 'mo@example.org') {
  const browser = instance.visitor()
  await browser.post('/anmelden', { email })
  return { browser, link: await linkMailedTo(email, instance.services) }
}
const sessionCount = () =>
  instance.services.database.readingInstance(async db => (await db.selectFrom('session').select('id').execute()).length)

describe('the link by e-mail', () => {
  test('signs in and leads to the desk of the only town', async () => {
    const { browser, link } = await askedForLink()
    const response = await browser.submit(link, link, {})
    expect(response.status).toBe(303)
    expect(response.headers.get('location')).toBe('/musterstadt/verwaltung')
    expect(response.headers.get('set-cookie')).toMatch(/^sitzung=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/)
    expect(await browser.page('/konto')).toContain('Mo Muster')
  })

  test('leads back to where somebody wanted to go, but never to another site', async () => {
    const browser = instance.visitor()
    await browser.post('/anmelden', { email: 'mo@example.org', zu: '/musterstadt/verwaltung/protokoll' })
    const link = await linkMailedTo('mo@example.org', instance.services)
    expect((await browser.submit(link, link.split('?')[0] ?? '', {})).headers.get('location')).toBe('/musterstadt/verwaltung/protokoll')
    const { link: another } = await askedForLink()
    expect((await instance.visitor().post(another, { zu: '//example.org' })).headers.get('location')).toBe('/musterstadt/verwaltung')
  })

  test('is good for one use', async () => {
    const { browser, link } = await askedForLink()
    await browser.post(link, {})
    const second = await instance.visitor().post(link, {})
    expect(second.status).toBe(410)
    expect(await second.text()).toContain('Dieser Link gilt nicht mehr')
    expect(second.headers.get('set-cookie')).toBeNull()
  })

  test('expires after 15 minutes', async () => {
    const { browser, link } = await askedForLink()
    minutesLater(15)
    expect((await browser.get(link)).status).toBe(410)
    expect((await browser.post(link, {})).status).toBe(410)
  })

  test('is not used up by a program that only opens it', async () => {
    const { browser, link } = await askedForLink()
    const scanner = instance.visitor()
    expect(await scanner.page(link)).toContain('Jetzt anmelden')
    await scanner.send(link, { method: 'HEAD' })
    expect(scanner.cookie('sitzung')).toBeUndefined()
    expect((await browser.post(link, {})).status).toBe(303)
  })

  test('cannot be guessed from another purpose or made up', async () => {
    expect((await instance.visitor().post('/anmelden/erfunden', {})).status).toBe(410)
  })

  test('is not stored, only its hash', async () => {
    const { link } = await askedForLink()
    const rows = await instance.services.database.readingInstance(db => db.selectFrom('sign_in_link').selectAll().execute())
    expect(JSON.stringify(rows)).not.toContain(link.split('/').at(-1))
  })
})

describe('an unknown address', () => {
  test('gets the same answer as a known one, and no mail', async () => {
    const [known, unknown] = await Promise.all(
      ['mo@example.org', 'no@example.org'].map(email => instance.visitor().post('/anmelden', { email })),
    )
    expect(unknown?.status).toBe(known?.status)
    expect((await unknown?.text())?.replaceAll('no@', 'mo@')).toBe(await known?.text())
    expect((await queuedMails(instance.services)).map(({ to }) => to)).toEqual(expect.arrayContaining([null, 'mo@example.org']))
  })

  test('leaves a link that opens nothing', async () => {
    await instance.visitor().post('/anmelden', { email: 'no@example.org' })
    const link = new URL((await queuedMails(instance.services))[0]?.link?.url ?? '').pathname
    expect((await instance.visitor().get(link)).status).toBe(410)
    expect((await instance.visitor().post(link, {})).status).toBe(410)
  })

  test('that is none is refused beside the field, and nothing typed is lost', async () => {
    const response = await instance.visitor().post('/anmelden', { email: 'mo@' })
    expect(response.status).toBe(422)
    const page = await response.text()
    expect(page).toContain('value="mo@"')
    expect(page).toContain('keine vollständige E-Mail-Adresse')
    expect(await queuedMails(instance.services)).toEqual([])
  })
})

test('one mailbox gets at most five links in a quarter of an hour', async () => {
  const ask = () => instance.visitor().post('/anmelden', { email: 'Mo@example.org' })
  for (let times = 0; times < 5; times++) expect((await ask()).status).toBe(200)
  const refused = await ask()
  expect(refused.status).toBe(429)
  expect(refused.headers.get('retry-after')).toBe('900')
  minutesLater(15)
  expect((await ask()).status).toBe(200)
})

test('one network can ask for at most thirty links in a quarter of an hour', async () => {
  const statuses: number[] = []
  for (let times = 0; times < 31; times++)
    statuses.push((await instance.visitor().post('/anmelden', { email: `a${times}@example.org` })).status)
  expect(statuses.lastIndexOf(200)).toBe(29)
  expect(statuses.at(-1)).toBe(429)
})

test('signing out ends the session, not only the cookie', async () => {
  const { browser, link } = await askedForLink()
  await browser.post(link, {})
  const token = browser.cookie('sitzung') ?? ''
  const before = await sessionCount()
  expect((await browser.submit('/konto', '/abmelden', {})).status).toBe(303)
  expect(await sessionCount()).toBe(before - 1)
  expect(browser.cookie('sitzung')).toBeUndefined()
  browser.setCookie('sitzung', token)
  expect((await browser.get('/konto')).headers.get('location')).toBe('/anmelden?zu=%2Fkonto')
})

test('signing in again replaces the session this browser had', async () => {
  const { browser, link } = await askedForLink()
  await browser.post(link, {})
  const before = await sessionCount()
  await browser.post('/anmelden', { email: 'mo@example.org' })
  await browser.post(await linkMailedTo('mo@example.org', instance.services), {})
  expect(await sessionCount()).toBe(before)
})

test('a session that is used lives on, one that is not ends after 30 days', async () => {
  const { browser, link } = await askedForLink()
  await browser.post(link, {})
  minutesLater(29 * 24 * 60)
  expect((await browser.get('/konto')).headers.get('set-cookie')).toContain('sitzung=')
  minutesLater(5)
  expect((await browser.get('/konto')).headers.get('set-cookie')).toBeNull()
  minutesLater(29 * 24 * 60)
  expect((await browser.get('/konto')).status).toBe(200)
  minutesLater(30 * 24 * 60)
  const ended = await browser.get('/konto')
  expect(ended.status).toBe(303)
  expect(browser.cookie('sitzung')).toBeUndefined()
})

test('no log line holds an address, a token or a name', async () => {
  const { browser, link } = await askedForLink()
  await browser.post(link, {})
  await browser.get('/konto')
  const log = instance.log.join('\n')
  expect(log).toContain('answered')
  for (const secret of ['mo@example.org', 'example.org', link.split('/').at(-1) ?? '', 'Mo Muster']) expect(log).not.toContain(secret)
})
