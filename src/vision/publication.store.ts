import { sql } from 'kysely'
import type { Read, Write } from '#platform/db'
import { openFates } from './fate.store.ts'
import type { OpenPoints } from './publication.ts'
import type { Version } from './version.ts'

type NewVersion = Omit<Version, 'content' | 'adoption'> & { content: string; by: string | null }

export const putVersion = (db: Write, vision: string, { publishedAt, openPointsReason, by, ...version }: NewVersion) =>
  db
    .insertInto('vision_version')
    .values({
      ...version,
      municipality_id: db.municipality,
      vision_id: vision,
      published_at: publishedAt,
      published_by: by,
      open_points_reason: openPointsReason,
    })
    .execute()

/** What the text of a vision leaves open now; issues by their numbers. */
export async function openPoints(db: Read, vision: string): Promise<OpenPoints> {
  const issues = await db
    .selectFrom('issue')
    .select('number')
    .where('municipality_id', '=', db.municipality)
    .where('vision_id', '=', vision)
    .where('state', '<>', 'closed')
    .orderBy('number')
    .execute()
  return { fates: await openFates(db, vision), issues: issues.map(({ number }) => number) }
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
