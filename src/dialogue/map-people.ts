import type { GroupIdentity } from './opinion-map.identity.ts'
import type { OpinionMap } from './opinion-map.ts'

/**
 * Some people of a map, neighbours in the order of ids: of each their group, how surely it is theirs (in percent), and where they stood
 * before, as one character in each of the memberships. Lists are written as the database writes them.
 */
export type PeopleBlock = {
  firstId: string
  lastId: string
  participantIds: string
  groups: string
  chances: string
  memberships: readonly string[]
}

/** What tells again which group is which. */
export type KnownPeople = Pick<PeopleBlock, 'participantIds' | 'memberships'>

/** What a map says of each person, in the order of their ids. */
export type PeopleOnMap = Pick<OpinionMap, 'assignments' | 'certainties'> & {
  participantIds: readonly string[]
  identity: GroupIdentity
}

/** A block is written within a millisecond or two, and takes about five kilobytes. */
export const peoplePerBlock = 256

export function blockFrom({ participantIds, assignments, certainties, identity }: PeopleOnMap, from: number): PeopleBlock {
  const to = Math.min(from + peoplePerBlock, participantIds.length)
  return {
    firstId: participantIds[from]!,
    lastId: participantIds[to - 1]!,
    participantIds: listOf(participantIds.slice(from, to)),
    groups: listOf(assignments.slice(from, to)),
    chances: listOf(certainties.slice(from, to).map(chance => (chance === null ? null : Math.round(100 * chance)))),
    memberships: identity.memberships.map(signs => signs.slice(from, to)),
  }
}

/** Ids and numbers have neither commas nor quotes. */
const listOf = (values: readonly (string | number | null)[]) => `{${values.map(value => value ?? 'NULL').join()}}`

/** The people of the blocks one after the other, and where they stood. */
export function joined(blocks: readonly KnownPeople[]): { participantIds: string[]; memberships: string[] } {
  return {
    participantIds: blocks.flatMap(({ participantIds }) => participantIds.slice(1, -1).split(',')),
    memberships: (blocks[0]?.memberships ?? []).map((_, membership) => blocks.map(block => block.memberships[membership]!).join('')),
  }
}
