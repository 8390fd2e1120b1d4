import { sql } from 'kysely'
import type { Read } from '#platform/db'
import type { VisionFacts } from './processing.ts'

export async function visionFacts(db: Read): Promise<VisionFacts> {
  const [row] = await db.rows<VisionFacts>(sql`
    select exists (select from vision where municipality_id = ${db.municipality} and phase = 'consultation')
      or exists (select from issue where municipality_id = ${db.municipality} and state in ('proposing', 'voting'))
      or exists (select from contribution where municipality_id = ${db.municipality}) as "takesContributions"`)
  return { takesContributions: row?.takesContributions ?? false }
}
