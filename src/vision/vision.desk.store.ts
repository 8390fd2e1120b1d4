import { sql } from 'kysely'
import type { Read } from '#platform/db'
import { openFates } from './fate.store.ts'

/** How much there is in the rooms of a vision, and how much waits there for somebody. */
export type VisionFigures = {
  sentences: number
  versions: number
  fates: number
  issues: number
  contributions: number
  amendments: number
}

export async function figuresOf(db: Read, vision: string): Promise<VisionFigures> {
  const [row] = await db.rows<Omit<VisionFigures, 'fates'>>(sql`
    select
      (select count(*)::integer from sentence
        where municipality_id = ${db.municipality} and vision_id = ${vision} and not is_dropped) as sentences,
      (select count(*)::integer from vision_version where municipality_id = ${db.municipality} and vision_id = ${vision}) as versions,
      (select count(*)::integer from issue
        where municipality_id = ${db.municipality} and vision_id = ${vision} and state <> 'closed') as issues,
      (select count(*)::integer from contribution
        where municipality_id = ${db.municipality} and vision_id = ${vision} and (state = 'pending' or exists (
          select from contribution_appeal appeal where appeal.municipality_id = ${db.municipality}
            and appeal.contribution_id = contribution.id and appeal.state = 'open') or exists (
          select from contribution_report report where report.municipality_id = ${db.municipality}
            and report.contribution_id = contribution.id and report.state = 'open'))) as contributions,
      (select count(*)::integer from contribution join amendment
          on amendment.municipality_id = contribution.municipality_id and amendment.contribution_id = contribution.id
        where contribution.municipality_id = ${db.municipality} and contribution.vision_id = ${vision}
          and contribution.state = 'approved' and amendment.decision is null) as amendments`)
  return { ...row!, fates: await openFates(db, vision) }
}

/** How many sentences each vision has, by its id; those that have none are left out. */
export async function sentenceCounts(db: Read): Promise<Map<string, number>> {
  const rows = await db.rows<{ vision: string; count: number }>(sql`
    select vision_id as vision, count(*)::integer as count from sentence
    where municipality_id = ${db.municipality} and not is_dropped group by vision_id`)
  return new Map(rows.map(({ vision, count }) => [vision, count]))
}
