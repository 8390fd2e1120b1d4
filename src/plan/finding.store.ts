import { sql } from 'kysely'
import type { Read } from '#platform/db'
import { adoptedSentences, publishedSentences } from '#vision'
import { balancesOf } from './balance.ts'
import { cliffsOf } from './cliff.ts'
import { departments } from './department.store.ts'
import { type FindingParts, type Findings, findingsOf } from './finding.ts'
import { goals } from './goal.store.ts'
import { goalsOfMeasures, involvements, measures, milestones } from './measure.store.ts'
import { allotments, costs, financingSources, posts } from './money.store.ts'
import { actionFields } from './plan.store.ts'

/** What is open about the plan on a day (`2026-03-01`). */
export async function planFindings(db: Read, today: string): Promise<Findings> {
  const [all, given] = [await measures(db), await allotments(db)]
  return findingsOf(
    {
      fields: await actionFields(db),
      departments: await departments(db),
      goals: await goals(db),
      measures: all,
      involved: await involvements(db),
      milestones: await milestones(db),
      serves: await goalsOfMeasures(db),
      sentences: await adoptedSentences(db),
      sentencesOfGoals: await standingSentencesOfGoals(db),
      sentencesOfMeasures: await sentencesOfMeasures(db),
      balances: balancesOf({ costs: await costs(db), allotments: given, spendings: [] }), // what was spent closes no gap
      cliffs: cliffsOf({ measures: all, sources: await financingSources(db), allotments: given, posts: await posts(db) }, today),
    },
    today,
  )
}

const sentencesOfMeasures = (db: Read): Promise<FindingParts['sentencesOfMeasures']> =>
  db
    .selectFrom('measure_sentence')
    .select(['measure_id as measureId', 'sentence_id as sentenceId'])
    .where('municipality_id', '=', db.municipality)
    .execute()

/** Which sentences goals serve, without those that were struck from the text and stand in no version everybody reads. */
async function standingSentencesOfGoals(db: Read): Promise<FindingParts['sentencesOfGoals']> {
  const links = await db.rows<{ goalId: string; sentenceId: string; isDropped: boolean }>(sql`
    select link.goal_id as "goalId", link.sentence_id as "sentenceId", sentence.is_dropped as "isDropped"
    from goal_sentence as link
    join sentence on sentence.municipality_id = link.municipality_id and sentence.id = link.sentence_id
    where link.municipality_id = ${db.municipality}`)
  const dropped = links.filter(({ isDropped }) => isDropped).map(({ sentenceId }) => sentenceId)
  const shown = await publishedSentences(db, dropped)
  return links.filter(({ sentenceId, isDropped }) => !isDropped || shown.has(sentenceId))
}
