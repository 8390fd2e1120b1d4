import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { note } from '#platform/audit'
import type { Municipality } from '#platform/municipalities'
import { inTown, openTestInstance, type TestInstance } from '#testing'
import { linkMailedTo, queuedMails } from '../../../test/testing/staff.ts'
import { membersOf } from './member.store.ts'

let instance: TestInstance
let town: Municipality
let other: Municipality
beforeEach(async () => {
  instance = await openTestInstance()
  town = await instance.addTown()
  other = await instance.addTown({ slug: 'andersdorf', name: 'Andersdorf', ags: '09999002' })
})
afterEach(() => instance.close())

const desk = '/musterstadt/verwaltung/personen'
const coordinator = () => instance.staff(town, 'coordinator', { name: 'Kora Koordination', email: 'kora@example.org' })
const rolesIn = async (where = town) =>
  Object.fromEntries((await inTown(instance, where, membersOf)).map(({ email, role }) => [email, role]))
const invitationsIn = (where = town) =>
  inTown(instance, where, db => db.selectFrom('invitation').select(['email', 'role']).where('municipality_id', '=', where.id).execute())
const deedsIn = (where = town) =>
  inTown(instance, where, db =>
    db
      .selectFrom('audit_entry')
      .select(['deed', 'person_id', 'details'])
      .where('municipality_id', '=', where.id)
      .orderBy('position')
      .execute(),
  )

describe('an invitation', () => {
  test('makes a new person a member who is signed in at once', async () => {
    const kora = await coordinator()
    const sent = await kora.submit(desk, `${desk}/einladungen`, { email: 'New@Example.org', role: 'moderator' })
    expect(sent.status).toBe(303)
    expect(await kora.page(desk)).toContain('new@example.org')
    const link = await linkMailedTo('new@example.org', instance.services)
    const guest = instance.visitor()
    const page = await guest.page(link)
    expect(page).toContain('Einladung nach Musterstadt')
    expect((await guest.post(link, { name: '' })).status).toBe(422)
    const accepted = await guest.post(link, { name: 'Nele Neu' })
    expect(accepted.headers.get('location')).toBe('/musterstadt/verwaltung')
    expect(await rolesIn()).toMatchObject({ 'new@example.org': 'moderator' })
    expect(await guest.page('/konto')).toContain('Nele Neu')
    expect((await deedsIn()).map(({ deed }) => deed)).toEqual(['member-invited', 'invitation-accepted'])
  })

  test('is good for one use and for 14 days', async () => {
    const kora = await coordinator()
    await kora.post(`${desk}/einladungen`, { csrf: kora.csrf, email: 'a@example.org', role: 'reader' })
    const link = await linkMailedTo('a@example.org', instance.services)
    expect((await instance.visitor().post(link, { name: 'Anna' })).status).toBe(303)
    expect((await instance.visitor().post(link, { name: 'Anders' })).status).toBe(410)
    await kora.post(`${desk}/einladungen`, { csrf: kora.csrf, email: 'b@example.org', role: 'reader' })
    instance.clock.now = new Date(instance.clock.now.getTime() + 14 * 24 * 60 * 60_000)
    expect((await instance.visitor().get(await linkMailedTo('b@example.org', instance.services))).status).toBe(410)
    expect(await kora.page(desk)).toContain('abgelaufen')
  })

  test('asks a person we know for no name and adds the second town', async () => {
    const kora = await coordinator()
    const ben = await instance.staff(other, 'editor', { name: 'Ben', email: 'ben@example.org' })
    await kora.post(`${desk}/einladungen`, { csrf: kora.csrf, email: 'ben@example.org', role: 'reader' })
    const link = await linkMailedTo('ben@example.org', instance.services)
    expect(await ben.page(link)).not.toContain('name="name"')
    expect((await ben.post(link, {})).status).toBe(303)
    const account = await ben.page('/konto')
    expect(account).toContain('/musterstadt/verwaltung')
    expect(account).toContain('/andersdorf/verwaltung')
    expect((await rolesIn(other))['ben@example.org']).toBe('editor')
  })

  test('can be taken back, and a second one to the same address replaces the first', async () => {
    const kora = await coordinator()
    const invite = () => kora.post(`${desk}/einladungen`, { csrf: kora.csrf, email: 'a@example.org', role: 'reader' })
    await invite()
    const first = await linkMailedTo('a@example.org', instance.services)
    await invite()
    expect(await invitationsIn()).toHaveLength(1)
    expect((await instance.visitor().get(first)).status).toBe(410)
    const second = await linkMailedTo('a@example.org', instance.services)
    expect((await instance.visitor().get(second)).status).toBe(200)
    const revocation = /action="([^"]*widerruf)"/.exec(await kora.page(desk))?.[1] ?? ''
    expect((await kora.submit(desk, revocation, {})).status).toBe(303)
    expect((await instance.visitor().post(second, { name: 'Anna' })).status).toBe(410)
    expect(await invitationsIn()).toEqual([])
  })

  test('to nobody, to a member or without a role is refused beside the field, and nothing typed is lost', async () => {
    const kora = await coordinator()
    const response = await kora.post(`${desk}/einladungen`, { csrf: kora.csrf, email: 'niemand', role: 'bürgermeister' })
    expect(response.status).toBe(422)
    const page = await response.text()
    expect(page).toContain('value="niemand"')
    expect(page).toContain('Wählen Sie eine Rolle.')
    const member = await kora.post(`${desk}/einladungen`, { csrf: kora.csrf, email: 'KORA@example.org', role: 'reader' })
    expect(await member.text()).toContain('schon dabei')
    expect(await invitationsIn()).toEqual([])
    expect(await queuedMails(instance.services)).toEqual([])
  })
})

