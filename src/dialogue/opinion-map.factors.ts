import type { VoteMatrix } from './opinion-map.matrix.ts'
import { invert } from './opinion-map.positions.ts'
import { randomStream } from './opinion-map.random.ts'

/**
 * Answers as r = b + c + w·z + e: support of the statement b, what the person adds to every answer c, and how far the statement's
 * loadings w meet the person's place z. Both sides are vectors of `size` = axes + 2 numbers whose product is the expected answer: a person
 * is (1, c, z), a statement is (b, 1, w).
 */
export type Factors = { size: number; people: Side; statements: Side; noise: number }

/** One row per person or statement: mean (size) and covariance (size²). Over all rows: `centre` and `variance` of each number (size). */
export type Side = { count: number; mean: Float64Array; covariance: Float64Array; centre: Float64Array; variance: Float64Array }

/** Where a statement holds its support; a person has 1 there. */
export const supportAt = 0
/** Where a person holds what they add to every answer; a statement has 1 there. */
const leaningAt = 1
export const firstAxisAt = 2

/**
 * Variational Bayesian matrix factorisation with intercepts (Lim and Teh 2007; Ilin and Raiko 2010): each side in turn gets its posterior given
 * the other, and the variances are estimated along the way, so that axes that explain nothing fade by themselves and whoever has few votes
 * is drawn to the middle. The start depends on the number of statements alone.
 */
export function fitFactors(votes: VoteMatrix, axes: number, rounds: number): Factors {
  const factors = start(votes, axes)
  for (let round = 0; round < rounds; round++) {
    placePeople(factors, votes)
    spreadOf(factors.people, leaningAt)
    placeStatements(factors, votes)
    spreadOf(factors.statements, supportAt)
  }
  placePeople(factors, votes)
  return factors
}

/** The expected answer, about −1 to 1. */
export function expectedAnswer({ size, people, statements }: Factors, row: number, column: number): number {
  let sum = 0
  for (let i = 0; i < size; i++) sum += people.mean[row * size + i]! * statements.mean[column * size + i]!
  return sum
}

/** Puts the people of these votes where the statements, as they stand, say. */
export function placePeople(factors: Factors, votes: VoteMatrix): void {
  const { size, people, statements, noise } = factors
  const moments = secondMoments(statements, size)
  const sums = { gram: new Float64Array(size * size), pull: new Float64Array(size) }
  for (let row = 0; row < votes.rows; row++) {
    sums.gram.fill(0)
    sums.pull.fill(0)
    for (let vote = votes.start[row]!; vote < votes.start[row + 1]!; vote++) {
      const column = votes.column[vote]!
      const answer = votes.answer[vote]!
      for (let i = 0; i < size; i++) {
        sums.pull[i]! += answer * statements.mean[column * size + i]!
        for (let j = 0; j <= i; j++) sums.gram[i * size + j]! += moments[(column * size + i) * size + j]!
      }
    }
    mirror(sums.gram, 0, size)
    place(people, row, size, supportAt, sums, noise)
  }
}

function placeStatements(factors: Factors, votes: VoteMatrix): void {
  const { size, statements } = factors
  const { gram, pull, squares } = sumsPerStatement(factors, votes)
  let error = squares
  for (let column = 0; column < votes.columns; column++) {
    mirror(gram, column * size * size, size)
    const sums = {
      gram: gram.subarray(column * size * size, (column + 1) * size * size),
      pull: pull.subarray(column * size, (column + 1) * size),
    }
    place(statements, column, size, leaningAt, sums, factors.noise)
    error += expectedError(statements, column, size, sums)
  }
  factors.noise = Math.max(error / Math.max(1, votes.answer.length), leastNoise)
}

/** Per statement Σ E(p pᵀ) and Σ r E(p) over the people p who answered it; and Σ r². */
function sumsPerStatement({ size, people }: Factors, votes: VoteMatrix) {
  const gram = new Float64Array(votes.columns * size * size)
  const pull = new Float64Array(votes.columns * size)
  const moment = new Float64Array(size * size)
  let squares = 0
  for (let row = 0; row < votes.rows; row++) {
    secondMoment(moment, 0, people, row, size)
    for (let vote = votes.start[row]!; vote < votes.start[row + 1]!; vote++) {
      const at = votes.column[vote]! * size
      const answer = votes.answer[vote]!
      squares += answer * answer
      for (let i = 0; i < size; i++) {
        pull[at + i]! += answer * people.mean[row * size + i]!
        for (let j = 0; j <= i; j++) gram[(at + i) * size + j]! += moment[i * size + j]!
      }
    }
  }
  return { gram, pull, squares }
}

type Sums = { gram: Float64Array; pull: Float64Array }

