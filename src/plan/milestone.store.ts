import type { Write } from '#platform/db'
import type { Milestone } from './measure.ts'

/** Stores a milestone, new or changed. */
export function putMilestone(db: Write, { id, measureId, title, dueOn, reachedOn }: Milestone) {
  const said = { title, due_on: dueOn, reached_on: reachedOn }
  return db
    .insertInto('milestone')
    .values({ municipality_id: db.municipality, id, measure_id: measureId, ...said })
    .onConflict(same => same.columns(['municipality_id', 'id']).doUpdateSet(said))
    .execute()
}

export const removeMilestone = (db: Write, id: string) =>
  db.deleteFrom('milestone').where('municipality_id', '=', db.municipality).where('id', '=', id).execute()