describe('a form without the token of its session', () => {
  test.each<Record<string, string>>([{}, { csrf: '' }, { csrf: 'erfunden' }])(
    'is answered with 400 and nothing is stored (%j)',
    async token => {
      const kora = await coordinator()
      const response = await kora.post(`${desk}/einladungen`, { ...token, email: 'a@example.org', role: 'reader' })
      expect(response.status).toBe(400)
      expect(await response.text()).toContain('nicht mehr gültig')
      expect(await invitationsIn()).toEqual([])
      expect(await deedsIn()).toEqual([])
    },
  )

  test("is not helped by somebody else's token", async () => {
    const [kora, eve] = [await coordinator(), await instance.staff(town, 'reader')]
    expect((await kora.post(`${desk}/einladungen`, { csrf: eve.csrf, email: 'a@example.org', role: 'reader' })).status).toBe(400)
  })
})

describe('the desk', () => {
  test.each(['moderator', 'editor', 'reader'] as const)('of people is not for a %s', async role => {
    const browser = await instance.staff(town, role)
    expect((await browser.get(desk)).status).toBe(403)
    expect((await browser.post(`${desk}/einladungen`, { csrf: browser.csrf, email: 'a@example.org', role: 'reader' })).status).toBe(403)
    expect(await invitationsIn()).toEqual([])
    expect((await browser.get('/musterstadt/verwaltung/protokoll')).status).toBe(200)
  })

  test('of one town is closed to the coordinator of another, in every form', async () => {
    const stranger = await instance.staff(other, 'coordinator')
    const kora = await coordinator()
    const csrf = stranger.csrf
    const statuses = await Promise.all([
      stranger.get(desk),
      stranger.get('/musterstadt/verwaltung/protokoll'),
      stranger.get(`${desk}/${kora.personId}/entfernung`),
      stranger.post(`${desk}/einladungen`, { csrf, email: 'a@example.org', role: 'reader' }),
      stranger.post(`${desk}/${kora.personId}/rolle`, { csrf, role: 'reader' }),
      stranger.post(`${desk}/${kora.personId}/entfernung`, { csrf }),
    ])
    expect(statuses.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403, 403])
    expect(await rolesIn()).toEqual({ 'kora@example.org': 'coordinator' })
  })

  test('does not know the people or invitations of another town', async () => {
    const [kora, stranger] = [await coordinator(), await instance.staff(other, 'coordinator')]
    const foreign = '/andersdorf/verwaltung/personen'
    await kora.post(`${desk}/einladungen`, { csrf: kora.csrf, email: 'a@example.org', role: 'reader' })
    const revocation = (/action="([^"]*widerruf)"/.exec(await kora.page(desk))?.[1] ?? '').replace(desk, foreign)
    const csrf = stranger.csrf
    expect((await stranger.post(revocation, { csrf })).status).toBe(404)
    expect((await stranger.post(`${foreign}/${kora.personId}/rolle`, { csrf, role: 'reader' })).status).toBe(404)
    expect((await stranger.post(`${foreign}/${kora.personId}/entfernung`, { csrf })).status).toBe(404)
    expect((await stranger.post(`${foreign}/quatsch/entfernung`, { csrf })).status).toBe(404)
    expect(await invitationsIn()).toHaveLength(1)
    expect(await rolesIn()).toEqual({ 'kora@example.org': 'coordinator' })
  })

  test('is closed to an operator without a role in the town', async () => {
    const operator = await instance.staff(other, 'coordinator', { isOperator: true })
    expect((await operator.get('/betrieb')).status).toBe(200)
    expect((await operator.get(desk)).status).toBe(403)
    expect((await operator.get('/musterstadt/verwaltung')).status).toBe(403)
  })

  test('asks a visitor to sign in and remembers where to', async () => {
    const response = await instance.visitor().get(desk)
    expect(response.status).toBe(303)
    expect(response.headers.get('location')).toBe('/anmelden?zu=%2Fmusterstadt%2Fverwaltung%2Fpersonen')
    expect((await instance.visitor().post(`${desk}/einladungen`, { email: 'a@example.org', role: 'reader' })).status).toBe(403)
  })
})

