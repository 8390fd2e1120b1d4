import { randomUUID } from 'node:crypto'
import type { Generated } from 'kysely'
import type { InstanceWrite, Read, Write } from '#platform/db'
import type {} from '../people/tables.ts'

declare module '#platform/db' {
  interface TownTables {
    audit_entry: AuditEntryTable & { municipality_id: string }
  }
  interface InstanceTables {
    instance_audit_entry: AuditEntryTable
  }
}

type AuditEntryTable = {
  id: string
  at: Generated<Date>
  person_id: string | null
  deed: string
  subject: string
  details: Generated<unknown>
}

export type Deed = { personId: string | null; deed: string; subject?: string; details?: Record<string, string | number | boolean | null> }

/** Notes a deed of staff; in the transaction of the deed, so that neither exists without the other. */
export const note = (db: Write, { personId, deed, subject = '', details = {} }: Deed) =>
  db
    .insertInto('audit_entry')
    .values({ municipality_id: db.municipality, id: randomUUID(), person_id: personId, deed, subject, details: JSON.stringify(details) })
    .execute()

export const noteForInstance = (db: InstanceWrite, { personId, deed, subject = '', details = {} }: Deed) =>
  db
    .insertInto('instance_audit_entry')
    .values({ id: randomUUID(), person_id: personId, deed, subject, details: JSON.stringify(details) })
    .execute()

export const newestDeeds = (db: Read, most: number) =>
  db
    .selectFrom('audit_entry')
    .leftJoin('person', 'person.id', 'audit_entry.person_id')
    .select(['audit_entry.id', 'audit_entry.at', 'audit_entry.deed', 'audit_entry.subject', 'audit_entry.details', 'person.name as person'])
    .where('audit_entry.municipality_id', '=', db.municipality)
    .orderBy('audit_entry.at', 'desc')
    .limit(most)
    .execute()
