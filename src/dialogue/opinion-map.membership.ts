import { sizesOf } from './opinion-map.groups.ts'
import { chancesOfGroups } from './opinion-map.mixture.ts'
import type { People } from './opinion-map.people.ts'
import type { Crowd } from './opinion-map.posterior.ts'

/**
 * Who is in which group: `of` numbers groups by size and then content, `certainty` is the chance of the own group, `sizeIntervals` holds
 * the number of members of each with probability 90 %.
 */
export type Membership = { of: Uint8Array; certainty: Float32Array; sizeIntervals: [low: number, high: number][] }

/** Two-sided 90 % of the normal distribution. */
const deviationsInInterval = 1.645

/** Everyone in their most probable group. */
export function membership(people: People, crowd: Crowd): Membership {
  const chances = chancesOfGroups(people, crowd)
  return numberedBySize(chances, mostProbable(chances, crowd.k), crowd.k)
}

/** One group that holds everybody. */
export const everyoneTogether = (rows: number): Membership => ({
  of: new Uint8Array(rows),
  certainty: new Float32Array(rows).fill(1),
  sizeIntervals: [[rows, rows]],
})

function mostProbable(chances: Float64Array, k: number): Uint8Array {
  const of = new Uint8Array(chances.length / k)
  for (let row = 0; row < of.length; row++) {
    for (let group = 1; group < k; group++) if (chances[row * k + group]! > chances[row * k + of[row]!]!) of[row] = group
  }
  return of
}

/** Largest group first; of equal groups the one with the earlier member. */
function numberedBySize(chances: Float64Array, found: Uint8Array, k: number): Membership {
  const size = sizesOf(found, k)
  const order = Array.from({ length: k }, (_, group) => group).sort((a, b) => size[b]! - size[a]! || found.indexOf(a) - found.indexOf(b))
  return {
    of: found.map(group => order.indexOf(group)),
    certainty: Float32Array.from(found, (group, row) => chances[row * k + group]!),
    sizeIntervals: order.map(group => sizeInterval(chances, group, k, size[group]!)),
  }
}

/** Normal approximation of the number of members when everybody belongs with their own chance; it always holds the number shown. */
function sizeInterval(chances: Float64Array, group: number, k: number, shown: number): [number, number] {
  let expected = 0
  let variance = 0
  for (let at = group; at < chances.length; at += k) {
    expected += chances[at]!
    variance += chances[at]! * (1 - chances[at]!)
  }
  const margin = deviationsInInterval * Math.sqrt(variance)
  const rows = chances.length / k
  return [Math.max(0, Math.min(shown, Math.round(expected - margin))), Math.min(rows, Math.max(shown, Math.round(expected + margin)))]
}