describe('a role', () => {
  test('can be changed, and what changed stands in the record', async () => {
    const [kora, mo] = [await coordinator(), await instance.staff(town, 'moderator', { name: 'Mo', email: 'mo@example.org' })]
    expect((await kora.submit(desk, `${desk}/${mo.personId}/rolle`, { role: 'editor' })).status).toBe(303)
    expect((await rolesIn())['mo@example.org']).toBe('editor')
    const record = await kora.page('/musterstadt/verwaltung/protokoll')
    expect(record).toContain('Rolle von Mo geändert: von Moderation zu Redaktion')
    expect(record).toContain('Kora Koordination')
  })

  test('that is none is refused', async () => {
    const kora = await coordinator()
    expect((await kora.post(`${desk}/${kora.personId}/rolle`, { csrf: kora.csrf, role: 'kaiser' })).status).toBe(400)
  })

  test('the last coordinator can neither hand back nor leave', async () => {
    const kora = await coordinator()
    const demoted = await kora.post(`${desk}/${kora.personId}/rolle`, { csrf: kora.csrf, role: 'reader' })
    expect(demoted.status).toBe(422)
    expect(await demoted.text()).toContain('die letzte Person mit der Rolle Koordination')
    expect((await kora.post(`${desk}/${kora.personId}/entfernung`, { csrf: kora.csrf })).status).toBe(422)
    expect(await rolesIn()).toEqual({ 'kora@example.org': 'coordinator' })
    expect(await deedsIn()).toEqual([])
  })

  test('two coordinators who step down at once leave one behind', async () => {
    const [kora, kim] = [await coordinator(), await instance.staff(town, 'coordinator', { email: 'kim@example.org' })]
    const answers = await Promise.all(
      [kora, kim].map(browser => browser.post(`${desk}/${browser.personId}/entfernung`, { csrf: browser.csrf })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 422])
    expect(Object.values(await rolesIn())).toEqual(['coordinator'])
  })

  test('that is taken away closes the desk at once', async () => {
    const [kora, mo] = [await coordinator(), await instance.staff(town, 'moderator', { name: 'Mo', email: 'mo@example.org' })]
    const removal = `${desk}/${mo.personId}/entfernung`
    expect(await kora.page(removal)).toContain('Mo entfernen')
    expect((await kora.submit(removal, removal, {})).status).toBe(303)
    expect((await mo.get('/musterstadt/verwaltung/protokoll')).status).toBe(403)
    expect(await kora.page('/musterstadt/verwaltung/protokoll')).toContain('Mo (Moderation) entfernt')
  })
})

test('a deed without a sentence of its own is still told by its name', async () => {
  const kora = await coordinator()
  await inTown(instance, town, db => note(db, { personId: null, deed: 'something-new', subject: 'x' }))
  expect(await kora.page('/musterstadt/verwaltung/protokoll')).toContain('something-new x')
})
