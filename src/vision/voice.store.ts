import { sql } from 'kysely'
import type { Write } from '#platform/db'

/** Takes a voice away from a sentence and says which statement it was; undefined where the sentence has no such voice. */
export async function removeVoice(
  db: Write,
  sentence: string,
  voice: string,
): Promise<{ statement: number; dialogue: string } | undefined> {
  const [removed] = await db.rows<{ statement: number; dialogue: string }>(sql`
    with removed as (
      delete from sentence_source where municipality_id = ${db.municipality} and sentence_id = ${sentence} and id::text = ${voice}
        and statement_id is not null
      returning statement_id)
    select statement.number as statement, dialogue.slug as dialogue
    from removed
    join statement on statement.municipality_id = ${db.municipality} and statement.id = removed.statement_id
    join dialogue on dialogue.municipality_id = ${db.municipality} and dialogue.id = statement.dialogue_id`)
  return removed
}
