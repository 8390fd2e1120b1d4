import { assembled } from './opinion-map.bytecode.ts'
import { boundTable } from './opinion-map.logistic.ts'
import { bytesPerBlock, gatherRows, inBlock, regressRows, slopesAt, tableAt } from './opinion-map.loops.ts'
import type { VoteMatrix } from './opinion-map.matrix.ts'
import type { MixtureSums } from './opinion-map.mixture.ts'
import type { People } from './opinion-map.people.ts'
import { type Crowd, termsOf } from './opinion-map.posterior.ts'
import { groupsAt, groupsIn, likelihoodIn, precisionAt, secondIn, settleBlocks, sumsAt } from './opinion-map.settling.ts'
import { multiplyRows, placesWritten, walkAlong, wayAt } from './opinion-map.walks.ts'

/**
 * The innermost loops of the item response model, four numbers of 32 bits at a time: their errors do not show in sums over answers and people.
 * It has a memory of its own, where people stand while they are worked on. Rows begin at multiples of four.
 */
export type Kernel = {
  setSlopes(slopes: Float64Array): void
  /** What the answers of these rows say: G, g and height, the weights of the answers following from where the people stood before. */
  gather(from: number, to: number): void
  /** Mean and covariance of these rows from what their answers say and the crowd, and the sums for the crowd's next step. */
  settle(crowd: Crowd, from: number, to: number): MixtureSums
  /** Chances of k groups as settled last: the one of a group for a row stands at chanceAt(k, row, group). */
  chances(k: number): Float32Array
  /** What the answers of these rows add to the regressions: 16 numbers per statement, of which the 11th and 12th mean nothing. */
  regress(from: number, to: number): Float32Array
  /** Gives every answer the same weight as evidence. */
  weighAlike(weight: number): void
}

const memory = new WebAssembly.Memory({ initial: 1 })
const loops = new WebAssembly.Instance(assembled([gatherRows(), regressRows(), settleBlocks(), multiplyRows(), walkAlong()]), {
  from: { memory },
}).exports as Record<'gather' | 'regress' | 'settle' | 'multiply' | 'along', (...parameters: number[]) => void>
new Float32Array(memory.buffer, tableAt, boundTable.length).set(boundTable)

/** The votes that the memory holds, and where. */
type Shelf = Pick<VoteMatrix, 'column' | 'answer' | 'rows' | 'columns'> & {
  regressionsAt: number
  startAt: number
  codesAt: number
  omegasAt: number
  end: number
}

let shelf: Shelf | undefined

/**
 * Loads people and their votes, lets them be worked on, and puts people where they have come to. `weight`: how often each row counts.
 */
export function worked<Result>(votes: VoteMatrix, people: People, work: (kernel: Kernel) => Result, weight?: Float64Array): Result {
  const { kernel, numbers } = loaded(votes, people, weight)
  const result = work(kernel)
  readPeople(numbers, people)
  return result
}

/** The same, but people stay where they are; votes may be missing if nothing is asked of them. */
export const tried = <Result>(votes: VoteMatrix | undefined, people: People, work: (kernel: Kernel) => Result): Result =>
  work(loaded(votes, people, undefined).kernel)

/** One after the other: whoever loads next writes over it. */
function loaded(
  votes: VoteMatrix | undefined,
  people: People,
  weight: Float64Array | undefined,
): { kernel: Kernel; numbers: Float32Array } {
  const { rows } = people
  if (votes) shelf = shelved(votes, rows)
  const { columns, regressionsAt, startAt, codesAt, omegasAt, end: peopleAt } = shelf ?? { ...noVotes, end: slopesAt }
  const blocks = Math.ceil(rows / 4)
  const chancesAt = peopleAt + bytesPerBlock * blocks
  makeRoom(chancesAt + 16 * mostGroupsAtOnce * blocks)
  const { buffer } = memory
  const numbers = new Float32Array(buffer, peopleAt, (bytesPerBlock / 4) * blocks)
  writePeople(people, weight, numbers)
  const kernel: Kernel = {
    setSlopes: slopes => setSlopes(slopes, columns),
    gather: (from, to) => loops.gather(from, to, startAt, codesAt, omegasAt, peopleAt),
    settle: (crowd, from, to) => {
      writeCrowd(crowd)
      const [block, end] = [from / 4, Math.ceil(to / 4)]
      loops.settle(peopleAt + block * bytesPerBlock, peopleAt + end * bytesPerBlock, 16 * crowd.k, chancesAt + 16 * crowd.k * block)
      return mixtureSums(crowd.k, weight ? sumOf(weight, from, to) : to - from)
    },
    chances: k => new Float32Array(buffer, chancesAt, 4 * k * blocks),
    regress: (from, to) => {
      const sums = new Float32Array(buffer, regressionsAt, 16 * (columns + 1)).fill(0)
      loops.regress(from, to, startAt, codesAt, omegasAt, peopleAt, regressionsAt)
      return sums
    },
    weighAlike: weight => {
      new Float32Array(buffer, omegasAt, (peopleAt - omegasAt) / 4).fill(weight)
    },
  }
  return { kernel, numbers }
}

