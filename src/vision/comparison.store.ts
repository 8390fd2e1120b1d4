import { sql } from 'kysely'
import type { Read } from '#platform/db'
import type { VersionText } from './comparison.ts'

/** The words of a published version: with the voices behind them a version can weigh megabytes, which take longer to read than to compare. */
export async function versionText(db: Read, vision: string, number: number): Promise<VersionText | undefined> {
  const [text] = await db.rows<VersionText>(sql`
    select content ->> 'title' as title, content ->> 'preamble' as preamble, content ->> 'language' as language,
      array(
        select jsonb_build_object('title', chapter -> 'title', 'sentences', array(
          select jsonb_build_object('number', sentence -> 'number', 'text', sentence -> 'text', 'explanation', sentence -> 'explanation')
          from jsonb_array_elements(chapter -> 'sentences') with ordinality as every(sentence, place) order by place))
        from jsonb_array_elements(content -> 'chapters') with ordinality as every(chapter, place) order by place) as chapters
    from vision_version
    where municipality_id = ${db.municipality} and vision_id = ${vision} and number = ${number}`)
  return text
}
