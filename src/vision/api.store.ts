import { sql } from 'kysely'
import type { Read } from '#platform/db'
import type { Version } from './version.ts'

export type VersionHead = Pick<Version, 'number' | 'kind' | 'name' | 'publishedAt' | 'adoption'> & { title: string; language: string }

/** Every published version without what it says, newest first. */
export const versionHeads = (db: Read, vision: string): Promise<VersionHead[]> =>
  db.rows<VersionHead>(sql`
    select version.number, version.kind, version.name, version.published_at as "publishedAt", version.content ->> 'title' as title,
      version.content ->> 'language' as language,
      case when adoption.version is not null then jsonb_build_object('adoptedOn', adoption.adopted_on::text, 'body', adoption.body,
        'resolutionNumber', adoption.resolution_number) end as adoption
    from vision_version version
    left join adoption on adoption.municipality_id = version.municipality_id and adoption.vision_id = version.vision_id
      and adoption.version = version.number
    where version.municipality_id = ${db.municipality} and version.vision_id = ${vision}
    order by version.number desc`)

/** The id of a dialogue, where everybody can read its statement of this number. */
export async function findPublicStatement(db: Read, slug: string, number: number): Promise<string | undefined> {
  const [found] = await db.rows<{ dialogue: string }>(sql`
    select dialogue.id as dialogue
    from statement join dialogue on dialogue.municipality_id = statement.municipality_id and dialogue.id = statement.dialogue_id
    where statement.municipality_id = ${db.municipality} and dialogue.slug = ${slug} and dialogue.phase <> 'draft'
      and statement.number = ${number} and statement.state = 'approved'`)
  return found?.dialogue
}