/**
 * Multiplies four vectors, side by side (columns × 4), with YᵀY, Y having a value for every side taken. Until anything else is asked of the
 * kernel.
 */
export function multiplier(votes: VoteMatrix, values: Float64Array): (vectors: Float64Array) => Float32Array {
  shelf = shelved(votes, votes.rows)
  const { regressionsAt, startAt, codesAt, omegasAt, end, columns } = shelf
  const { buffer } = memory
  const start = new Int32Array(buffer, startAt, votes.rows + 1)
  const own = new Float32Array(buffer, omegasAt, (end - omegasAt) / 4).fill(0)
  for (let row = 0; row < votes.rows; row++) {
    let place = start[row]!
    for (let vote = votes.start[row]!; vote < votes.start[row + 1]!; vote++) if (votes.answer[vote] !== 0) own[place++] = values[vote]!
  }
  const from = new Float32Array(buffer, slopesAt, 4 * (columns + 1)).fill(0)
  const to = new Float32Array(buffer, regressionsAt, 4 * (columns + 1))
  return vectors => {
    from.set(vectors)
    to.fill(0)
    loops.multiply(0, votes.rows, startAt, codesAt, omegasAt, regressionsAt)
    return to
  }
}

/**
 * How unlikely the answers of these rows are at places along a line, the least being about 1: see walkAlong. `besides`: three numbers and one
 * more for each of the rows.
 */
export function unlikelyAlong(
  votes: VoteMatrix,
  slopes: Float64Array,
  rows: Uint32Array,
  besides: Float32Array,
  way: readonly number[],
): Float32Array {
  shelf = shelved(votes, votes.rows)
  const { startAt, codesAt, end, columns } = shelf
  const besidesAt = end + 16 * Math.ceil(rows.length / 4)
  const intoAt = besidesAt + 16 * rows.length
  makeRoom(intoAt + 4 * placesWritten * rows.length)
  const { buffer } = memory
  setSlopes(slopes, columns)
  new Float32Array(buffer, wayAt, 3).set(way)
  new Uint32Array(buffer, end, rows.length).set(rows)
  new Float32Array(buffer, besidesAt, 4 * rows.length).set(besides)
  loops.along(0, rows.length, end, besidesAt, intoAt, startAt, codesAt)
  return new Float32Array(buffer, intoAt, placesWritten * rows.length)
}

function setSlopes(slopes: Float64Array, columns: number): void {
  const at = new Float32Array(memory.buffer, slopesAt, 4 * (columns + 1))
  at.set(slopes)
  at.set([undoubted, 0, 0, 0], 4 * columns)
}

const noVotes = { columns: 0, regressionsAt: 0, startAt: 0, codesAt: 0, omegasAt: 0 }
/** A statement that nobody doubts fills up rows to a multiple of four: whoever agrees to it tells nothing. */
const undoubted = 9.9

function shelved(votes: VoteMatrix, rows: number): Shelf {
  const { columns, column, answer, start } = votes
  if (shelf?.column === column && shelf.answer === answer && shelf.rows === rows && shelf.columns === columns) return shelf
  let end = slopesAt + 16 * (columns + 1)
  const room = (bytes: number) => {
    const at = end
    end += 16 * Math.ceil(bytes / 16)
    return at
  }
  const most = start[rows]! + 3 * rows
  const [regressionsAt, startAt, codesAt, omegasAt] = [room(64 * (columns + 1)), room(4 * (rows + 1)), room(4 * most), room(4 * most)]
  makeRoom(end)
  writeCodes(votes, new Int32Array(memory.buffer, startAt, rows + 1), new Int32Array(memory.buffer, codesAt, most))
  return { column, answer, rows, columns, regressionsAt, startAt, codesAt, omegasAt, end }
}

const bytesPerPage = 65_536

function makeRoom(bytes: number): void {
  const missing = Math.ceil((bytes - memory.buffer.byteLength) / bytesPerPage)
  if (missing > 0) memory.grow(missing)
}

