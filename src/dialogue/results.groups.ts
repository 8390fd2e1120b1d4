import type { GroupsOfDay, MapSnapshot } from './map-snapshot.store.ts'
import { letterOf } from './opinion-map.identity.ts'
import type { MapOfAll } from './opinion-map.ts'
import { visibleCounts } from './suppression.ts'

/** A group as everybody may know it. Null: not told, to protect single people. */
export type ResultGroup = {
  /** Its place wherever groups are listed: they go by their letter. */
  index: number
  /** In the map: what `analyse` and the open data call it when they are made of the same votes. */
  id: number
  letter: string
  /** 1 to 5, and its own as long as it bears the letter, unless two would be alike. */
  colour: GroupColour
  size: number | null
  /** Between how many members with probability 90 %: people near a border may belong to either side. */
  sizeInterval: [low: number, high: number] | null
  /** Members who clearly belong; the others stand near a border. */
  core: number | null
  /** Whole percent of all who took part. */
  percent: number | null
  /** What it says more than everyone else, and by majority; clearest difference first. */
  statements: Characteristic
}

export type Characteristic = { number: number; direction: 'agree' | 'disagree' }[]
export type GroupColour = 1 | 2 | 3 | 4 | 5

/** What became of the groups since the last map of an earlier day. */
export type Changes = { since: string; groups: GroupChange[] }
/** `people` with 'grown' and 'shrunk' alone; 'steady' is a change of fewer than are told. */
export type GroupChange = { letter: string; kind: 'grown' | 'shrunk' | 'steady' | 'new' | 'gone'; people: number | null }

/** The ids of the groups of the map in the order in which they are listed; none without stable groups. */
export const listedGroups = ({ map: { k, groups }, labels }: Pick<MapSnapshot, 'map' | 'labels'>): number[] =>
  k > 1 ? groups.map(({ id }) => id).sort((a, b) => labels[a]! - labels[b]!) : []

export function publicGroups(
  { map, labels }: Pick<MapSnapshot, 'map' | 'labels'>,
  characteristic: readonly Characteristic[],
  fewest: number,
): ResultGroup[] {
  const ids = listedGroups({ map, labels })
  const { groups: sizes } = publicSizes(map, fewest)
  const colours = coloursOf(ids.map(id => labels[id]!))
  return ids.map((id, index) => {
    const { sizeInterval, core } = map.groups[id]!
    const size = sizes[id] ?? null
    return {
      index,
      id,
      letter: letterOf(labels[id]!),
      colour: colours[index]!,
      size,
      sizeInterval: size === null ? null : sizeInterval,
      core: size !== null && visibleCounts([core, size - core], fewest)[0] ? core : null,
      percent: size === null ? null : Math.round((size / map.counts.participants) * 100),
      statements: characteristic[index]!,
    }
  })
}

/** A letter has its own colour; if two that are five apart are there together, the later one takes one that is free. */
export function coloursOf(labels: readonly number[]): GroupColour[] {
  const taken = new Set<GroupColour>()
  return labels.map(label => {
    const own = colours[label % colours.length]!
    const colour = taken.has(own) ? (colours.find(each => !taken.has(each)) ?? own) : own
    taken.add(colour)
    return colour
  })
}

const colours: GroupColour[] = [1, 2, 3, 4, 5]

/** Sizes by id; with the people in none of the groups they make up all who took part. */
export function publicSizes({ k, groups, counts }: MapOfAll, fewest: number): { groups: (number | null)[]; mapped: number | null } {
  const sizes = k > 1 ? groups.map(group => group.size) : [counts.mapped]
  const told = toldSizes(sizes, counts, fewest)
  return { groups: told, mapped: told.includes(null) ? null : counts.mapped }
}

function toldSizes(
  sizes: readonly number[],
  { participants, mapped }: { participants: number; mapped: number },
  fewest: number,
): (number | null)[] {
  const isVisible = visibleCounts(sizes, fewest, participants - mapped)
  return sizes.map((size, index) => (isVisible[index] ? size : null))
}

/** Null where there is nothing to compare, or nothing that may be told. */
export function changesOf({ map, labels, earlier }: Pick<MapSnapshot, 'map' | 'labels' | 'earlier'>, fewest: number): Changes | null {
  if (!earlier) return null
  const now = new Map(map.k > 1 ? publicSizes(map, fewest).groups.map((size, id) => [labels[id]!, size]) : [])
  const before = sizesOf(earlier, fewest)
  const all = [...new Set([...before.keys(), ...now.keys()])].sort((a, b) => a - b)
  const groups = all.flatMap(label => changeOf(letterOf(label), before.get(label), now.get(label), fewest))
  return groups.length > 0 ? { since: earlier.day, groups } : null
}

function sizesOf(earlier: GroupsOfDay, fewest: number): Map<number, number | null> {
  const told = toldSizes(
    earlier.groups.map(({ size }) => size),
    earlier,
    fewest,
  )
  return new Map(earlier.groups.map(({ label }, index) => [label, told[index]!]))
}

/** undefined: there was no such group; null: its size is not told. */
function changeOf(letter: string, before: number | null | undefined, now: number | null | undefined, fewest: number): GroupChange[] {
  if (before === undefined) return [{ letter, kind: 'new', people: null }]
  if (now === undefined) return [{ letter, kind: 'gone', people: null }]
  if (before === null || now === null) return []
  const people = Math.abs(now - before)
  if (people < fewest) return [{ letter, kind: 'steady', people: null }]
  return [{ letter, kind: now > before ? 'grown' : 'shrunk', people }]
}
