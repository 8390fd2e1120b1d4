import type { BridgingScores } from './opinion-map.bridging.ts'
import { type Decision, decidedGroups, type Stability } from './opinion-map.choice.ts'
import { fewestVotesToBeMapped, peopleForResponses } from './opinion-map.constants.ts'
import type { Crew } from './opinion-map.crew.ts'
import { type Counts, firstRows, type VoteMatrix } from './opinion-map.matrix.ts'
import { addedSums, type Moments, momentsOf, type PairSums, pairSums, pairTasks } from './opinion-map.moments.ts'
import { type Axes, axesOfProducts, exactly, principalAxes } from './opinion-map.pca.ts'
import {
  type GroupSums,
  groupSums,
  noPlaces,
  notMapped,
  type Places,
  type Plane,
  placeInGroups,
  placeOnPlane,
  unitsOfChance,
  unitsOfPlace,
} from './opinion-map.places.ts'
import { evidenceOn } from './opinion-map.positions.ts'
import { columnsById, packedRows, type VoteRows } from './opinion-map.rows.ts'
import { type Fingerprints, fingerprintsOf, matrixOf, type Salts, saltsOf, sampledRows } from './opinion-map.sample.ts'
import type { VoteList } from './opinion-map.ts'

/** What is kept of the votes of a dialogue; `columns`: per statement, see columnsById. `pairs` are found with the first analysis. */
export type Ledger = { columns: Uint32Array; salts: Salts; votes: VoteRows; fewest: number; prints: Fingerprints; pairs?: PairSums }

/** What was found, people in the order of the rows and statements by column. Groups are numbered by size. */
export type Findings = {
  k: number
  stability: Stability
  mapped: number
  axes: Axes
  totalVariance: number
  /** Per person: group (255: not mapped), chance of it, and place on the two axes in millionths. */
  groupOf: Uint8Array
  certainty: Float32Array
  at: Int32Array
  /** What the places follow from. */
  plane: Plane
  /** Per group: members, those of its core, mean place, and between how many members it has with probability 90 %. */
  size: number[]
  core: number[]
  centres: [x: number, y: number][]
  sizeIntervals: [low: number, high: number][]
  /** Votes of everybody and of each group, by column. */
  all: Counts
  groups: Counts[]
  bridging: BridgingScores
}

/** What the next analysis of nearly the same votes need not find again. Whose votes have changed since stands in `changed`. */
export type Remembered = { sample: VoteMatrix; decision: Decision; bridging: BridgingScores; places: Places; changed: Set<number> }

/** Stages of the analysis, in their order. */
export type Stage = 'packed' | 'decision' | 'axes' | 'places' | 'counts'
/** Is told of every stage that is done. */
export type Progress = (stage: Stage) => void

export function ledgerOf(list: VoteList, crew: Crew, reached: Progress = () => {}): Ledger {
  const columns = columnsById(list.statementIds)
  const salts = saltsOf(list.statementIds, columns)
  const votes = packedRows(list, columns, crew)
  const fewest = fewestVotesToBeMapped(columns.length)
  const prints = fingerprintsOf(votes, salts, crew)
  reached('packed')
  return { columns, salts, votes, fewest, prints }
}

/**
 * The whole analysis. Sums over everybody are whole numbers, so that neither the order of people nor the number of threads is in them; what
 * needs many rounds is decided on a sample drawn by content; and everyone is placed by their own votes and what the sample taught. What is
 * `remembered` is used only where it would be found again to the bit.
 */
export function findings(
  ledger: Ledger,
  crew: Crew,
  remembered?: Remembered,
  reached: Progress = () => {},
): { found: Findings; remembered: Remembered } {
  const { votes, fewest, prints } = ledger
  const sample = matrixOf(votes, sampledRows(votes, prints, fewest, peopleForResponses(votes.columns)))
  const isKnown = remembered !== undefined && isSame(sample, remembered.sample)
  const { decision, bridging } = isKnown ? remembered : learned(ledger, sample, crew)
  ledger.pairs ??= pairSums(votes, fewest, crew)
  reached('decision')
  const moments = momentsOf(ledger.pairs)
  const axes = axesFrom(moments, sample)
  reached('axes')
  const isRoomy = isKnown && remembered.places.group.length >= votes.rows
  const places = isRoomy ? remembered.places : noPlaces(votes.start.length, decision.fitted?.mixture.k ?? 1)
  const plane = planeOf(sample, moments, axes)
  placeOnPlane(votes, fewest, plane, places, crew)
  placeInGroups(votes, fewest, decision.fitted, places, isRoomy ? Uint32Array.from(remembered.changed) : allRows(votes), crew)
  reached('places')
  const found = described(
    { stability: decision.stability, axes, plane, bridging },
    moments,
    places,
    groupSums(votes, places, crew),
    votes.rows,
  )
  reached('counts')
  return { found, remembered: { sample, decision, bridging, places, changed: new Set() } }
}