/** Sides taken, row by row: sixteen times the column, and 1 for agreeing. */
function writeCodes({ start, column, answer, columns }: VoteMatrix, begin: Int32Array, codes: Int32Array): void {
  let place = 0
  for (let row = 0; row + 1 < begin.length; row++) {
    begin[row] = place
    const end = start[row + 1]!
    for (let vote = start[row]!; vote < end; vote++) {
      const side = answer[vote]!
      if (side !== 0) codes[place++] = (column[vote]! << 4) | (side > 0 ? 1 : 0)
    }
    while (place % 4 !== 0) codes[place++] = (columns << 4) | 1
  }
  begin[begin.length - 1] = place
}

/** More than are ever sought. */
const mostGroupsAtOnce = 8

export const chanceAt = (k: number, row: number, group: number) => 4 * ((row >> 2) * k + group) + (row & 3)

const numbersPerBlock = bytesPerBlock / 4
/** Where the numbers of the upper triangle stand in a matrix. */
const upper = [0, 1, 2, 4, 5, 8]
const lower = [0, 3, 6, 4, 7, 8]

/** Whoever fills up the last block counts for nothing. */
function writePeople({ rows, mean, covariance, gram, pull, height }: People, weight: Float64Array | undefined, to: Float32Array): void {
  to.fill(0, Math.max(0, to.length - numbersPerBlock))
  for (let row = 0; row < rows; row++) {
    const at = (row >> 2) * numbersPerBlock + (row & 3)
    for (let i = 0; i < 3; i++) {
      to[at + inBlock.mean / 4 + 4 * i] = mean[3 * row + i]!
      to[at + inBlock.pull / 4 + 4 * i] = pull[3 * row + i]!
    }
    for (let i = 0; i < 6; i++) {
      to[at + inBlock.covariance / 4 + 4 * i] = covariance[9 * row + upper[i]!]!
      to[at + inBlock.gram / 4 + 4 * i] = gram[9 * row + upper[i]!]!
    }
    to[at + inBlock.height / 4] = height[row]!
    to[at + inBlock.weight / 4] = weight ? weight[row]! : 1
  }
}

function readPeople(from: Float32Array, { rows, mean, covariance, gram, pull, height }: People): void {
  for (let row = 0; row < rows; row++) {
    const at = (row >> 2) * numbersPerBlock + (row & 3)
    for (let i = 0; i < 3; i++) {
      mean[3 * row + i] = from[at + inBlock.mean / 4 + 4 * i]!
      pull[3 * row + i] = from[at + inBlock.pull / 4 + 4 * i]!
    }
    for (let i = 0; i < 6; i++) {
      covariance[9 * row + upper[i]!] = covariance[9 * row + lower[i]!] = from[at + inBlock.covariance / 4 + 4 * i]!
      gram[9 * row + upper[i]!] = gram[9 * row + lower[i]!] = from[at + inBlock.gram / 4 + 4 * i]!
    }
    height[row] = from[at + inBlock.height / 4]!
  }
}

function writeCrowd(crowd: Crowd): void {
  const { precision, towards, offset } = termsOf(crowd)
  new Float32Array(memory.buffer, precisionAt, 6).set(precision)
  const groups = new Float32Array(memory.buffer, groupsAt, 4 * crowd.k)
  for (let group = 0; group < crowd.k; group++) {
    groups.set(towards.subarray(3 * group, 3 * group + 3), 4 * group)
    groups[4 * group + 3] = offset[group]!
  }
  new Float32Array(memory.buffer, sumsAt + groupsIn, 16 * crowd.k).fill(0)
}

/** Four sums stand side by side. */
function mixtureSums(k: number, people: number): MixtureSums {
  const likelihoods = new Float64Array(memory.buffer, sumsAt + likelihoodIn, 4)
  const seconds = new Float32Array(memory.buffer, sumsAt + secondIn, 24)
  const groups = new Float32Array(memory.buffer, sumsAt + groupsIn, 16 * k)
  return {
    likelihood: sumOf(likelihoods, 0, 4),
    people,
    mass: Float64Array.from({ length: k }, (_, group) => sumOf(groups, 16 * group, 16 * group + 4)),
    first: Float64Array.from({ length: 3 * k }, (_, i) => {
      const at = 16 * Math.floor(i / 3) + 4 * (1 + (i % 3))
      return sumOf(groups, at, at + 4)
    }),
    second: Float64Array.from({ length: 6 }, (_, i) => sumOf(seconds, 4 * i, 4 * i + 4)),
  }
}

function sumOf(numbers: Float32Array | Float64Array, from: number, to: number): number {
  let sum = 0
  for (let i = from; i < to; i++) sum += numbers[i]!
  return sum
}
