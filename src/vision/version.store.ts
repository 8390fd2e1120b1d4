import { sql } from 'kysely'
import type { Read } from '#platform/db'
import { type PublishedVision, shownVersion, type Version, type VersionHead } from './version.ts'
import { allVisions } from './vision.store.ts'

const versions = (db: Read, vision: string) =>
  db
    .selectFrom('vision_version')
    .leftJoin('adoption', join =>
      join
        .onRef('adoption.municipality_id', '=', 'vision_version.municipality_id')
        .onRef('adoption.vision_id', '=', 'vision_version.vision_id')
        .onRef('adoption.version', '=', 'vision_version.number'),
    )
    .select([
      'vision_version.number',
      'kind',
      'name',
      'published_at',
      'content',
      'digest',
      'open_points_reason',
      'adopted_on',
      'body',
      'resolution_number',
    ])
    .where('vision_version.municipality_id', '=', db.municipality)
    .where('vision_version.vision_id', '=', vision)

type VersionRow = Awaited<ReturnType<ReturnType<typeof versions>['execute']>>[number]

/** Every published version, the newest first. */
export const versionsOf = async (db: Read, vision: string): Promise<Version[]> =>
  (await versions(db, vision).orderBy('number', 'desc').execute()).map(toVersion)

/** What there is of published versions, the newest first; a whole version can weigh megabytes. */
export const versionHeads = (db: Read, vision: string): Promise<VersionHead[]> =>
  db
    .selectFrom('vision_version')
    .select(['number', 'kind', 'name', 'published_at as publishedAt'])
    .where('municipality_id', '=', db.municipality)
    .where('vision_id', '=', vision)
    .orderBy('number', 'desc')
    .execute()

/** The visions that have a published version, newest first, each with the version that stands for it and its title in a language. */
export async function publishedVisions(db: Read, language: string): Promise<PublishedVision[]> {
  const found: PublishedVision[] = []
  for (const vision of await allVisions(db)) {
    const heads = await versionHeads(db, vision.id)
    if (heads.length === 0) continue
    const version = shownVersion(heads)
    found.push({ vision, version, title: await titleOf(db, vision.id, version.number, language) })
  }
  return found
}

/** The title alone: the rest of a version need not be read to name it. */
async function titleOf(db: Read, vision: string, number: number, language: string): Promise<PublishedVision['title']> {
  const [row] = await db.rows<{ title: string; language: string; translated: string | null }>(sql`
    select content ->> 'title' as title, content ->> 'language' as language,
      content #>> array['translations', ${language}::text, 'title'] as translated
    from vision_version where municipality_id = ${db.municipality} and vision_id = ${vision} and number = ${number}`)
  return row!.translated ? { text: row!.translated, language } : { text: row!.title, language: row!.language }
}

export async function findVersion(db: Read, vision: string, number: number): Promise<Version | undefined> {
  const row = await versions(db, vision).where('number', '=', number).executeTakeFirst()
  return row && toVersion(row)
}

const toVersion = (row: VersionRow): Version => ({
  number: row.number,
  kind: row.kind,
  name: row.name,
  publishedAt: row.published_at,
  content: row.content,
  digest: row.digest,
  openPointsReason: row.open_points_reason,
  adoption:
    row.adopted_on && row.body !== null && row.resolution_number !== null
      ? { adoptedOn: row.adopted_on, body: row.body, resolutionNumber: row.resolution_number }
      : null,
})
