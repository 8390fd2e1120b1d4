import { constants, methodSeed } from './opinion-map.constants.ts'
import { kMeans } from './opinion-map.groups.ts'
import { randomStream } from './opinion-map.random.ts'
import type { OpinionMap } from './opinion-map.ts'

/**
 * Kinds of people whose votes are sought evenly. `of`: part per participant of the map, −1 for whoever has no place on it. `share`: of those
 * who have one.
 */
export type Division = { parts: number; of: Int8Array; share: Float64Array }

/** The groups of the map, or where it has no stable ones, people cut into parts by where they stand. Such parts are shown to nobody. */
export function divisionOf({ k, assignments, positions }: Pick<OpinionMap, 'k' | 'assignments' | 'positions'>): Division {
  if (k > 1)
    return divided(
      k,
      Int8Array.from(assignments, group => group ?? -1),
    )
  return divided(partsWithoutGroups, partsByPlace(positions, partsWithoutGroups))
}

/** Two sides and a middle. */
const partsWithoutGroups = 3

type Place = [x: number, y: number]

/**
 * People cut into parts by their place on the two axes; with fewer people than parts all are in the first. The centres come from a sample
 * that suffices for a rough division, so that a large town takes no longer than a small one.
 */
export function partsByPlace(positions: OpinionMap['positions'], parts: number): Int8Array {
  const sample = everyNth(
    positions.filter(position => position !== null),
    peopleForCentres,
  )
  const centres = sample.length < parts ? [] : centresOf(sample, parts)
  return Int8Array.from(positions, place => (place === null ? -1 : nearest(place, centres)))
}

const peopleForCentres = 500

function everyNth<One>(all: readonly One[], most: number): One[] {
  const step = Math.max(1, Math.ceil(all.length / most))
  return all.filter((_, index) => index % step === 0)
}

function centresOf(sample: readonly Place[], parts: number): Place[] {
  const equal = new Float64Array(sample.length).fill(1)
  const people = { axes: 2, at: Float64Array.from(sample.flat()), certainty: equal }
  const groupings = Array.from({ length: constants.starts }, (_, start) => kMeans(people, equal, parts, randomStream(methodSeed, start)))
  const { of } = groupings.reduce((best, other) => (other.spread < best.spread ? other : best))
  return Array.from({ length: parts }, (_, part) => middle(sample.filter((_, person) => of[person] === part))).filter(isSomewhere)
}

const middle = (places: readonly Place[]): Place => [
  places.reduce((sum, [x]) => sum + x, 0) / places.length,
  places.reduce((sum, [, y]) => sum + y, 0) / places.length,
]

/** A part that nobody is in has no middle. */
const isSomewhere = ([x]: Place) => !Number.isNaN(x)

function nearest([x, y]: Place, centres: readonly Place[]): number {
  let best = 0
  let shortest = Number.POSITIVE_INFINITY
  for (let part = 0; part < centres.length; part++) {
    const [centreX, centreY] = centres[part]!
    const distance = (x - centreX) ** 2 + (y - centreY) ** 2
    if (distance < shortest) [best, shortest] = [part, distance]
  }
  return best
}

/** One person more in each part than there is: none is thought impossible. */
function divided(parts: number, of: Int8Array): Division {
  const size = new Float64Array(parts).fill(1)
  let people = parts
  for (const part of of) {
    if (part < 0) continue
    size[part]!++
    people++
  }
  return { parts, of, share: size.map(members => members / people) }
}
