import { dueAt, promisedHours } from '#dialogue'
import type { Read } from '#platform/db'
import type { Due } from './contribution.promise.ts'
import { dialoguesOf } from './vision.store.ts'

/** What the dialogues of a vision have promised, for contributions to it. */
export async function dueIn(db: Read, vision: string): Promise<Due> {
  const dialogues = await dialoguesOf(db, vision)
  const hours = await promisedHours(
    db,
    dialogues.map(({ id }) => id),
  )
  return day => dueAt(day, { promisedHours: hours })
}