export function allRows({ rows }: VoteRows): Uint32Array {
  const all = new Uint32Array(rows)
  for (let row = 0; row < rows; row++) all[row] = row
  return all
}

/** Other threads begin with what everybody says; who is free takes pieces of the decision. */
function learned(ledger: Ledger, sample: VoteMatrix, crew: Crew): { decision: Decision; bridging: BridgingScores } {
  const pairs = ledger.pairs || crew.size === 1 ? [] : pairTasks(ledger.votes, ledger.fewest, 2 * crew.size)
  const besides = crew.begun<'bridgingScores' | 'sumPairs'>([{ deed: 'bridgingScores', piece: sample }, ...pairs])
  const decision = decidedGroups(sample, crew)
  const [bridging, ...sums] = besides() as [BridgingScores, ...PairSums[]]
  if (sums.length > 0) ledger.pairs = sums.reduce(addedSums)
  return { decision, bridging }
}

function isSame(a: VoteMatrix, b: VoteMatrix): boolean {
  return a.columns === b.columns && areSame(a.start, b.start) && areSame(a.column, b.column) && areSame(a.answer, b.answer)
}

function areSame(a: Uint32Array | Int8Array, b: Uint32Array | Int8Array): boolean {
  return Buffer.compare(new Uint8Array(a.buffer, a.byteOffset, a.byteLength), new Uint8Array(b.buffer, b.byteOffset, b.byteLength)) === 0
}

/** Those of everybody; with very many statements, of whom few saw each, those of the sample. */
function axesFrom(moments: Moments, sample: VoteMatrix): Axes {
  const effort = { axes: 2, ...exactly }
  return moments.products ? axesOfProducts(moments.products, moments, effort) : principalAxes(sample, centredBy(moments, sample), effort)
}

function centredBy({ mean }: Moments, { answer, column, start, rows }: VoteMatrix): Float64Array {
  const centred = new Float64Array(start[rows]!)
  for (let vote = 0; vote < centred.length; vote++) centred[vote] = answer[vote]! - mean[column[vote]!]!
  return centred
}

/** Noise and spread are known to a few in a hundred from so many; the places hardly move with them. */
const peopleForSpread = 3000

/** Mean and axes are those of everybody; noise and spread only set how far people are drawn to the middle. */
function planeOf(sample: VoteMatrix, moments: Moments, axes: Axes): Plane {
  const { mean, columns } = moments
  const few = firstRows(sample, peopleForSpread)
  const { noise, spread } = evidenceOn(few, centredBy(moments, few), axes)
  const loadings = new Float64Array(2 * columns)
  for (let axis = 0; axis < axes.count; axis++) {
    for (let column = 0; column < columns; column++) loadings[2 * column + axis] = axes.loadings[axis]![column]!
  }
  return { axes: axes.count, mean, loadings, noise, spread }
}

type Learned = Pick<Findings, 'stability' | 'axes' | 'plane' | 'bridging'>

function described(learned: Learned, moments: Moments, places: Places, sums: GroupSums, rows: number): Findings {
  const { k } = places
  const order = Array.from({ length: k }, (_, group) => group).sort((a, b) => sums.size[b]! - sums.size[a]! || a - b)
  const mapped = moments.people
  return {
    ...learned,
    k,
    mapped,
    totalVariance: meanSquare(moments),
    ...renumbered(places, order, rows),
    at: places.at.slice(0, 2 * rows),
    size: order.map(group => sums.size[group]!),
    core: order.map(group => sums.core[group]!),
    centres: order.map(group => [0, 1].map(axis => meanPlace(sums, group, axis)) as [number, number]),
    sizeIntervals: order.map(group => sizeInterval(sums, group, mapped)),
    all: countsOf(sums.votes),
    groups: k > 1 ? order.map(group => countsOf([sums.votes[group]!])) : [],
  }
}

function renumbered({ k, group, chances }: Places, order: number[], rows: number): Pick<Findings, 'groupOf' | 'certainty'> {
  const number = order.map((_, found) => order.indexOf(found))
  const groupOf = new Uint8Array(rows).fill(notMapped)
  const certainty = new Float32Array(rows)
  for (let row = 0; row < rows; row++) {
    const own = group[row]!
    if (own === notMapped) continue
    groupOf[row] = number[own]!
    certainty[row] = chances[row * k + own]! / unitsOfChance
  }
  return { groupOf, certainty }
}

function meanSquare({ squares, people }: Moments): number {
  let sum = 0
  for (const square of squares) sum += square
  return sum / Math.max(1, people)
}

const meanPlace = ({ at, size }: GroupSums, group: number, axis: number) => at[2 * group + axis]! / unitsOfPlace / Math.max(1, size[group]!)

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
