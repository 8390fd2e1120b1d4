import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Municipality } from '#platform/municipalities'
import { openTestInstance, type TestInstance } from '#testing'

let instance: TestInstance
let town: Municipality
beforeEach(async () => {
  instance = await openTestInstance()
  town = await instance.addTown()
})
afterEach(() => instance.close())

const mo = () => instance.staff(town, 'moderator', { name: 'Mo', email: 'mo@example.org' })

test('a session that is revoked from another device is over', async () => {
  const [here, lost] = [await mo(), await mo()]
  const end = /action="(\/konto\/sitzungen\/[^"]+\/ende)"/.exec(await here.page('/konto'))?.[1] ?? ''
  expect((await here.submit('/konto', end, {})).headers.get('location')).toBe('/konto?getan=session-ended')
  expect((await lost.get('/konto')).status).toBe(303)
  expect(await here.page('/konto?getan=session-ended')).toContain('Das Gerät ist abgemeldet.')
})

test('all other sessions can be ended at once', async () => {
  const browsers = [await mo(), await mo(), await mo()]
  const [here, ...others] = browsers
  await here?.submit('/konto', '/konto/sitzungen/ende', {})
  expect((await here?.get('/konto'))?.status).toBe(200)
  for (const other of others) expect((await other.get('/konto')).status).toBe(303)
})

test("nobody can end somebody else's session", async () => {
  const [eve, victim] = [await instance.staff(town, 'coordinator'), await mo()]
  const [session] = await instance.services.database.readingInstance(db =>
    db.selectFrom('session').select('id').where('person_id', '=', victim.personId).execute(),
  )
  expect((await eve.post(`/konto/sitzungen/${session?.id}/ende`, { csrf: eve.csrf })).status).toBe(404)
  expect((await eve.post('/konto/sitzungen/quatsch/ende', { csrf: eve.csrf })).status).toBe(404)
  expect((await victim.get('/konto')).status).toBe(200)
})

test('a name can be changed but not emptied, and markup in it stays text', async () => {
  const browser = await mo()
  const refused = await browser.submit('/konto', '/konto/name', { name: '  ' })
  expect(refused.status).toBe(422)
  expect(await refused.text()).toContain('Geben Sie einen Namen ein.')
  expect((await browser.submit('/konto', '/konto/name', { name: '<b>Mo</b>' })).status).toBe(303)
  expect(await browser.page('/konto')).toContain('&lt;b&gt;Mo&lt;/b&gt;')
})

test('without the token of the session nothing changes', async () => {
  const browser = await mo()
  expect((await browser.post('/konto/name', { name: 'Eve' })).status).toBe(400)
  expect((await browser.post('/abmelden', {})).status).toBe(400)
  expect(await browser.page('/konto')).toContain('Mo')
})

test('a token kept from a session that was revoked opens no form', async () => {
  const browser = await mo()
  const { csrf } = browser
  const fresh = await mo()
  expect((await fresh.post('/konto/name', { csrf, name: 'Eve' })).status).toBe(400)
})
