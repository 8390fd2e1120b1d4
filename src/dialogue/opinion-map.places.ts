import type { Fitted } from './opinion-map.choice.ts'
import { addTo, type Rows, rowsInParts } from './opinion-map.chunks.ts'
import type { Crew } from './opinion-map.crew.ts'
import type { VoteMatrix } from './opinion-map.matrix.ts'
import type { People } from './opinion-map.people.ts'
import { eachRow } from './opinion-map.posterior.ts'
import { placePeople } from './opinion-map.response.ts'
import { shared, type VoteRows } from './opinion-map.rows.ts'

/** The two axes that are shown: mean answer and loadings (two) per column, noise of an answer and spread between people along each. */
export type Plane = { axes: number; mean: Float64Array; loadings: Float64Array; noise: number; spread: Float64Array }

/**
 * Per person in shared memory: their group, 255 for whoever answered too little to be mapped; the chance that it is theirs; and their place in
 * millionths on the two axes.
 */
export type Places = { group: Uint8Array; certainty: Float32Array; at: Int32Array }

/**
 * Sums over people, in whole numbers and so exact in any order. Per group its size, its places, and how many are to be expected with their
 * variance (in 2⁻²⁰); votes per group and code, with those of people without a place in one group more.
 */
export type GroupSums = { size: Float64Array; at: Float64Array; expected: Float64Array; variance: Float64Array; votes: Uint32Array[] }

export const notMapped = 255
export const unitsOfChance = 2 ** 20
export const unitsOfPlace = 1e6

/** For people whom the fit has not seen: from the middle of the town, further rounds move nobody who stands clearly somewhere. */
const roundsOfPlacing = 3

/** Places everyone by their own votes alone. */
export function placesOf(votes: VoteRows, fewest: number, plane: Plane, fitted: Fitted | undefined, crew: Crew) {
  const places: Places = {
    group: shared.bytes(votes.rows).fill(notMapped),
    certainty: shared.singles(votes.rows),
    at: new Int32Array(new SharedArrayBuffer(8 * votes.rows)),
  }
  const parts = rowsInParts(votes.rows, votes.rows > rowsAtOnce ? 8 * crew.size : crew.size)
  const sums = crew.did(parts.map(part => ({ deed: 'place', piece: { votes, fewest, plane, fitted, places, part } })))
  return { places, sums: sums.reduce(addedSums) }
}

export type PlacePiece = { votes: VoteRows; fewest: number; plane: Plane; fitted: Fitted | undefined; places: Places; part: Rows }

/** People who are placed at once, so that what is known of them stays in the cache. */
const rowsAtOnce = 1024

export function place(piece: PlacePiece): GroupSums {
  const sums = noSums(piece.fitted?.mixture.k ?? 1, piece.votes.columns)
  for (let from = piece.part.from; from < piece.part.to; from += rowsAtOnce) {
    const rows = { from, to: Math.min(from + rowsAtOnce, piece.part.to) }
    placeOnPlane(piece, rows)
    if (piece.fitted) placeInGroups(piece, piece.fitted, rows, sums)
    else placeTogether(piece, rows)
    count(piece, rows, sums)
  }
  return sums
}

const noSums = (k: number, columns: number): GroupSums => ({
  size: new Float64Array(k),
  at: new Float64Array(2 * k),
  expected: new Float64Array(k),
  variance: new Float64Array(k),
  votes: Array.from({ length: k + 1 }, () => new Uint32Array(4 * columns)),
})

