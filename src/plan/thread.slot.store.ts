import { type RawBuilder, sql } from 'kysely'
import type { Read } from '#platform/db'
import { goals } from './goal.store.ts'
import type { Goal } from './goal.ts'
import { byNumber } from './measure.store.ts'
import type { Measure } from './measure.ts'
import { planOf } from './plan.store.ts'
import type { Plan } from './plan.ts'
import { isPublicGoal } from './publication.ts'

/** What of the plan comes from a sentence or answers a statement, as everybody reads it. */
export type Following = {
  plan: Plan
  goals: Goal[]
  measures: FollowingMeasure[]
}

export type FollowingMeasure = Pick<Measure, 'id' | 'number' | 'title' | 'status' | 'resolutionNumber' | 'resolvedOn'> & {
  /** the latest, where the town publishes money */
  spending: { spentOn: string; amountCents: number } | null
}

/** Undefined while no plan is published, or nothing of it follows from the sentence. */
export async function followingSentence(db: Read, vision: string, number: number): Promise<Following | undefined> {
  const plan = await planOf(db)
  if (!plan.isPublished) return undefined
  const sentence = sql`(select id from sentence where municipality_id = ${db.municipality} and number = ${number}
    and vision_id = (select id from vision where municipality_id = ${db.municipality} and slug = ${vision}))`
  const goalIds = await ids(
    db,
    sql<{ id: string }>`select goal_id as id from goal_sentence where municipality_id = ${db.municipality} and sentence_id = ${sentence}`,
  )
  const served = (await goals(db)).filter(goal => isPublicGoal(goal) && goalIds.has(goal.id))
  const measures = await followingMeasures(
    db,
    plan,
    sql`select measure_id from measure_goal where municipality_id = ${db.municipality} and goal_id::text = any(${served.map(({ id }) => id)}::text[])
      union select measure_id from measure_sentence where municipality_id = ${db.municipality} and sentence_id = ${sentence}`,
  )
  return served.length + measures.length > 0 ? { plan, goals: served, measures } : undefined
}

/** Measures that answer a statement directly. */
export async function followingStatement(db: Read, dialogue: string, number: number): Promise<Following | undefined> {
  const plan = await planOf(db)
  if (!plan.isPublished) return undefined
  const measures = await followingMeasures(
    db,
    plan,
    sql`select measure_id from measure_statement where municipality_id = ${db.municipality} and statement_id =
      (select id from statement where municipality_id = ${db.municipality} and dialogue_id = ${dialogue} and number = ${number})`,
  )
  return measures.length > 0 ? { plan, goals: [], measures } : undefined
}

const ids = async (db: Read, query: RawBuilder<{ id: string }>) => new Set((await db.rows<{ id: string }>(query)).map(({ id }) => id))

async function followingMeasures(db: Read, plan: Plan, wanted: RawBuilder<unknown>): Promise<FollowingMeasure[]> {
  const found = await db.rows<Omit<FollowingMeasure, 'spending'>>(sql`
    select id, number, title, status, resolution_number as "resolutionNumber", resolved_on as "resolvedOn" from measure
    where municipality_id = ${db.municipality} and is_public and id in (${wanted})`)
  const spent = plan.showsMoney
    ? await latestSpending(
        db,
        found.map(({ id }) => id),
      )
    : new Map<string, never>()
  return found
    .map(measure => ({ ...measure, spending: spent.get(measure.id) ?? null }))
    .sort((a, b) => byNumber.compare(a.number, b.number))
}

async function latestSpending(db: Read, measureIds: readonly string[]) {
  if (measureIds.length === 0) return new Map<string, NonNullable<FollowingMeasure['spending']>>()
  const rows = await db
    .selectFrom('spending')
    .distinctOn('measure_id')
    .select(['measure_id as measureId', 'spent_on as spentOn', 'amount_cents as amountCents'])
    .where('municipality_id', '=', db.municipality)
    .where('measure_id', 'in', measureIds)
    .orderBy('measure_id')
    .orderBy('spent_on', 'desc')
    .orderBy('id')
    .execute()
  return new Map(rows.map(({ measureId, ...spending }) => [measureId, spending]))
}
