import { carriedOver, type GroupIdentity, identified, noIdentity } from './opinion-map.identity.ts'
import type { OpinionMap } from './opinion-map.ts'

/** As the database has it: the ids as its text of an array, the identity as JSON. */
export type StoredIdentity = { participantIds: string; identity: string }

/** The groups of a map as they are counted day by day. */
export type CountedGroups = { participants: number; mapped: number; groups: { label: number; size: number }[] }

type Known = { participantIds: readonly string[]; identity: GroupIdentity }

/** The labels of the groups of one dialogue, from map to map. */
export class Labels {
  #known: Known | undefined

  constructor(stored: StoredIdentity | undefined) {
    this.#known = stored && { participantIds: idsIn(stored.participantIds), identity: JSON.parse(stored.identity) }
  }

  /** The labels of the next map; from then on they are those before. */
  next(map: OpinionMap, participantIds: readonly string[]): StoredIdentity & { counted: CountedGroups } {
    const before = this.#known ? carriedOver(this.#known.identity, this.#known.participantIds, participantIds) : noIdentity
    const identity = identified(map, before)
    this.#known = { participantIds, identity }
    const groups = identity.labels.map((label, group) => ({ label, size: map.groups[group]!.size }))
    const { participants, mapped } = map.counts
    return { participantIds: `{${participantIds.join()}}`, identity: JSON.stringify(identity), counted: { participants, mapped, groups } }
  }
}

const idsIn = (array: string) => array.slice(1, -1).split(',').filter(Boolean)
