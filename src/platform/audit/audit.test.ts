import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Municipality } from '#platform/municipalities'
import { inTown, openTestInstance, type TestInstance } from '#testing'
import { note, noteForInstance, verifyAudit, verifyInstanceAudit } from './index.ts'

let instance: TestInstance
let town: Municipality
beforeEach(async () => {
  instance = await openTestInstance()
  town = await instance.addTown()
})
afterEach(() => instance.close())

const deeds = ['dialogue-opened', 'statement-approved', 'statement-rejected', 'dialogue-closed']
const noteAll = () =>
  inTown(instance, town, async db => {
    for (const deed of deeds)
      await note(db, { personId: null, deed, subject: 'Ein Dialog', details: { number: 7, zeta: 'ä', alpha: null } })
  })
const verified = () => verifyAudit(instance.services.database, town.id)
const tamper = (change: (town: string) => ReturnType<typeof sql>) => inTown(instance, town, db => db.rows(change(town.id)))

describe('the audit log', () => {
  test('holds when nobody has touched it, and its head names the newest entry', async () => {
    await noteAll()
    expect(await verified()).toEqual({ head: { position: 4, hash: expect.stringMatching(/^[0-9a-f]{64}$/) }, tamperings: [] })
  })

  test('of a town in which nothing was done holds as well', async () => {
    expect(await verified()).toEqual({ head: undefined, tamperings: [] })
  })

  test.each([
    ['a deed', sql`deed = 'statement-approved'`],
    ['a subject', sql`subject = 'Ein anderer'`],
    ['a detail', sql`details = '{"number": 8, "zeta": "ä", "alpha": null}'`],
    ['a time', sql`at = at - interval '1 day'`],
  ])('names the entry in which %s was changed', async (_, change) => {
    await noteAll()
    await tamper(id => sql`update audit_entry set ${change} where municipality_id = ${id} and position = 3`)
    expect((await verified()).tamperings).toEqual([{ position: 3, kind: 'changed' }])
  })

  test('names the entry that was changed together with its own hash', async () => {
    await noteAll()
    await tamper(id => sql`update audit_entry set hash = repeat('0', 64) where municipality_id = ${id} and position = 2`)
    expect((await verified()).tamperings).toEqual([
      { position: 2, kind: 'changed' },
      { position: 3, kind: 'broken' },
    ])
  })

  test('shows a gap, a cut end and an entry put in', async () => {
    await noteAll()
    await tamper(id => sql`delete from audit_entry where municipality_id = ${id} and position in (2, 4)`)
    expect((await verified()).tamperings).toEqual([
      { position: 3, kind: 'missing' },
      { position: 3, kind: 'cut' },
    ])
    await tamper(
      id => sql`insert into audit_entry (municipality_id, id, deed, position, hash) values (${id}, gen_random_uuid(), 'x', 4, '')`,
    )
    expect((await verified()).tamperings.map(({ kind }) => kind)).toEqual(['missing', 'broken', 'unchained', 'cut'])
  })

  test('shows when another person is named, and still holds when the person has been erased', async () => {
    const [kora, mo] = [await instance.staff(town, 'coordinator'), await instance.staff(town, 'moderator')]
    await inTown(instance, town, db => note(db, { personId: kora.personId, deed: 'statement-approved' }))
    await tamper(id => sql`update audit_entry set person_id = ${mo.personId} where municipality_id = ${id} and deed = 'statement-approved'`)
    expect((await verified()).tamperings.map(({ kind }) => kind)).toEqual(['person-changed'])
    await instance.services.database.writingInstance(db => db.deleteFrom('person').where('id', '=', mo.personId).execute())
    expect((await verified()).tamperings).toEqual([])
  })

  test('stays one chain when many deeds are noted at once', async () => {
    await Promise.all(Array.from({ length: 12 }, (_, i) => inTown(instance, town, db => note(db, { personId: null, deed: `deed-${i}` }))))
    const { head, tamperings } = await verified()
    expect(tamperings).toEqual([])
    expect(head?.position).toBe(12)
  })

  test('of the instance is a chain of its own', async () => {
    const { database } = instance.services
    await database.writingInstance(async db => {
      await noteForInstance(db, { personId: null, deed: 'municipality-created', subject: 'Musterstadt' })
      await noteForInstance(db, { personId: null, deed: 'municipality-removed', subject: 'Musterstadt' })
    })
    expect((await verifyInstanceAudit(database)).tamperings).toEqual([])
    await database.writingInstance(db => db.updateTable('instance_audit_entry').set({ subject: 'x' }).where('position', '=', 1).execute())
    expect((await verifyInstanceAudit(database)).tamperings).toEqual([{ position: 1, kind: 'changed' }])
  })
})
