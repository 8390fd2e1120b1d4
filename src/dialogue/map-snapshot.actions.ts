import { randomUUID } from 'node:crypto'
import type { Database } from '#platform/db'
import { dayOf } from './dialogue.ts'
import { forgetOnMaps, forgottenAmong, putPeople, removeSomePeople } from './map-people.store.ts'
import type { PeopleBlock } from './map-people.ts'
import { findStamp, putDay, putSnapshot } from './map-snapshot.store.ts'
import type { MapText } from './opinion-map.worker.ts'
import { besideForgetting } from './participant.store.ts'
import { putTold } from './told.store.ts'

/** A new map: what it says of everybody, and its people, a few blocks at a time. */
export type NewMap = {
  text: MapText
  people: AsyncIterable<readonly PeopleBlock[]>
  numbers: readonly number[]
  drawnFor: number
  at: Date
}

/**
 * Stores a new map in short transactions: its people block by block, then all at once the map itself with what is told of
 * it, and its groups as those of the day. Until then, and for good if it is broken off, the former map stays. Tells its id.
 */
export async function storeMap(
  database: Database,
  municipality: string,
  dialogue: string,
  { text, people, numbers, drawnFor, at }: NewMap,
) {
  const id = randomUUID()
  for await (const blocks of people)
    await database.writing(municipality, async db => {
      await besideForgetting(db)
      for (const block of blocks) {
        await putPeople(db, dialogue, { id, at }, block)
        for (const participant of await forgottenAmong(db, block)) await forgetOnMaps(db, participant)
      }
    })
  const replaced = await database.writing(municipality, async db => {
    const before = await findStamp(db, dialogue)
    await putSnapshot(db, dialogue, { ...text, id, numbers, drawnFor, at })
    await putTold(db, dialogue, text.arrivals)
    await putDay(db, dialogue, { day: dayOf(at), ...text.day })
    return before?.id
  })
  await removeOutdated(database, municipality, dialogue, at, replaced)
  return id
}

/** Other processes may be storing a map as well: theirs is left alone unless it is so old that it was broken off. */
export async function removeOutdated(database: Database, municipality: string, dialogue: string, at: Date, replaced?: string) {
  const unfinishedSince = new Date(at.getTime() - longestStoring)
  let isMore = true
  while (isMore) isMore = await database.writing(municipality, db => removeSomePeople(db, dialogue, replaced, unfinishedSince))
}

const longestStoring = 60 * 60_000
