import { randomUUID } from 'node:crypto'
import { type Generated, sql } from 'kysely'
import type { InstanceRead, InstanceWrite, Read, Write } from '#platform/db'
import type {} from '../people/tables.ts'
import { type AuditEntry, type AuditHead, actorOf, hashOf } from './chain.ts'

declare module '#platform/db' {
  interface TownTables {
    audit_entry: AuditEntryTable & { municipality_id: string }
    audit_head: AuditHead & { municipality_id: string }
  }
  interface InstanceTables {
    instance_audit_entry: AuditEntryTable
    instance_audit_head: AuditHead & { is_single: Generated<boolean> }
  }
}

type AuditEntryTable = Omit<AuditEntry, 'details'> & { details: Generated<unknown> }

export type Deed = { personId: string | null; deed: string; subject?: string; details?: Record<string, string | number | boolean | null> }

/** Notes a deed of staff; in the transaction of the deed, so that neither exists without the other. */
export async function note(db: Write, deed: Deed) {
  const { municipality } = db
  const head = await db
    .insertInto('audit_head')
    .values({ municipality_id: municipality, ...beforeTheFirst })
    .onConflict(first => first.column('municipality_id').doUpdateSet({ position: sql<number>`audit_head.position` })) // two deeds at once: one waits here
    .returning(['position', 'hash', sql<Date>`now()`.as('now')])
    .executeTakeFirstOrThrow()
  const entry = entryAfter(head, deed)
  await db
    .insertInto('audit_entry')
    .values({ municipality_id: municipality, ...entry, details: JSON.stringify(entry.details) })
    .execute()
  await db
    .updateTable('audit_head')
    .set({ position: entry.position, hash: entry.hash })
    .where('municipality_id', '=', municipality)
    .execute()
}

export async function noteForInstance(db: InstanceWrite, deed: Deed) {
  const head = await db
    .insertInto('instance_audit_head')
    .values(beforeTheFirst)
    .onConflict(first => first.column('is_single').doUpdateSet({ position: sql<number>`instance_audit_head.position` }))
    .returning(['position', 'hash', sql<Date>`now()`.as('now')])
    .executeTakeFirstOrThrow()
  const entry = entryAfter(head, deed)
  await db
    .insertInto('instance_audit_entry')
    .values({ ...entry, details: JSON.stringify(entry.details) })
    .execute()
  await db.updateTable('instance_audit_head').set({ position: entry.position, hash: entry.hash }).execute()
}

const beforeTheFirst: AuditHead = { position: 0, hash: '' }

function entryAfter(head: AuditHead & { now: Date }, { personId, deed, subject = '', details = {} }: Deed): AuditEntry {
  const at = new Date(head.now)
  const content = { position: head.position + 1, at, actor: actorOf(personId), deed, subject, details, previous: head.hash }
  return { id: randomUUID(), person_id: personId, ...content, hash: hashOf(content) }
}

export const newestDeeds = (db: Read, most: number) =>
  db
    .selectFrom('audit_entry')
    .leftJoin('person', 'person.id', 'audit_entry.person_id')
    .leftJoin('person as about', join => join.on(sql`about.id::text`, '=', sql.ref('audit_entry.subject')))
    .select(['audit_entry.id', 'audit_entry.at', 'audit_entry.deed', 'audit_entry.subject', 'audit_entry.details', 'audit_entry.actor'])
    .select(['person.name as person', 'about.name as about'])
    .where('audit_entry.municipality_id', '=', db.municipality)
    .orderBy('audit_entry.position', 'desc')
    .limit(most)
    .execute()

export const auditHead = (db: Read) =>
  db.selectFrom('audit_head').select(['position', 'hash']).where('municipality_id', '=', db.municipality).executeTakeFirst()

export const instanceAuditHead = (db: InstanceRead) => db.selectFrom('instance_audit_head').select(['position', 'hash']).executeTakeFirst()

export const entriesAfter = (db: Read, position: number, most: number): Promise<AuditEntry[]> =>
  db
    .selectFrom('audit_entry')
    .select(columns)
    .where('municipality_id', '=', db.municipality)
    .where('position', '>', position)
    .orderBy('position')
    .limit(most)
    .execute()

export const instanceEntriesAfter = (db: InstanceRead, position: number, most: number): Promise<AuditEntry[]> =>
  db.selectFrom('instance_audit_entry').select(columns).where('position', '>', position).orderBy('position').limit(most).execute()

const columns = ['id', 'position', 'at', 'person_id', 'actor', 'deed', 'subject', 'details', 'previous', 'hash'] as const

const ownColumns = ['at', 'deed', 'subject', 'details'] as const

/** Entries by somebody, and those about them. */
export const ownEntries = (db: Read, personId: string) =>
  db
    .selectFrom('audit_entry')
    .select(ownColumns)
    .where('municipality_id', '=', db.municipality)
    .where(({ or, eb }) => or([eb('person_id', '=', personId), eb('subject', '=', personId)]))
    .execute()

export const ownInstanceEntries = (db: InstanceRead, personId: string) =>
  db
    .selectFrom('instance_audit_entry')
    .select(ownColumns)
    .where(({ or, eb }) => or([eb('person_id', '=', personId), eb('subject', '=', personId)]))
    .execute()

/** The entry stays with the hash of whoever did it, so that the chain holds; whose hash that is, the log no longer says. */
export async function forgetActors(db: Write, before: Date): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('audit_entry')
    .set({ person_id: null })
    .where('municipality_id', '=', db.municipality)
    .where('person_id', 'is not', null)
    .where('at', '<', before)
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

export async function forgetInstanceActors(db: InstanceWrite, before: Date): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('instance_audit_entry')
    .set({ person_id: null })
    .where('person_id', 'is not', null)
    .where('at', '<', before)
    .executeTakeFirst()
  return Number(numUpdatedRows)
}
