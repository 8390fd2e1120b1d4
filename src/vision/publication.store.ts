import { sql } from 'kysely'
import type { Read, Write } from '#platform/db'
import type { Version } from './version.ts'

type NewVersion = Omit<Version, 'content' | 'adoption'> & { content: string; by: string | null }

export const putVersion = (db: Write, vision: string, { publishedAt, openFatesReason, by, ...version }: NewVersion) =>
  db
    .insertInto('vision_version')
    .values({
      ...version,
      municipality_id: db.municipality,
      vision_id: vision,
      published_at: publishedAt,
      published_by: by,
      open_fates_reason: openFatesReason,
    })
    .execute()

/** How many statements of its dialogues a vision has neither taken up, nor negotiates, nor has decided on. */
export async function openFates(db: Read, vision: string): Promise<number> {
  const [row] = await db.rows<{ count: number }>(sql`
    select count(*)::integer as count
    from vision_dialogue as drawn
    join statement on statement.municipality_id = drawn.municipality_id and statement.dialogue_id = drawn.dialogue_id
    where drawn.municipality_id = ${db.municipality} and drawn.vision_id = ${vision} and statement.state = 'approved'
      and not exists (select from sentence_source as source
        join sentence on sentence.municipality_id = source.municipality_id and sentence.id = source.sentence_id
        where source.municipality_id = drawn.municipality_id and source.statement_id = statement.id
          and sentence.vision_id = drawn.vision_id and not sentence.is_dropped)
      and not exists (select from issue_statement as about
        join issue on issue.municipality_id = about.municipality_id and issue.id = about.issue_id
        where about.municipality_id = drawn.municipality_id and about.statement_id = statement.id and issue.vision_id = drawn.vision_id)
      and not exists (select from statement_fate as fate
        where fate.municipality_id = drawn.municipality_id and fate.vision_id = drawn.vision_id and fate.statement_id = statement.id)`)
  return row!.count
}

/** By language, how many translations are of a wording that reads otherwise now. */
export const staleTranslations = (db: Read, vision: string) =>
  db.rows<{ language: string; count: number }>(sql`
    select translation.language, count(*)::integer as count
    from vision_translation as translation
    join vision on vision.municipality_id = translation.municipality_id and vision.id = translation.vision_id
    left join sentence on sentence.municipality_id = translation.municipality_id and sentence.vision_id = translation.vision_id
      and translation.item in ('sentence/' || sentence.number, 'explanation/' || sentence.number)
    left join chapter on chapter.municipality_id = translation.municipality_id and chapter.vision_id = translation.vision_id
      and translation.item = 'chapter/' || chapter.id
    where translation.municipality_id = ${db.municipality} and translation.vision_id = ${vision}
      and (sentence.id is null or not sentence.is_dropped)
      and translation.original is distinct from case split_part(translation.item, '/', 1)
        when 'title' then vision.title when 'preamble' then vision.preamble when 'chapter' then chapter.title
        when 'sentence' then sentence.text when 'explanation' then sentence.explanation end
    group by translation.language order by translation.language`)
