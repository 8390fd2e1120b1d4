import { randomUUID } from 'node:crypto'
import { dayOf } from '#dialogue'
import type { Read, Write } from '#platform/db'
import { judgeEmail } from '#platform/people'
import type { FileRow } from './import.file.ts'
import type { Mapping } from './import.mapping.ts'
import type { KnownPlan, PlanImport } from './import.ts'
import { posts } from './money.store.ts'
import { describedMeasures, planNames } from './plan.described.store.ts'
import { actionFields, targetGroups } from './plan.store.ts'

/** Tables that wait to be taken over, the newest first, without what stands in them. */
export const planImports = (db: Read): Promise<Pick<PlanImport, 'id' | 'name' | 'uploadedAt'>[]> =>
  db
    .selectFrom('plan_import')
    .select(['id', 'name', 'uploaded_at as uploadedAt'])
    .where('municipality_id', '=', db.municipality)
    .orderBy('uploaded_at', 'desc')
    .orderBy('id')
    .execute()

export const findImport = async (db: Read, id: string): Promise<PlanImport | undefined> => toImport(await one(db, id).executeTakeFirst())

/** A table, held until the transaction ends, so that nobody takes it over twice. */
export const lockImport = async (db: Write, id: string): Promise<PlanImport | undefined> =>
  toImport(await one(db, id).forUpdate().executeTakeFirst())

const one = (db: Read, id: string) =>
  db
    .selectFrom('plan_import')
    .select(['id', 'name', 'rows', 'mapping', 'uploaded_at as uploadedAt'])
    .where('municipality_id', '=', db.municipality)
    .where('id', '=', id)

const toImport = (row: { id: string; name: string; rows: unknown; mapping: unknown; uploadedAt: Date } | undefined) =>
  row && { ...row, rows: row.rows as FileRow[], mapping: row.mapping as Mapping }

export async function putImport(db: Write, { name, rows, mapping, uploadedAt }: Omit<PlanImport, 'id'>, personId: string): Promise<string> {
  const id = randomUUID()
  await db
    .insertInto('plan_import')
    .values({
      municipality_id: db.municipality,
      id,
      name,
      rows: JSON.stringify(rows),
      mapping: JSON.stringify(mapping),
      uploaded_at: uploadedAt,
      uploaded_by: personId,
    })
    .execute()
  return id
}

export const setMapping = (db: Write, id: string, mapping: Mapping) =>
  db
    .updateTable('plan_import')
    .set({ mapping: JSON.stringify(mapping) })
    .where('municipality_id', '=', db.municipality)
    .where('id', '=', id)
    .execute()

export const keepRows = (db: Write, id: string, rows: readonly FileRow[]) =>
  db
    .updateTable('plan_import')
    .set({ rows: JSON.stringify(rows) })
    .where('municipality_id', '=', db.municipality)
    .where('id', '=', id)
    .execute()

export const removeImport = (db: Write, id: string) =>
  db.deleteFrom('plan_import').where('municipality_id', '=', db.municipality).where('id', '=', id).execute()

/** The plan as far as a table speaks of it, and where its measures are stored. */
export async function knownPlan(db: Read, now: Date): Promise<KnownPlan & { idOf: ReadonlyMap<string, string> }> {
  const described = await describedMeasures(db)
  const idOf = new Map([...described].map(([id, { number }]) => [number, id]))
  const withPosts = new Set((await posts(db)).map(({ measureId }) => described.get(measureId)?.number ?? ''))
  return {
    names: await planNames(db),
    measures: new Map([...described.values()].map(measure => [measure.number, measure])),
    withPosts,
    today: dayOf(now),
    fields: new Set((await actionFields(db)).map(({ id }) => id)),
    groups: new Set((await targetGroups(db)).map(({ id }) => id)),
    isMail: text => judgeEmail(text) === undefined,
    idOf,
  }
}
