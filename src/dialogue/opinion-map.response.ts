import { addTo, chunksOf, type Rows } from './opinion-map.chunks.ts'
import { boundHeight, boundWeight } from './opinion-map.logistic.ts'
import type { VoteMatrix } from './opinion-map.matrix.ts'
import { addPosterior, type MixtureSums } from './opinion-map.mixture.ts'
import { axesOfModel, type People } from './opinion-map.people.ts'
import { invert } from './opinion-map.positions.ts'
import { type Crowd, observer, type Posterior } from './opinion-map.posterior.ts'

/** How statements are answered: agreed to with probability 1 / (1 + e⁻ʰ), h = b + w·z. Per statement b and then w, one per axis. */
export type Responses = { axes: number; slopes: Float64Array }

/**
 * Per statement, over answers, Σ ω x xᵀ (upper triangle, row by row) and Σ a x / 2 with x = (1, z): 10 + 4 numbers. Sums over chunks of rows
 * may be added.
 */
export type RegressionSums = Float64Array

const size = axesOfModel + 1
const numbersPerStatement = 14
/** Squared slopes are at least this in the mean, so that a real axis never dies out by rounding. */
const leastSlope = 0.02
/** Intercepts are drawn to even odds hardly at all: two units are odds of 7 to 1. */
const interceptVariance = 4
/** What shrinking takes from the variance of the slopes, roughly. */
const shrinking = 1.2
/** ω at ξ about 1, for the first round. */
const evenWeight = 0.23

/**
 * Multidimensional two-parameter logistic item response model (Reckase 2009), so that a continuum does not look like two camps only because
 * answers are yes or no. Fitted by variational expectation maximisation with the bound of Jaakkola and Jordan (2000), by which an
 * answer a = ±1 counts as evidence of weight ω = tanh(ξ/2) / 2ξ, ξ² = E h². The variance of slopes is estimated along the way (empirical
 * Bayes): statements with few answers say little. Passing is no side. `people` are moved along; `weight`: how often each row counts.
 */
export function fitResponses(votes: VoteMatrix, people: People, rounds: number, known?: Responses, weight?: Float64Array): Responses {
  let responses = known ?? firstResponses(votes, people)
  for (let round = 0; round < rounds; round++) {
    const sums = chunksOf(people.rows).map(rows => placedSums(votes, responses, people, rows, undefined, weight))
    responses = regressionsFrom(sums.reduce(addedRegressions), votes.columns, responses)
  }
  return responses
}

/** Moves the people of these rows to where their answers put them: covariance (G + S⁻¹)⁻¹ and mean under the crowd, N(0, 1) without one. */
export function placePeople(votes: VoteMatrix, responses: Responses, people: People, { from, to }: Rows, crowd?: Crowd): void {
  const settle = settler(people, crowd)
  for (let row = from; row < to; row++) {
    gather(votes, responses, people, row)
    settle(row)
  }
}

/**
 * The same, and the sums for the regressions on the places found: one walk over the votes. `ofCrowd`: takes the sums for the crowd's next
 * step, which follow from the same chances.
 */
export function placedSums(
  votes: VoteMatrix,
  responses: Responses,
  people: People,
  { from, to }: Rows,
  crowd?: Crowd,
  weight?: Float64Array,
  ofCrowd?: MixtureSums,
): RegressionSums {
  const sums = new Float64Array(votes.columns * numbersPerStatement)
  const settle = settler(people, crowd)
  for (let row = from; row < to; row++) {
    const times = weight ? weight[row]! : 1
    if (times === 0) continue
    gather(votes, responses, people, row)
    const posterior = settle(row)
    if (ofCrowd) addPosterior(ofCrowd, posterior, times)
    addRegression(sums, votes, people, row, times)
  }
  return sums
}

export function addedRegressions(sums: RegressionSums, more: RegressionSums): RegressionSums {
  addTo(sums, more)
  return sums
}

