import { sql } from 'kysely'
import type { Read } from '#platform/db'
import { planOf } from './plan.store.ts'
import type { Status } from './status.ts'

/** What the town's start page tells of its plan. */
export type PlanAtHome = { title: string; introduction: string; goals: number; measures: ReadonlyMap<Status, number> }

/** Undefined while the town has not published its plan. */
export async function planAtHome(db: Read): Promise<PlanAtHome | undefined> {
  const { isPublished, title, introduction } = await planOf(db)
  if (!isPublished) return undefined
  const counts = await db.rows<{ status: Status; count: number }>(sql`
    select status, count(*)::integer as count from measure where municipality_id = ${db.municipality} and is_public group by status`)
  const [row] = await db.rows<{ count: number }>(sql`
    select count(*)::integer as count from goal where municipality_id = ${db.municipality} and is_public and not is_dropped`)
  return { title, introduction, goals: row!.count, measures: new Map(counts.map(({ status, count }) => [status, count])) }
}
