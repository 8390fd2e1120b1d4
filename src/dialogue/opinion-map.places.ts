import { addTo, type Rows, rowsInParts } from './opinion-map.chunks.ts'
import { constants } from './opinion-map.constants.ts'
import type { Crew } from './opinion-map.crew.ts'
import { chanceAt } from './opinion-map.kernel.ts'
import type { VoteMatrix } from './opinion-map.matrix.ts'
import { type Fitted, mostAtOnce, withChancesOf } from './opinion-map.refinement.ts'
import { shared, type VoteRows } from './opinion-map.rows.ts'
import { matrixOf } from './opinion-map.sample.ts'

/** The two axes that are shown: mean answer and loadings (two) per column, noise of an answer and spread between people along each. */
export type Plane = { axes: number; mean: Float64Array; loadings: Float64Array; noise: number; spread: Float64Array }

/**
 * Per person in shared memory: their group, 255 for whoever answered too little to be mapped; the chance of each of `k` groups in units of 2⁻²⁰;
 * and their place on the two axes in millionths.
 */
export type Places = { k: number; group: Uint8Array; chances: Uint32Array; at: Int32Array }

/**
 * Sums over people, in whole numbers and so exact in any order. Per group its size, its core, its places, and how many are to be expected with their
 * variance (in units of 2⁻²⁰); votes per group and code, with those of people without a place in one group more.
 */
export type GroupSums = {
  size: Float64Array
  core: Float64Array
  at: Float64Array
  expected: Float64Array
  variance: Float64Array
  votes: Uint32Array[]
}

export const notMapped = 255
export const unitsOfChance = 2 ** 20
export const unitsOfPlace = 1e6

export const noPlaces = (rows: number, k: number): Places => ({
  k,
  group: shared.bytes(rows).fill(notMapped),
  chances: shared.integers(rows * k),
  at: shared.millionths(2 * rows),
})

/** Finds the places on the plane of everyone with at least `fewest` votes, by their own votes alone. */
export function placeOnPlane(votes: VoteRows, fewest: number, plane: Plane, { at }: Places, crew: Crew): void {
  crew.did(partsOf(votes, crew).map(part => ({ deed: 'placeRowsOnPlane', piece: { votes, fewest, plane, at, part } })))
}

/** Finds the groups of these rows. */
export function placeInGroups(
  votes: VoteRows,
  fewest: number,
  fitted: Fitted | undefined,
  places: Places,
  rows: Uint32Array,
  crew: Crew,
): void {
  const parts = rowsInParts(rows.length, Math.ceil(rows.length / mostAtOnce))
  crew.did(
    parts.map(({ from, to }) => ({ deed: 'placeRowsInGroups', piece: { votes, fewest, fitted, places, rows: rows.subarray(from, to) } })),
  )
}

export function groupSums(votes: VoteRows, places: Places, crew: Crew): GroupSums {
  return crew.did(partsOf(votes, crew).map(part => ({ deed: 'sumGroups', piece: { votes, places, part } }))).reduce(addedSums)
}

const partsOf = ({ rows }: VoteRows, { size }: Crew) => rowsInParts(rows, rows > 64 * mostAtOnce ? 8 * size : size)

type PlanePiece = { votes: VoteRows; fewest: number; plane: Plane; at: Int32Array; part: Rows }

/** Posterior mean under z ~ N(0, diag(spread)): whoever has answered little is drawn to the middle. */
export function placeRowsOnPlane({ votes: { start, end, codes }, fewest, plane, at, part: { from, to } }: PlanePiece): void {
  if (plane.axes === 0) return
  const { mean, loadings, noise } = plane
  const drawnX = noise / plane.spread[0]!
  const drawnY = plane.axes > 1 ? noise / plane.spread[1]! : 1
  for (let row = from; row < to; row++) {
    const last = end[row]!
    if (last - start[row]! < fewest) continue
    let xx = drawnX
    let xy = 0
    let yy = drawnY
    let x = 0
    let y = 0
    for (let vote = start[row]!; vote < last; vote++) {
      const code = codes[vote]!
      const column = code >>> 2
      const value = (code & 3) - 1 - mean[column]!
      const wx = loadings[2 * column]!
      const wy = loadings[2 * column + 1]!
      xx += wx * wx
      xy += wx * wy
      yy += wy * wy
      x += wx * value
      y += wy * value
    }
    const determinant = xx * yy - xy * xy
    at[2 * row] = Math.round((unitsOfPlace * (yy * x - xy * y)) / determinant)
    at[2 * row + 1] = Math.round((unitsOfPlace * (xx * y - xy * x)) / determinant)
  }
}

type GroupPiece = { votes: VoteRows; fewest: number; fitted: Fitted | undefined; places: Places; rows: Uint32Array }

export function placeRowsInGroups({ votes, fewest, fitted, places, rows }: GroupPiece): void {
  const { start, end } = votes
  const mapped = rows.filter(row => end[row]! - start[row]! >= fewest)
  for (const row of rows) places.group[row] = notMapped
  if (fitted) placeByAnswers(matrixOf(votes, mapped), fitted, places, mapped)
  else for (const row of mapped) [places.group[row], places.chances[row]] = [0, unitsOfChance]
}

function placeByAnswers(matrix: VoteMatrix, fitted: Fitted, { k, group, chances }: Places, rows: Uint32Array): void {
  withChancesOf(matrix, fitted, found => {
    for (let index = 0; index < rows.length; index++) {
      const row = rows[index]!
      let best = 0
      for (let other = 0; other < k; other++) {
        const chance = found[chanceAt(k, index, other)]!
        if (chance > found[chanceAt(k, index, best)]!) best = other
        chances[row * k + other] = Math.round(unitsOfChance * chance)
      }
      group[row] = best
    }
  })
}

const coreFrom = Math.round(unitsOfChance * constants.coreFrom)

export function sumGroups({ votes: { columns, start, end, codes }, places, part: { from, to } }: SumPiece): GroupSums {
  const { k, group, chances, at } = places
  const sums = noSums(k, columns)
  for (let row = from; row < to; row++) {
    const own = group[row]!
    if (own !== notMapped) {
      sums.size[own]!++
      if (chances[row * k + own]! >= coreFrom) sums.core[own]!++
      sums.at[2 * own]! += at[2 * row]!
      sums.at[2 * own + 1]! += at[2 * row + 1]!
      for (let other = 0; other < k; other++) {
        const chance = chances[row * k + other]!
        sums.expected[other]! += chance
        sums.variance[other]! += Math.round((chance * (unitsOfChance - chance)) / unitsOfChance)
      }
    }
    const votes = sums.votes[own === notMapped ? k : own]!
    for (let vote = start[row]!; vote < end[row]!; vote++) votes[codes[vote]!]!++
  }
  return sums
}

type SumPiece = { votes: VoteRows; places: Places; part: Rows }

const noSums = (k: number, columns: number): GroupSums => ({
  size: new Float64Array(k),
  core: new Float64Array(k),
  at: new Float64Array(2 * k),
  expected: new Float64Array(k),
  variance: new Float64Array(k),
  votes: Array.from({ length: k + 1 }, () => new Uint32Array(4 * columns)),
})

function addedSums(sums: GroupSums, more: GroupSums): GroupSums {
  addTo(sums.size, more.size)
  addTo(sums.core, more.core)
  addTo(sums.at, more.at)
  addTo(sums.expected, more.expected)
  addTo(sums.variance, more.variance)
  for (let group = 0; group < sums.votes.length; group++) addTo(sums.votes[group]!, more.votes[group]!)
  return sums
}
