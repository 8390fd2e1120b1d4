import type { Read } from '#platform/db'
import { adoptedSentences } from '#vision'
import { cliffs } from './cliff.store.ts'
import { departments } from './department.store.ts'
import { type Findings, findingsOf } from './finding.ts'
import { goals } from './goal.store.ts'
import { goalsOfMeasures, involvements, measures, milestones } from './measure.store.ts'
import { actionFields } from './plan.store.ts'

/** What is open about the plan on a day (`2026-03-01`). */
export async function planFindings(db: Read, today: string): Promise<Findings> {
  const ofGoals = await links(db, 'goal_sentence', 'goal_id')
  const ofMeasures = await links(db, 'measure_sentence', 'measure_id')
  const reached = new Set([...ofGoals, ...ofMeasures].map(({ sentence }) => sentence))
  return findingsOf(
    {
      fields: await actionFields(db),
      departments: await departments(db),
      goals: await goals(db),
      measures: await measures(db),
      involved: await involvements(db),
      milestones: await milestones(db),
      serves: await goalsOfMeasures(db),
      rooted: new Set(ofGoals.map(({ from }) => from)),
      orphans: (await adoptedSentences(db)).filter(({ id }) => !reached.has(id)),
      cliffs: await cliffs(db, today),
    },
    today,
  )
}

const links = (db: Read, table: 'goal_sentence' | 'measure_sentence', from: 'goal_id' | 'measure_id') =>
  db
    .selectFrom(table)
    .select([from as never, 'sentence_id as sentence'])
    .where('municipality_id', '=', db.municipality)
    .execute()
    .then(rows => (rows as Record<string, string>[]).map(row => ({ from: row[from]!, sentence: row.sentence! })))
