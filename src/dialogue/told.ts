import type { ChannelPeople, ChannelTally } from './channel.results.ts'
import type { Phase } from './dialogue.ts'
import type { LevelTally } from './level.results.ts'
import type { Level } from './level.ts'
import type { MapSnapshot } from './map-snapshot.store.ts'
import type { Group, OpinionMap, StatementResult, Tally } from './opinion-map.ts'
import { type Participation, visibleGroups } from './results.ts'
import { isStep, staysTold } from './suppression.ts'

/**
 * The figures of a dialogue as they stand on its pages: each table of them is told anew in steps of so many people that the difference tells of
 * nobody. Groups go by their labels, statements by their numbers.
 */
export type Told = { people: ToldPeople; statements: ToldStatement[] }

/**
 * Sizes of groups go with the number of people: they also change because people near a border are reckoned to another group, which nobody
 * outside can see, so their differences count nobody in particular.
 */
export type ToldPeople = {
  participants: number
  mapped: number
  sizes: ToldSize[]
  participation: Participation
  levels: { people: PeopleOfLevel[]; tallies: LevelTally[] }
  channels: { people: ChannelPeople[]; tallies: ChannelTally[] }
}
export type PeopleOfLevel = { level: Level; people: number }
export type ToldSize = { label: number } & Pick<Group, 'size' | 'sizeInterval' | 'core'>
/** `labels`: of the groups in `result`, in their order. */
export type ToldStatement = { number: number; labels: readonly number[]; result: StatementResult }

type MapOfGroups = Pick<MapSnapshot, 'numbers' | 'labels'> & { map: Pick<OpinionMap, 'k' | 'counts' | 'groups' | 'statements'> }

/** What a map would tell if nothing had been told before. */
export function tellable({ map, numbers, labels }: MapOfGroups, people: Pick<ToldPeople, 'participation' | 'levels' | 'channels'>): Told {
  const listed = map.k > 1 ? labels : []
  const { participants, mapped } = map.counts
  return {
    people: { participants, mapped, sizes: listed.map((label, id) => sizeOf(label, map.groups[id]!)), ...people },
    statements: map.statements.map(result => ({ number: numbers[result.statement]!, labels: listed, result })),
  }
}

const sizeOf = (label: number, { size, sizeInterval, core }: Group): ToldSize => ({ label, size, sizeInterval, core })

/** Whether all is told, however small the step: when a dialogue is over its files hold every ballot, and its result is of all of them. */
export const isTheEnd = (before: Phase | undefined, now: Phase): boolean => before !== now && (now === 'closed' || now === 'archived')

/** What is told after something else was: of each table the new figures where they are a step away, else those from before. */
export function toldAfter(before: Told, now: Told, fewest: number): Told {
  const earlier = new Map(before.statements.map(statement => [statement.number, statement]))
  return {
    people: isNextStep(before.people, now.people, peopleIn, fewest) ? now.people : before.people,
    statements: now.statements.map(statement => statementAfter(earlier.get(statement.number), statement, fewest)),
  }
}

/** Where the groups are others than before, a statement's votes are told by them from its next step on. */
function statementAfter(before: ToldStatement | undefined, now: ToldStatement, fewest: number): ToldStatement {
  if (!before) return now
  if (!areSame(before.labels, now.labels)) return isNextStep(before, now, allVotes, fewest) ? now : before
  const [wasVisible, isVisible] = [visibleIn(before, before.labels, fewest), visibleIn(now, before.labels, fewest)]
  return isNextStep(before, now, votesByGroup, fewest) && staysTold(wasVisible, isVisible) ? now : before
}

function visibleIn({ labels, result }: ToldStatement, order: readonly number[], fewest: number): boolean[] {
  const visible = visibleGroups(result, fewest)
  return order.map(label => visible[labels.indexOf(label)] ?? false)
}

function isNextStep<Table>(before: Table, now: Table, cellsIn: (table: Table) => Map<unknown, number>, fewest: number): boolean {
  const [earlier, newer] = [cellsIn(before), cellsIn(now)]
  const cells = [...new Set([...earlier.keys(), ...newer.keys()])]
  return isStep(
    cells.map(cell => earlier.get(cell) ?? 0),
    cells.map(cell => newer.get(cell) ?? 0),
    fewest,
  )
}

const peopleIn = ({ participants, channels }: ToldPeople) =>
  new Map<unknown, number>([
    ['all', participants],
    ...channels.people.map(({ channel, level, people }) => [`${channel} ${level}`, people] as const),
  ])

const allVotes = ({ result }: ToldStatement) => new Map<unknown, number>([['all', votesIn(result.tally)]])

const votesByGroup = ({ labels, result }: ToldStatement) => {
  const grouped = labels.map((label, id) => [label, votesIn(result.groups[id]!)] as const)
  const outside = votesIn(result.tally) - grouped.reduce((sum, [, votes]) => sum + votes, 0)
  return new Map<unknown, number>([['outside', outside], ...grouped])
}

/** The map with the figures that are told instead of its own. */
export function asTold<Snapshot extends Pick<MapSnapshot, 'map' | 'numbers' | 'labels'>>(snapshot: Snapshot, told: Told): Snapshot {
  const { map, numbers, labels } = snapshot
  const statementOf = new Map(told.statements.map(statement => [statement.number, statement]))
  const statements = map.statements.map(own => {
    const earlier = statementOf.get(numbers[own.statement]!)
    return earlier ? { ...earlier.result, statement: own.statement, groups: inOrderOf(map.k > 1 ? labels : [], earlier) } : own
  })
  const sizes = new Map(told.people.sizes.map(({ label, ...size }) => [label, size]))
  const groups = map.k > 1 ? map.groups.map(group => ({ ...group, ...(sizes.get(labels[group.id]!) ?? nobody) })) : map.groups
  const votes = statements.reduce((sum, { tally }) => sum + votesIn(tally), 0)
  const counts = { ...map.counts, participants: told.people.participants, mapped: told.people.mapped, votes }
  return { ...snapshot, map: { ...map, counts, groups, statements } }
}

/** Votes by the groups of the map; where they were told by other groups, no group has any that may be told. */
const inOrderOf = (order: readonly number[], { labels, result }: ToldStatement): Tally[] =>
  order.map(label => (areSame(labels, order) ? result.groups[labels.indexOf(label)]! : noVotes))

/** Of a group that has not been told yet. */
const nobody = { size: 0, sizeInterval: [0, 0] as [number, number], core: 0 }

const noVotes: Tally = { agree: 0, disagree: 0, pass: 0 }
const votesIn = ({ agree, disagree, pass }: Tally) => agree + disagree + pass
const areSame = (some: readonly number[], others: readonly number[]) =>
  some.length === others.length && some.every(label => others.includes(label))
