import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { note, verifyAudit, verifyInstanceAudit } from '#platform/audit'
import type { Municipality } from '#platform/municipalities'
import { inTown, openTestInstance, type TestInstance } from '#testing'
import type { StaffBrowser } from '../../../test/testing/staff.ts'
import type { OwnData } from './own-data.ts'

const page = '/konto/daten'

describe('somebody of staff', () => {
  let instance: TestInstance
  let town: Municipality
  let kora: StaffBrowser
  let mo: StaffBrowser

  beforeEach(async () => {
    instance = await openTestInstance()
    town = await instance.addTown()
    kora = (await instance.staff(town, 'coordinator', { name: 'Kora Kunz', email: 'kora@example.org' })) as StaffBrowser
    mo = (await instance.staff(town, 'moderator', { name: 'Mo Muster', email: 'mo@example.org' })) as StaffBrowser
    await inTown(instance, town, async db => {
      await note(db, { personId: mo.personId, deed: 'statement-approved', subject: 'zusammenleben', details: { statement: 3 } })
      await note(db, { personId: kora.personId, deed: 'crest-removed' })
    })
    const people = '/musterstadt/verwaltung/personen'
    await kora.post(`${people}/${mo.personId}/rolle`, { csrf: kora.csrf, role: 'editor' })
  })
  afterEach(() => instance.close())

  const erase = (browser: StaffBrowser, fields: Record<string, string> = { understood: 'yes' }) =>
    browser.submit(page, '/konto/loeschung', fields)
  const person = (id: string) =>
    instance.services.database.readingInstance(db => db.selectFrom('person').selectAll().where('id', '=', id).execute())

  test('reads and takes along what is stored about them: account, roles, sessions, and entries by and about them', async () => {
    const own = await mo.page(page)
    for (const text of ['Mo Muster', 'mo@example.org', 'Redaktion', 'Aussage 3 im Dialog', 'Rolle von Mo Muster geändert'])
      expect(own).toContain(text)
    const copy = (await (await mo.get(`${page}/kopie.json`)).json()) as OwnData
    expect(copy.account).toMatchObject({ email: 'mo@example.org', isOperator: false })
    expect(copy.towns).toMatchObject([{ slug: 'musterstadt', role: 'editor', isLinkedToProvider: false }])
    expect(copy.sessions).toHaveLength(1)
    expect(copy.deeds.map(({ deed }) => deed).sort()).toEqual(['member-role-changed', 'statement-approved'])
    expect(JSON.stringify(copy)).not.toContain('token')
  })

  test('must say that they mean it before the account is erased', async () => {
    const answered = await erase(mo, {})
    expect([answered.status, await answered.text()]).toEqual([422, expect.stringContaining('Bitte kreuzen Sie an')])
    expect(await person(mo.personId)).toHaveLength(1)
  })

  test('erases the account: no name and no address is left, and both chains of the audit log hold', async () => {
    expect((await erase(mo)).headers.get('location')).toBe('/anmelden')
    expect(await person(mo.personId)).toEqual([])
    expect((await mo.get(page)).status).toBe(303)
    const entries = await inTown(instance, town, db =>
      db.selectFrom('audit_entry').selectAll().where('municipality_id', '=', town.id).orderBy('position').execute(),
    )
    expect(JSON.stringify(entries)).not.toMatch(/Mo Muster|mo@example/)
    expect(entries[0]).toMatchObject({ person_id: null, actor: expect.stringMatching(/^[0-9a-f]{64}$/) })
    const { database } = instance.services
    expect((await verifyAudit(database, town.id)).tamperings).toEqual([])
    expect((await verifyInstanceAudit(database)).tamperings).toEqual([])
    const record = await kora.page('/musterstadt/verwaltung/protokoll')
    expect(record).toContain('Rolle von [gelöschtes Konto] geändert')
    expect(record).not.toContain('Mo Muster')
  })

  test('stays while a town would be left without anybody to coordinate it, and is told which', async () => {
    const answered = await erase(kora)
    expect(answered.status).toBe(422)
    expect(await answered.text()).toContain('Sie sind die letzte Koordination in: Musterstadt')
    expect(await person(kora.personId)).toHaveLength(1)
    await instance.staff(town, 'coordinator', { name: 'Zweite', email: 'zwei@example.org' })
    expect((await erase(kora)).status).toBe(303)
  })

  test('stays while nobody else runs the instance', async () => {
    const other = await instance.addTown({ slug: 'anderswo', ags: '09999002' })
    const operator = (await instance.staff(other, 'reader', { email: 'betrieb@example.org', isOperator: true })) as StaffBrowser
    const answered = await erase(operator)
    expect([answered.status, await answered.text()]).toEqual([422, expect.stringContaining('Sie betreiben diesen Server allein')])
    expect(await person(operator.personId)).toHaveLength(1)
  })

  test('is forgotten three months after the last role is gone and no session is left', async () => {
    await kora.post(`/musterstadt/verwaltung/personen/${mo.personId}/entfernung`, { csrf: kora.csrf })
    instance.clock.now = new Date(Date.now() + 30 * 86_400_000)
    await instance.app.maintain()
    expect(await person(mo.personId)).toHaveLength(1)
    instance.clock.now = new Date(Date.now() + 200 * 86_400_000)
    await instance.app.maintain()
    instance.clock.now = new Date(Date.now() + 201 * 86_400_000)
    await instance.app.maintain()
    expect(await person(mo.personId)).toEqual([])
    expect(await person(kora.personId)).toHaveLength(1)
  })
})