/** Ridge regression of the answers on the other side, drawn to the centre by variance; the number at `fixed` stays 1. */
function place({ mean, covariance, centre, variance }: Side, at: number, size: number, fixed: number, { gram, pull }: Sums, noise: number) {
  const free = size - 1
  const slot = (i: number) => (i < fixed ? i : i + 1)
  const inverse = new Float64Array(free * free)
  const force = new Float64Array(free)
  for (let i = 0; i < free; i++) {
    const from = slot(i)
    for (let j = 0; j < free; j++) inverse[i * free + j] = gram[from * size + slot(j)]!
    inverse[i * free + i]! += noise / variance[from]!
    force[i] = pull[from]! - gram[from * size + fixed]! + (centre[from]! * noise) / variance[from]!
  }
  invert(inverse, free)
  for (let i = 0; i < free; i++) {
    let sum = 0
    for (let j = 0; j < free; j++) {
      sum += inverse[i * free + j]! * force[j]!
      covariance[(at * size + slot(i)) * size + slot(j)] = inverse[i * free + j]! * noise
    }
    mean[at * size + slot(i)] = sum
  }
}

/** What one row adds to E Σ (r − p·q)², beside Σ r². */
function expectedError(side: Side, row: number, size: number, { gram, pull }: Sums): number {
  let error = 0
  for (let i = 0; i < size; i++) {
    const own = side.mean[row * size + i]!
    error -= 2 * own * pull[i]!
    for (let j = 0; j < size; j++) {
      error += (own * side.mean[row * size + j]! + side.covariance[(row * size + i) * size + j]!) * gram[i * size + j]!
    }
  }
  return error
}

/** Variance of each number over the rows; only the number at `centred` may have a centre other than 0. */
function spreadOf({ count, mean, covariance, centre, variance }: Side, centred: number): void {
  const size = variance.length
  const rows = Math.max(1, count)
  let sum = 0
  for (let row = 0; row < count; row++) sum += mean[row * size + centred]!
  if (centred === supportAt) centre[centred] = sum / rows
  for (let i = 0; i < size; i++) {
    let square = 0
    for (let row = 0; row < count; row++) square += (mean[row * size + i]! - centre[i]!) ** 2 + covariance[(row * size + i) * size + i]!
    variance[i] = Math.max(square / rows, leastVariance)
  }
}

/** Nothing is known better than this, so that equal answers do not divide by 0. */
const leastNoise = 1e-3
const leastVariance = 1e-6

function start(votes: VoteMatrix, axes: number): Factors {
  const size = axes + 2
  const people = side(votes.rows, size, supportAt)
  const statements = side(votes.columns, size, leaningAt)
  const random = randomStream(votes.columns, axes)
  for (let column = 0; column < votes.columns; column++) {
    for (let i = firstAxisAt; i < size; i++) statements.mean[column * size + i] = random() - 0.5
  }
  supportByMeans(statements, votes, size)
  return { size, people, statements, noise: 0.5 }
}

function side(count: number, size: number, fixed: number): Side {
  const mean = new Float64Array(count * size)
  for (let row = 0; row < count; row++) mean[row * size + fixed] = 1
  const variance = new Float64Array(size).fill(0.3)
  return { count, mean, covariance: new Float64Array(count * size * size), centre: new Float64Array(size), variance }
}

/** Mean answers, each as if the mean of all had been given once more. */
function supportByMeans({ mean, centre }: Side, votes: VoteMatrix, size: number): void {
  const sum = new Float64Array(votes.columns)
  const seen = new Float64Array(votes.columns)
  for (let vote = 0; vote < votes.answer.length; vote++) {
    sum[votes.column[vote]!]! += votes.answer[vote]!
    seen[votes.column[vote]!]!++
  }
  let total = 0
  for (const part of sum) total += part
  const all = total / Math.max(1, votes.answer.length)
  centre[supportAt] = all
  for (let column = 0; column < votes.columns; column++) mean[column * size + supportAt] = (sum[column]! + all) / (seen[column]! + 1)
}

function secondMoments(side: Side, size: number): Float64Array {
  const moments = new Float64Array(side.count * size * size)
  for (let row = 0; row < side.count; row++) secondMoment(moments, row * size * size, side, row, size)
  return moments
}

function secondMoment(into: Float64Array, at: number, { mean, covariance }: Side, row: number, size: number): void {
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      into[at + i * size + j] = mean[row * size + i]! * mean[row * size + j]! + covariance[(row * size + i) * size + j]!
    }
  }
}

function mirror(matrix: Float64Array, at: number, size: number): void {
  for (let i = 0; i < size; i++) for (let j = 0; j < i; j++) matrix[at + j * size + i] = matrix[at + i * size + j]!
}
