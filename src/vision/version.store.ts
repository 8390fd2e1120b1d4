import type { Read } from '#platform/db'
import { type PublishedVision, shownVersion, type Version, type VersionHead } from './version.ts'
import { textIn } from './version.wording.ts'
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
      'open_fates_reason',
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
    const content = (await findVersion(db, vision.id, version.number))!.content
    found.push({ vision, version, title: textIn(content, language).title })
  }
  return found
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
  openFatesReason: row.open_fates_reason,
  adoption:
    row.adopted_on && row.body !== null && row.resolution_number !== null
      ? { adoptedOn: row.adopted_on, body: row.body, resolutionNumber: row.resolution_number }
      : null,
})
