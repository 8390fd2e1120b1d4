import { sql } from 'kysely'
import { type DialogueDoor, quotesIn, type Results } from '#dialogue'
import type { Read } from '#platform/db'
import type { VoiceKey, VoiceSupport } from './support.ts'
import { dialoguesOf } from './vision.store.ts'

/** The voices behind each sentence of a vision, by the sentence's id and without their words; sentences without voices are left out. */
export async function voiceKeysIn(db: Read, vision: string): Promise<Map<string, VoiceKey[]>> {
  const rows = await db.rows<{ sentence: string; voices: VoiceKey[] }>(sql`
    select sentence.id as sentence,
      json_agg(json_build_object('dialogue', statement.dialogue_id, 'number', statement.number, 'use', source.use)) as voices
    from sentence
    join sentence_source source on source.municipality_id = sentence.municipality_id and source.sentence_id = sentence.id
    join statement on statement.municipality_id = sentence.municipality_id and statement.id = source.statement_id
    where sentence.municipality_id = ${db.municipality} and sentence.vision_id = ${vision}
    group by sentence.id`)
  return new Map(rows.map(({ sentence, voices }) => [sentence, voices]))
}

/** The same voices, with what they say in this language. */
export async function saidIn<Voice extends VoiceSupport>(db: Read, voices: readonly Voice[], language: string): Promise<Voice[]> {
  const quotes = await quotesIn(db, voices, language)
  return voices.map((voice, place) => ({ ...voice, said: quotes[place]! }))
}

/** What the dialogues a vision draws on have brought, by their id; those with too few people are left out. */
export async function resultsIn(
  db: Read,
  dialogues: Pick<DialogueDoor, 'resultsOf'>,
  vision: string,
  fewest: number,
): Promise<Map<string, Results>> {
  const found = new Map<string, Results>()
  for (const { id } of await dialoguesOf(db, vision)) {
    const results = await dialogues.resultsOf(db, id, fewest)
    if (results) found.set(id, results)
  }
  return found
}
