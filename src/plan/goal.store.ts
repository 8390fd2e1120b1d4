import { sql } from 'kysely'
import type { Read, Write } from '#platform/db'
import type { Goal } from './goal.ts'
import type { Status } from './status.ts'

/** In the order of their numbers, without those that were dropped. */
export const goals = async (db: Read): Promise<Goal[]> =>
  (await selected(db).where('is_dropped', '=', false).orderBy('number').execute()).map(toGoal)

export const droppedGoals = async (db: Read): Promise<Goal[]> =>
  (await selected(db).where('is_dropped', '=', true).orderBy('number').execute()).map(toGoal)

/** A goal by the number in its address, also one that was dropped. */
export async function findGoal(db: Read, number: number): Promise<Goal | undefined> {
  const row = await selected(db).where('number', '=', number).executeTakeFirst()
  return row && toGoal(row)
}

const selected = (db: Read) => db.selectFrom('goal').selectAll().where('municipality_id', '=', db.municipality)

type Row = Awaited<ReturnType<ReturnType<typeof selected>['execute']>>[number]

const toGoal = (row: Row): Goal => ({
  id: row.id,
  number: row.number,
  fieldId: row.action_field_id,
  title: row.title,
  description: row.description,
  level: row.level,
  influence: row.influence,
  addressee: row.addressee,
  demand: row.demand,
  indicator:
    row.indicator_name === ''
      ? null
      : {
          name: row.indicator_name,
          unit: row.indicator_unit,
          baseline: row.baseline,
          baselineYear: row.baseline_year,
          target: row.target,
          targetYear: row.target_year,
        },
  isPublic: row.is_public,
  isDropped: row.is_dropped,
})

/** Stores a goal, new or changed. */
export const putGoal = (db: Write, goal: Omit<Goal, 'isDropped'>) => {
  const columns = {
    action_field_id: goal.fieldId,
    title: goal.title,
    description: goal.description,
    level: goal.level,
    influence: goal.influence,
    addressee: goal.addressee,
    demand: goal.demand,
    indicator_name: goal.indicator?.name ?? '',
    indicator_unit: goal.indicator?.unit ?? '',
    baseline: goal.indicator?.baseline ?? null,
    baseline_year: goal.indicator?.baselineYear ?? null,
    target: goal.indicator?.target ?? null,
    target_year: goal.indicator?.targetYear ?? null,
    is_public: goal.isPublic,
  }
  return db
    .insertInto('goal')
    .values({ municipality_id: db.municipality, id: goal.id, number: goal.number, ...columns })
    .onConflict(same => same.columns(['municipality_id', 'id']).doUpdateSet(columns))
    .execute()
}

/** The number after the highest there ever was: goals are dropped, never deleted. */
export async function nextGoalNumber(db: Read): Promise<number> {
  const [row] = await db.rows<{ next: number }>(sql`
    select coalesce(max(number), 0) + 1 as next from goal where municipality_id = ${db.municipality}`)
  return row!.next
}

export const setDropped = (db: Write, id: string, isDropped: boolean) =>
  db.updateTable('goal').set({ is_dropped: isDropped }).where('municipality_id', '=', db.municipality).where('id', '=', id).execute()

export type GoalFigures = { sentences: number; measures: number }

/** How many sentences each goal serves, and how many measures serve it, by its id; measures that were dropped do not count. */
export async function goalFigures(db: Read): Promise<Map<string, GoalFigures>> {
  const rows = await db.rows<GoalFigures & { id: string }>(sql`
    select goal.id, coalesce(served.count, 0) as sentences, coalesce(serving.count, 0) as measures
    from goal
    left join (
      select goal_id, count(*)::integer as count from goal_sentence where municipality_id = ${db.municipality} group by goal_id
    ) as served on served.goal_id = goal.id
    left join (
      select goal_id, count(*)::integer as count from measure_goal where municipality_id = ${db.municipality}
        and measure_id not in (select id from measure where municipality_id = ${db.municipality} and status = 'dropped')
      group by goal_id
    ) as serving on serving.goal_id = goal.id
    where goal.municipality_id = ${db.municipality}`)
  return new Map(rows.map(({ id, ...figures }) => [id, figures]))
}

export type ServingMeasure = { number: string; title: string; status: Status }

export const measuresServing = (db: Read, goalId: string): Promise<ServingMeasure[]> =>
  db
    .selectFrom('measure_goal')
    .innerJoin('measure', join =>
      join.onRef('measure.municipality_id', '=', 'measure_goal.municipality_id').onRef('measure.id', '=', 'measure_goal.measure_id'),
    )
    .select(['measure.number', 'measure.title', 'measure.status'])
    .where('measure_goal.municipality_id', '=', db.municipality)
    .where('measure_goal.goal_id', '=', goalId)
    .orderBy('measure.number')
    .execute()