/** Per statement the logistic regression of its answers on where people stand, with slopes drawn to 0 by their variance over statements. */
export function regressionsFrom(sums: RegressionSums, columns: number, before: Responses | undefined): Responses {
  const slopes = new Float64Array(columns * size)
  const prior = before ? priorOf(before, columns) : new Float64Array(size).fill(1)
  const gram = new Float64Array(size * size)
  for (let column = 0; column < columns; column++) {
    const at = column * numbersPerStatement
    for (let i = 0, place = at; i < size; i++) {
      for (let j = i; j < size; j++) gram[j * size + i] = gram[i * size + j] = sums[place++]!
      gram[i * size + i]! += 1 / prior[i]!
    }
    invert(gram, size)
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) slopes[column * size + i]! += gram[i * size + j]! * sums[at + 10 + j]!
    }
  }
  return { axes: axesOfModel, slopes }
}

function firstResponses(votes: VoteMatrix, people: People): Responses {
  const sums = new Float64Array(votes.columns * numbersPerStatement)
  for (let row = 0; row < people.rows; row++) {
    omegas.fill(evenWeight, 0, votes.start[row + 1]! - votes.start[row]!)
    addRegression(sums, votes, people, row, 1)
  }
  return regressionsFrom(sums, votes.columns, undefined)
}

function priorOf({ slopes }: Responses, columns: number): Float64Array {
  const variance = new Float64Array(size)
  for (let i = 0; i < slopes.length; i++) variance[i % size]! += (shrinking * slopes[i]! ** 2) / columns
  return variance.map((value, i) => (i === 0 ? interceptVariance : Math.max(leastSlope, value)))
}

/** Weights ω of the answers of the row that was gathered last. */
let omegas = new Float64Array(1024)

/** G and g of one person, the weights following from where they stood before. */
function gather(votes: VoteMatrix, { slopes }: Responses, { mean, covariance, gram, pull, height }: People, row: number): void {
  const { start, column, answer } = votes
  const begin = start[row]!
  const end = start[row + 1]!
  if (end - begin > omegas.length) omegas = new Float64Array(2 * (end - begin))
  const m0 = mean[3 * row]!
  const m1 = mean[3 * row + 1]!
  const m2 = mean[3 * row + 2]!
  const c00 = covariance[9 * row]!
  const c01 = 2 * covariance[9 * row + 1]!
  const c02 = 2 * covariance[9 * row + 2]!
  const c11 = covariance[9 * row + 4]!
  const c12 = 2 * covariance[9 * row + 5]!
  const c22 = covariance[9 * row + 8]!
  let g00 = 0
  let g01 = 0
  let g02 = 0
  let g11 = 0
  let g12 = 0
  let g22 = 0
  let p0 = 0
  let p1 = 0
  let p2 = 0
  let high = 0
  for (let vote = begin; vote < end; vote++) {
    const side = answer[vote]!
    if (side === 0) {
      omegas[vote - begin] = 0
      continue
    }
    const at = column[vote]! << 2
    const b = slopes[at]!
    const w0 = slopes[at + 1]!
    const w1 = slopes[at + 2]!
    const w2 = slopes[at + 3]!
    const eta = b + w0 * m0 + w1 * m1 + w2 * m2
    const square = eta * eta + w0 * (w0 * c00 + w1 * c01 + w2 * c02) + w1 * (w1 * c11 + w2 * c12) + w2 * w2 * c22
    const omega = boundWeight(square)
    high += boundHeight(square) + 0.5 * b * (side - omega * b)
    omegas[vote - begin] = omega
    const rest = 0.5 * side - omega * b
    p0 += w0 * rest
    p1 += w1 * rest
    p2 += w2 * rest
    const o0 = omega * w0
    const o1 = omega * w1
    g00 += o0 * w0
    g01 += o0 * w1
    g02 += o0 * w2
    g11 += o1 * w1
    g12 += o1 * w2
    g22 += omega * w2 * w2
  }
  gram[9 * row] = g00
  gram[9 * row + 1] = gram[9 * row + 3] = g01
  gram[9 * row + 2] = gram[9 * row + 6] = g02
  gram[9 * row + 4] = g11
  gram[9 * row + 5] = gram[9 * row + 7] = g12
  gram[9 * row + 8] = g22
  pull[3 * row] = p0
  pull[3 * row + 1] = p1
  pull[3 * row + 2] = p2
  height[row] = high
}

