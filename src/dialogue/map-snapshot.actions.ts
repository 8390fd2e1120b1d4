import type { Write } from '#platform/db'
import { dayOf } from './dialogue.ts'
import { findIdentity, type NewSnapshot, putDay, putSnapshot } from './map-snapshot.store.ts'
import { carriedOver, identified, noIdentity } from './opinion-map.identity.ts'

/** Stores a new map; its groups get the letters that the same people had on the map before. */
export async function storeMap(db: Write, dialogue: string, computed: Omit<NewSnapshot, 'identity'>): Promise<void> {
  const { map, participantIds, at } = computed
  const before = await findIdentity(db, dialogue)
  const identity = identified(map, before ? carriedOver(before.identity, before.participantIds, participantIds) : noIdentity)
  await putSnapshot(db, dialogue, { ...computed, identity })
  const groups = identity.labels.map((label, group) => ({ label, size: map.groups[group]!.size }))
  await putDay(db, dialogue, { day: dayOf(at), participants: map.counts.participants, mapped: map.counts.mapped, groups })
}
