import type { Write } from '#platform/db'
import { dayOf } from './dialogue.ts'
import { putDay, putSnapshot } from './map-snapshot.store.ts'
import type { MapText } from './opinion-map.worker.ts'
import { putTold } from './told.store.ts'

/** Stores a new map with what is told of it, and its groups as those of the day. */
export async function storeMap(db: Write, dialogue: string, text: MapText, numbers: readonly number[], at: Date): Promise<void> {
  await putSnapshot(db, dialogue, { ...text, numbers, at })
  await putTold(db, dialogue)
  await putDay(db, dialogue, { day: dayOf(at), ...text.day })
}
