import type { Read } from '#platform/db'
import type { Goal } from './goal.ts'

/** In the order of their numbers, without those that were dropped. */
export const goals = async (db: Read): Promise<Goal[]> =>
  (await selected(db).where('is_dropped', '=', false).orderBy('number').execute()).map(toGoal)

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
