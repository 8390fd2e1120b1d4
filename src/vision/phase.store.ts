import type { Read, Write } from '#platform/db'
import type { VersionKind } from './version.ts'
import type { Phase } from './vision.ts'

export const putPhase = (db: Write, vision: string, phase: Phase) =>
  db.updateTable('vision').set({ phase }).where('municipality_id', '=', db.municipality).where('id', '=', vision).execute()

/** Of which kind the newest published version is. */
export async function newestKind(db: Read, vision: string): Promise<VersionKind | undefined> {
  const row = await db
    .selectFrom('vision_version')
    .select('kind')
    .where('municipality_id', '=', db.municipality)
    .where('vision_id', '=', vision)
    .orderBy('number', 'desc')
    .executeTakeFirst()
  return row?.kind
}
