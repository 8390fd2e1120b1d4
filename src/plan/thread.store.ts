import { sql } from 'kysely'
import type { Read } from '#platform/db'
import { type PublishedSentence, publishedSentences } from '#vision'

/** Which sentences goals serve, as everybody reads them: by the goal's id, in the order of their numbers. */
export async function sentencesOfGoals(db: Read): Promise<Map<string, PublishedSentence[]>> {
  const links = await db
    .selectFrom('goal_sentence')
    .select(['goal_id as goalId', 'sentence_id as sentenceId'])
    .where('municipality_id', '=', db.municipality)
    .execute()
  const sentences = await publishedSentences(
    db,
    links.map(({ sentenceId }) => sentenceId),
  )
  const found = Map.groupBy(links, ({ goalId }) => goalId)
  return new Map(
    [...found].map(([goal, served]) => [
      goal,
      served.flatMap(({ sentenceId }) => sentences.get(sentenceId) ?? []).sort((a, b) => a.number - b.number),
    ]),
  )
}

/** Sentences a measure serves, by its goals or directly, as everybody reads them. */
export async function sentencesOfMeasure(db: Read, measureId: string, goals: readonly { id: string }[]): Promise<PublishedSentence[]> {
  const ofGoals = await sentencesOfGoals(db)
  const links = await db
    .selectFrom('measure_sentence')
    .select('sentence_id as sentenceId')
    .where('municipality_id', '=', db.municipality)
    .where('measure_id', '=', measureId)
    .execute()
  const direct = await publishedSentences(
    db,
    links.map(({ sentenceId }) => sentenceId),
  )
  const served = [...goals.flatMap(({ id }) => ofGoals.get(id) ?? []), ...direct.values()]
  return [...new Map(served.map(sentence => [sentence.id, sentence])).values()].sort((a, b) => a.number - b.number)
}

export type AnsweredStatement = { dialogue: string; number: number; text: string; language: string }

/** Statements a measure answers directly, of those everybody can read. */
export const statementsOfMeasure = (db: Read, measureId: string): Promise<AnsweredStatement[]> =>
  db.rows(sql`
    select dialogue.slug as dialogue, statement.number, statement.text, statement.language
    from measure_statement as link
    join statement on statement.municipality_id = link.municipality_id and statement.id = link.statement_id and statement.state = 'approved'
    join dialogue on dialogue.municipality_id = statement.municipality_id and dialogue.id = statement.dialogue_id and dialogue.phase <> 'draft'
    where link.municipality_id = ${db.municipality} and link.measure_id = ${measureId}
    order by dialogue.slug, statement.number`)