/** Posterior mean under z ~ N(0, diag(spread)): whoever has answered little is drawn to the middle. */
function placeOnPlane({ votes: { start, codes }, fewest, plane, places: { at } }: PlacePiece, { from, to }: Rows): void {
  if (plane.axes === 0) return
  const { mean, loadings, noise } = plane
  const drawnX = noise / plane.spread[0]!
  const drawnY = plane.axes > 1 ? noise / plane.spread[1]! : 1
  for (let row = from; row < to; row++) {
    const end = start[row + 1]!
    if (end - start[row]! < fewest) continue
    let [xx, xy, yy, x, y] = [drawnX, 0, drawnY, 0, 0]
    for (let vote = start[row]!; vote < end; vote++) {
      const column = codes[vote]! >>> 2
      const value = (codes[vote]! & 3) - 1 - mean[column]!
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

function placeInGroups({ votes, fewest, places }: PlacePiece, { responses, mixture }: Fitted, rows: Rows, sums: GroupSums): void {
  const { matrix, from } = apart(votes, fewest, rows)
  const people = inTheMiddle(matrix.rows, responses.axes)
  const all = { from: 0, to: matrix.rows }
  for (let round = 0; round < roundsOfPlacing; round++) placePeople(matrix, responses, people, all)
  eachRow(people, mixture.k, mixture, all, (row, { chance }) => {
    let best = 0
    for (let group = 0; group < mixture.k; group++) {
      if (chance[group]! > chance[best]!) best = group
      sums.expected[group]! += Math.round(unitsOfChance * chance[group]!)
      sums.variance[group]! += Math.round(unitsOfChance * chance[group]! * (1 - chance[group]!))
    }
    places.group[from[row]!] = best
    places.certainty[from[row]!] = chance[best]!
  })
}

function placeTogether({ votes: { start }, fewest, places }: PlacePiece, { from, to }: Rows): void {
  for (let row = from; row < to; row++) {
    if (start[row + 1]! - start[row]! < fewest) continue
    places.group[row] = 0
    places.certainty[row] = 1
  }
}

function count({ votes: { start, codes }, places: { group, at } }: PlacePiece, { from, to }: Rows, sums: GroupSums): void {
  for (let row = from; row < to; row++) {
    const isMapped = group[row] !== notMapped
    const own = isMapped ? group[row]! : sums.size.length
    if (isMapped) {
      sums.size[own]!++
      sums.at[2 * own]! += at[2 * row]!
      sums.at[2 * own + 1]! += at[2 * row + 1]!
    }
    const votes = sums.votes[own]!
    for (let vote = start[row]!; vote < start[row + 1]!; vote++) votes[codes[vote]!]!++
  }
}

/** The mapped among these rows, columns and answers apart. */
function apart({ columns, start, codes }: VoteRows, fewest: number, { from, to }: Rows): { matrix: VoteMatrix; from: Uint32Array } {
  const rows = new Uint32Array(to - from)
  const begin = new Uint32Array(to - from + 1)
  const column = new Uint32Array(start[to]! - start[from]!)
  const answer = new Int8Array(start[to]! - start[from]!)
  let mapped = 0
  let place = 0
  for (let row = from; row < to; row++) {
    if (start[row + 1]! - start[row]! < fewest) continue
    for (let vote = start[row]!; vote < start[row + 1]!; vote++) {
      column[place] = codes[vote]! >>> 2
      answer[place++] = (codes[vote]! & 3) - 1
    }
    rows[mapped++] = row
    begin[mapped] = place
  }
  return { matrix: { rows: mapped, columns, start: begin, column, answer }, from: rows }
}

function inTheMiddle(rows: number, axes: number): People {
  const covariance = new Float64Array(rows * axes * axes)
  for (let i = 0; i < rows * axes; i++) covariance[i * axes + (i % axes)] = 1
  return {
    rows,
    axes,
    mean: new Float64Array(rows * axes),
    covariance,
    gram: new Float64Array(rows * axes * axes),
    pull: new Float64Array(rows * axes),
  }
}

function addedSums(sums: GroupSums, more: GroupSums): GroupSums {
  addTo(sums.size, more.size)
  addTo(sums.at, more.at)
  addTo(sums.expected, more.expected)
  addTo(sums.variance, more.variance)
  for (let group = 0; group < sums.votes.length; group++) addTo(sums.votes[group]!, more.votes[group]!)
  return sums
}
