import { type Choice, chooseGroups, type Stability } from './opinion-map.choice.ts'
import { constants, fewestVotesToBeMapped } from './opinion-map.constants.ts'
import type { Crew } from './opinion-map.crew.ts'
import type { Counts, VoteMatrix } from './opinion-map.matrix.ts'
import { type Moments, momentsOf, type PairSums, pairSums } from './opinion-map.moments.ts'
import { type Axes, axesOfMoments, exactly } from './opinion-map.pca.ts'
import { type GroupSums, notMapped, type Places, type Plane, placesOf, unitsOfChance, unitsOfPlace } from './opinion-map.places.ts'
import { evidenceOn } from './opinion-map.positions.ts'
import { columnsById, packedRows, type VoteRows } from './opinion-map.rows.ts'
import { type Fingerprints, fingerprintsOf, matrixOf, saltsOf, sampledRows } from './opinion-map.sample.ts'
import type { VoteList } from './opinion-map.ts'

/** What is kept of the votes of a dialogue; `columns`: per statement, see columnsById. */
export type Ledger = { columns: Uint32Array; votes: VoteRows; fewest: number; prints: Fingerprints; pairs: PairSums }

/** What was found, people in the order of the rows and statements by column. Groups are numbered by size. */
export type Findings = {
  k: number
  stability: Stability
  mapped: number
  axes: Axes
  totalVariance: number
  places: Places
  /** Per group: members, mean place, and between how many members it has with probability 90 %. */
  size: number[]
  centres: [x: number, y: number][]
  sizeIntervals: [low: number, high: number][]
  /** Votes of everybody and of each group, by column. */
  all: Counts
  groups: Counts[]
}

export function ledgerOf(list: VoteList, crew: Crew): Ledger {
  const columns = columnsById(list.statementIds)
  const votes = packedRows(list, columns, crew)
  const fewest = fewestVotesToBeMapped(columns.length)
  const prints = fingerprintsOf(votes, saltsOf(list.statementIds, columns), crew)
  return { columns, votes, fewest, prints, pairs: pairSums(votes, fewest, crew) }
}

/**
 * The whole analysis. Sums over everybody are whole numbers, so that neither the order of people nor the number of threads is in them; what
 * needs many rounds is decided on a sample drawn by content; and everyone is placed by their own votes and what the sample taught.
 */
export function findings({ votes, fewest, prints, pairs }: Ledger, crew: Crew): Findings {
  const sample = matrixOf(votes, sampledRows(votes, prints, fewest, constants.peopleForGroups))
  const choice = chooseGroups(sample)
  const moments = momentsOf(pairs)
  const axes = axesOfMoments(moments, { axes: 2, ...exactly })
  const { places, sums } = placesOf(votes, fewest, planeOf(sample, moments, axes), choice.fitted, crew)
  return described(choice, axes, moments, places, sums)
}

/** Mean and axes are those of everybody; noise and spread only set how far people are drawn to the middle. */
function planeOf(sample: VoteMatrix, { mean, columns }: Moments, axes: Axes): Plane {
  const centred = Float64Array.from(sample.answer, (answer, vote) => answer - mean[sample.column[vote]!]!)
  const { noise, spread } = evidenceOn(sample, centred, axes)
  const loadings = new Float64Array(2 * columns)
  for (let axis = 0; axis < axes.count; axis++) {
    for (let column = 0; column < columns; column++) loadings[2 * column + axis] = axes.loadings[axis]![column]!
  }
  return { axes: axes.count, mean, loadings, noise, spread }
}

function described({ k, stability }: Choice, axes: Axes, moments: Moments, places: Places, sums: GroupSums): Findings {
  const order = Array.from({ length: k }, (_, group) => group).sort((a, b) => sums.size[b]! - sums.size[a]! || a - b)
  renumber(places.group, order)
  const mapped = moments.people
  return {
    k,
    stability,
    mapped,
    axes,
    totalVariance: meanSquare(moments),
    places,
    size: order.map(group => sums.size[group]!),
    centres: order.map(
      group => [0, 1].map(axis => sums.at[2 * group + axis]! / unitsOfPlace / Math.max(1, sums.size[group]!)) as [number, number],
    ),
    sizeIntervals: order.map(group => sizeInterval(sums, group, mapped)),
    all: countsOf(sums.votes),
    groups: k > 1 ? order.map(group => countsOf([sums.votes[group]!])) : [],
  }
}

function renumber(groupOf: Uint8Array, order: number[]): void {
  const number = new Uint8Array(notMapped + 1).fill(notMapped)
  for (let place = 0; place < order.length; place++) number[order[place]!] = place
  for (let row = 0; row < groupOf.length; row++) groupOf[row] = number[groupOf[row]!]!
}

function meanSquare({ columns, products, people }: Moments): number {
  let sum = 0
  for (let column = 0; column < columns; column++) sum += products[column * (columns + 1)]!
  return sum / Math.max(1, people)
}

/** Two-sided 90 % of the normal distribution. */
const deviationsInInterval = 1.645

/** Normal approximation of the number of members when everybody belongs with their own chance; it always holds the number shown. */
function sizeInterval({ size, expected, variance }: GroupSums, group: number, mapped: number): [number, number] {
  const margin = deviationsInInterval * Math.sqrt(variance[group]! / unitsOfChance)
  const middle = expected[group]! / unitsOfChance
  const shown = size[group]!
  return [Math.max(0, Math.min(shown, Math.round(middle - margin))), Math.min(mapped, Math.max(shown, Math.round(middle + margin)))]
}

function countsOf(votes: Uint32Array[]): Counts {
  const columns = votes[0]!.length / 4
  const counted = (answer: number) =>
    Uint32Array.from({ length: columns }, (_, column) => votes.reduce((sum, codes) => sum + codes[4 * column + answer]!, 0))
  return { disagree: counted(0), pass: counted(1), agree: counted(2) }
}
