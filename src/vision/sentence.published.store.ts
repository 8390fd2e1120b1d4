import { sql } from 'kysely'
import type { Read } from '#platform/db'

/** A sentence as everybody reads it: in what was adopted last, or else in the newest draft. */
export type PublishedSentence = { id: string; vision: string; number: number; text: string; language: string }

/** Of these sentences those that stand in the version everybody reads, by their ids. */
export async function publishedSentences(db: Read, ids: readonly string[]): Promise<Map<string, PublishedSentence>> {
  if (ids.length === 0) return new Map()
  const rows = await db.rows<PublishedSentence>(sql`${shown(db)} and sentence.id::text = any(${[...ids]}::text[])`)
  return new Map(rows.map(row => [row.id, row]))
}

/** All sentences a body has adopted, in the order of their numbers. */
export const adoptedSentences = (db: Read): Promise<PublishedSentence[]> =>
  db.rows<PublishedSentence>(sql`${shown(db)} and version.kind in ('adopted', 'revision') order by vision.slug, sentence.number`)

const shown = (db: Read) => sql`
  select sentence.id, vision.slug as vision, sentence.number, shown ->> 'text' as text, version.content ->> 'language' as language
  from vision
  cross join lateral (
    select content, kind from vision_version
    where municipality_id = ${db.municipality} and vision_id = vision.id
    order by kind in ('adopted', 'revision') desc, number desc limit 1
  ) as version
  cross join lateral jsonb_path_query(version.content, '$.chapters[*].sentences[*]') as shown
  join sentence on sentence.municipality_id = vision.municipality_id and sentence.vision_id = vision.id
    and sentence.number = (shown ->> 'number')::integer
  where vision.municipality_id = ${db.municipality}`
