import { assembled } from './opinion-map.bytecode.ts'
import { boundTable } from './opinion-map.logistic.ts'
import { gatherRows, regressRows, slopesAt, tableAt } from './opinion-map.loops.ts'
import type { VoteMatrix } from './opinion-map.matrix.ts'
import type { People } from './opinion-map.people.ts'

/**
 * The innermost loops of the item response model, four answers at a time: with numbers of 32 bits, whose errors do not show in sums over
 * answers. What follows from one person's answers and what a statement's regression needs are added up in a memory of their own.
 */
export type Kernel = {
  /** The people, moved in place. */
  readonly people: People
  setSlopes(slopes: Float64Array): void
  /** G, g and height of these rows, the weights of their answers following from where they stood before. */
  gather(from: number, to: number): void
  /** What the answers of these rows add to the regressions: 16 numbers per statement, of which the 11th and 12th mean nothing. */
  regress(from: number, to: number, weight: Float64Array | undefined): Float32Array
  /** Gives every answer the same weight. */
  weighAlike(weight: number): void
}

const bytesPerPage = 65_536
/** A statement that nobody doubts fills up rows to a multiple of four: whoever agrees to it tells nothing. */
const undoubted = 9.9

const memory = new WebAssembly.Memory({ initial: 1 })
const kernel = new WebAssembly.Instance(assembled([gatherRows(), regressRows()]), { from: { memory } }).exports as Record<
  'gather' | 'regress',
  (...parameters: number[]) => void
>
new Float32Array(memory.buffer, tableAt, boundTable.length).set(boundTable)

/** Whose codes the memory holds. */
let loaded: VoteMatrix | undefined

/** Loads votes and people, lets them be worked on, and puts people where they have come to. One after the other, never nested. */
export function worked<Result>(votes: VoteMatrix, people: People, work: (kernel: Kernel) => Result): Result {
  const { rows } = people
  const { columns, start: begin } = votes
  const most = begin[rows]! - begin[0]! + 3 * rows
  let end = slopesAt
  const room = (bytes: number) => {
    const at = end
    end += Math.ceil(bytes / 16) * 16
    return at
  }
  room(16 * (columns + 1))
  const sumsAt = room(64 * (columns + 1))
  const startAt = room(4 * (rows + 1))
  const codesAt = room(4 * most)
  const omegasAt = room(4 * most)
  const weightAt = room(8 * rows)
  const [meanAt, covarianceAt, gramAt, pullAt, heightAt] = [3, 9, 9, 3, 1].map(size => room(8 * size * rows)) as Five
  const missing = Math.ceil((end - memory.buffer.byteLength) / bytesPerPage)
  if (missing > 0) memory.grow(missing)
  const { buffer } = memory
  const codes = new Int32Array(buffer, codesAt, most)
  const start = new Int32Array(buffer, startAt, rows + 1)
  const isLoaded = loaded?.column === votes.column && loaded.answer === votes.answer && loaded.rows === rows && loaded.columns === columns
  if (!isLoaded) writeCodes(votes, rows, start, codes)
  loaded = { ...votes, rows }
  const slopesOf = new Float32Array(buffer, slopesAt, 4 * (columns + 1))
  const sums = new Float32Array(buffer, sumsAt, 16 * (columns + 1))
  const times = new Float64Array(buffer, weightAt, rows)
  const doubles = (at: number, size: number) => new Float64Array(buffer, at, size * rows)
  const own: People = {
    ...people,
    mean: doubles(meanAt, 3),
    covariance: doubles(covarianceAt, 9),
    gram: doubles(gramAt, 9),
    pull: doubles(pullAt, 3),
    height: doubles(heightAt, 1),
  }
  copyPeople(people, own)
  const result = work({
    people: own,
    setSlopes: slopes => {
      slopesOf.set(slopes)
      slopesOf.set([undoubted, 0, 0, 0], 4 * columns)
    },
    gather: (from, to) => kernel.gather(from, to, startAt, codesAt, omegasAt, meanAt, covarianceAt, gramAt, pullAt, heightAt),
    regress: (from, to, weight) => {
      sums.fill(0)
      if (weight) times.set(weight)
      else times.fill(1)
      kernel.regress(from, to, startAt, codesAt, omegasAt, meanAt, covarianceAt, weightAt, sumsAt)
      return sums
    },
    weighAlike: weight => {
      new Float32Array(buffer, omegasAt, most).fill(weight)
    },
  })
  copyPeople(own, people)
  return result
}

type Five = [number, number, number, number, number]

/** Sides taken, row by row: sixteen times the column, and 1 for agreeing. */
function writeCodes({ start, column, answer, columns }: VoteMatrix, rows: number, begin: Int32Array, codes: Int32Array): void {
  let place = 0
  for (let row = 0; row < rows; row++) {
    begin[row] = place
    for (let vote = start[row]!; vote < start[row + 1]!; vote++) {
      const side = answer[vote]!
      if (side !== 0) codes[place++] = (column[vote]! << 4) | (side > 0 ? 1 : 0)
    }
    while (place % 4 !== 0) codes[place++] = (columns << 4) | 1
  }
  begin[rows] = place
}

function copyPeople(from: People, to: People): void {
  for (const part of ['mean', 'covariance', 'gram', 'pull', 'height'] as const) to[part].set(from[part])
}