const standardBell: Crowd = {
  k: 1,
  centres: new Float64Array(3),
  shape: Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1),
  share: Float64Array.of(1),
}

/** Sets mean and covariance of a person from G, g and the crowd, those of several groups in one; gives back those of each. */
function settler(people: People, crowd = standardBell): (row: number) => Posterior {
  const seen = observer(crowd)
  const { mean, covariance } = people
  const { k } = crowd
  return row => {
    const posterior = seen(people, row)
    const { chance, mean: means, covariance: own } = posterior
    let x = 0
    let y = 0
    let z = 0
    for (let group = 0; group < k; group++) {
      x += chance[group]! * means[3 * group]!
      y += chance[group]! * means[3 * group + 1]!
      z += chance[group]! * means[3 * group + 2]!
    }
    let c00 = own[0]!
    let c01 = own[1]!
    let c02 = own[2]!
    let c11 = own[3]!
    let c12 = own[4]!
    let c22 = own[5]!
    for (let group = 0; k > 1 && group < k; group++) {
      const times = chance[group]!
      const u = means[3 * group]! - x
      const v = means[3 * group + 1]! - y
      const w = means[3 * group + 2]! - z
      c00 += times * u * u
      c01 += times * u * v
      c02 += times * u * w
      c11 += times * v * v
      c12 += times * v * w
      c22 += times * w * w
    }
    mean[3 * row] = x
    mean[3 * row + 1] = y
    mean[3 * row + 2] = z
    covariance[9 * row] = c00
    covariance[9 * row + 1] = covariance[9 * row + 3] = c01
    covariance[9 * row + 2] = covariance[9 * row + 6] = c02
    covariance[9 * row + 4] = c11
    covariance[9 * row + 5] = covariance[9 * row + 7] = c12
    covariance[9 * row + 8] = c22
    return posterior
  }
}

function addRegression(sums: RegressionSums, votes: VoteMatrix, { mean, covariance }: People, row: number, times: number): void {
  const { start, column, answer } = votes
  const begin = start[row]!
  const end = start[row + 1]!
  const x = mean[3 * row]!
  const y = mean[3 * row + 1]!
  const z = mean[3 * row + 2]!
  const xx = covariance[9 * row]! + x * x
  const xy = covariance[9 * row + 1]! + x * y
  const xz = covariance[9 * row + 2]! + x * z
  const yy = covariance[9 * row + 4]! + y * y
  const yz = covariance[9 * row + 5]! + y * z
  const zz = covariance[9 * row + 8]! + z * z
  for (let vote = begin; vote < end; vote++) {
    if (answer[vote] === 0) continue
    const at = column[vote]! * numbersPerStatement
    const omega = times * omegas[vote - begin]!
    const side = 0.5 * times * answer[vote]!
    sums[at]! += omega
    sums[at + 1]! += omega * x
    sums[at + 2]! += omega * y
    sums[at + 3]! += omega * z
    sums[at + 4]! += omega * xx
    sums[at + 5]! += omega * xy
    sums[at + 6]! += omega * xz
    sums[at + 7]! += omega * yy
    sums[at + 8]! += omega * yz
    sums[at + 9]! += omega * zz
    sums[at + 10]! += side
    sums[at + 11]! += side * x
    sums[at + 12]! += side * y
    sums[at + 13]! += side * z
  }
}
