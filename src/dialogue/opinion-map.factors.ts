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
export function fitFactors(votes: VoteMatrix, axes: number): Factors {
  const factors = start(votes, axes)
  for (let round = 0; round < mostRounds; round++) {
    const before = factors.noise
    placePeople(factors, votes)
    centre(factors.people, factors.statements, supportAt)
    spreadOf(factors.people, leaningAt)
    placeStatements(factors, votes)
    centre(factors.statements, factors.people, leaningAt)
    spreadOf(factors.statements, supportAt)
    if (round >= fewestRounds && Math.abs(factors.noise - before) < settledWithin * before) break
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
export function placePeople({ size, people, statements, noise }: Factors, votes: VoteMatrix): void {
  const parts = triangle(size)
  const moments = new Float64Array(votes.columns * parts)
  for (let column = 0; column < votes.columns; column++) secondMoment(moments, column * parts, statements, column, size)
  const solve = solver(size, supportAt)
  const gram = new Float64Array(parts)
  const pull = new Float64Array(size)
  for (let row = 0; row < votes.rows; row++) {
    gram.fill(0)
    pull.fill(0)
    for (let vote = votes.start[row]!; vote < votes.start[row + 1]!; vote++) {
      const column = votes.column[vote]!
      const answer = votes.answer[vote]!
      for (let i = 0; i < size; i++) pull[i]! += answer * statements.mean[column * size + i]!
      for (let part = 0; part < parts; part++) gram[part]! += moments[column * parts + part]!
    }
    solve(people, row, gram, pull, noise)
  }
}

function placeStatements(factors: Factors, votes: VoteMatrix): void {
  const { size, statements } = factors
  const parts = triangle(size)
  const { grams, pulls, squares } = sumsPerStatement(factors, votes)
  const solve = solver(size, leaningAt)
  let error = squares
  for (let column = 0; column < votes.columns; column++) {
    const gram = grams.subarray(column * parts, (column + 1) * parts)
    const pull = pulls.subarray(column * size, (column + 1) * size)
    solve(statements, column, gram, pull, factors.noise)
    error += expectedError(statements, column, gram, pull)
  }
  factors.noise = Math.max(error / Math.max(1, votes.answer.length), leastNoise)
}

/** Per statement Σ E(p pᵀ) and Σ r E(p) over the people p who answered it; and Σ r². */
function sumsPerStatement({ size, people }: Factors, votes: VoteMatrix) {
  const parts = triangle(size)
  const grams = new Float64Array(votes.columns * parts)
  const pulls = new Float64Array(votes.columns * size)
  const moment = new Float64Array(parts)
  const mean = new Float64Array(size)
  let squares = 0
  for (let row = 0; row < votes.rows; row++) {
    secondMoment(moment, 0, people, row, size)
    mean.set(people.mean.subarray(row * size, (row + 1) * size))
    for (let vote = votes.start[row]!; vote < votes.start[row + 1]!; vote++) {
      const column = votes.column[vote]!
      const answer = votes.answer[vote]!
      squares += answer * answer
      for (let i = 0; i < size; i++) pulls[column * size + i]! += answer * mean[i]!
      for (let part = 0; part < parts; part++) grams[column * parts + part]! += moment[part]!
    }
  }
  return { grams, pulls, squares }
}

/**
 * Ridge regression of the answers on the other side, drawn to the centre by variance: the posterior of one row from its Σ E(x xᵀ) and
 * Σ r E(x) over the other side x. The number at `fixed` stays 1.
 */
function solver(size: number, fixed: number) {
  const free = size - 1
  const slots = Array.from({ length: free }, (_, i) => (i < fixed ? i : i + 1))
  const inverse = new Float64Array(free * free)
  const force = new Float64Array(free)
  return ({ mean, covariance, centre, variance }: Side, row: number, gram: Float64Array, pull: Float64Array, noise: number) => {
    for (let i = 0; i < free; i++) {
      const from = slots[i]!
      for (let j = 0; j < free; j++) inverse[i * free + j] = gram[partAt(from, slots[j]!)]!
      inverse[i * free + i]! += noise / variance[from]!
      force[i] = pull[from]! - gram[partAt(from, fixed)]! + (centre[from]! * noise) / variance[from]!
    }
    invert(inverse, free)
    for (let i = 0; i < free; i++) {
      let sum = 0
      for (let j = 0; j < free; j++) {
        sum += inverse[i * free + j]! * force[j]!
        covariance[(row * size + slots[i]!) * size + slots[j]!] = inverse[i * free + j]! * noise
      }
      mean[row * size + slots[i]!] = sum
    }
  }
}

/** What one row adds to E Σ (r − p·q)², beside Σ r². */
function expectedError({ mean, covariance }: Side, row: number, gram: Float64Array, pull: Float64Array): number {
  const size = pull.length
  let error = 0
  for (let i = 0; i < size; i++) {
    const own = mean[row * size + i]!
    error -= 2 * own * pull[i]!
    for (let j = 0; j < size; j++) error += (own * mean[row * size + j]! + covariance[(row * size + i) * size + j]!) * gram[partAt(i, j)]!
  }
  return error
}

/**
 * Takes the means of the numbers beyond `fixed` out of one side and gives what they say to the other side's number at `fixed`: no expected
 * answer changes, but the rounds arrive sooner (Ilin and Raiko 2010, section 3.1).
 */
function centre(side: Side, other: Side, fixed: number): void {
  const size = side.variance.length
  const means = new Float64Array(size)
  for (let i = fixed + 1; i < size; i++) {
    for (let row = 0; row < side.count; row++) means[i]! += side.mean[row * size + i]! / side.count
    for (let row = 0; row < side.count; row++) side.mean[row * size + i]! -= means[i]!
  }
  for (let row = 0; row < other.count; row++) {
    const at = row * size
    for (let i = fixed + 1; i < size; i++) other.mean[at + fixed]! += means[i]! * other.mean[at + i]!
    const covariance = other.covariance.subarray(at * size, (at + size) * size)
    for (let j = 0; j < size; j++)
      for (let i = fixed + 1; i < size; i++) covariance[fixed * size + j]! += means[i]! * covariance[i * size + j]!
    for (let j = 0; j < size; j++)
      for (let i = fixed + 1; i < size; i++) covariance[j * size + fixed]! += means[i]! * covariance[j * size + i]!
  }
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

/** The noise rises from its first guess before it falls, and must not be taken for settled where it turns. */
const fewestRounds = 6
/** Large dialogues settle after ten, small ones later. */
const mostRounds = 30
/** Share by which the noise still changes. Support is then within a hundredth, in the mean, of where it would end. */
const settledWithin = 5e-4
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

/** E(x xᵀ) of one row: the lower triangle, row by row. */
function secondMoment(into: Float64Array, at: number, { mean, covariance }: Side, row: number, size: number): void {
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      into[at + partAt(i, j)] = mean[row * size + i]! * mean[row * size + j]! + covariance[(row * size + i) * size + j]!
    }
  }
}

/** Numbers in the lower triangle of a symmetric matrix, and where one of them stands. */
const triangle = (size: number) => (size * (size + 1)) / 2
const partAt = (i: number, j: number) => (i >= j ? triangle(i) + j : triangle(j) + i)
