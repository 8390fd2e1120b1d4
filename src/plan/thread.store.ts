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
