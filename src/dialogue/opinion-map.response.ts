import { addTo, chunksOf, type Rows } from './opinion-map.chunks.ts'
import { type Kernel, worked } from './opinion-map.kernel.ts'
import type { VoteMatrix } from './opinion-map.matrix.ts'
import type { MixtureSums } from './opinion-map.mixture.ts'
import { axesOfModel, type People } from './opinion-map.people.ts'
import { invert } from './opinion-map.positions.ts'
import type { Crowd } from './opinion-map.posterior.ts'

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
 * Bayes): statements with few answers say little. Passing is no side. `people` are moved along.
 */
export function fitResponses(votes: VoteMatrix, people: People, rounds: number): Responses {
  return worked(votes, people, kernel => {
    let responses = firstResponses(kernel, people.rows, votes.columns)
    for (let round = 0; round < rounds; round++) {
      const sums = chunksOf(people.rows).map(rows => placedSums(kernel, responses, rows).regressions)
      responses = regressionsFrom(sums.reduce(addedRegressions), votes.columns, responses)
    }
    placePeople(kernel, responses, people.rows)
    return responses
  })
}

/** Moves everybody to where their answers put them: covariance (G + S⁻¹)⁻¹ and mean under the crowd, N(0, 1) without one. */
export function placePeople(kernel: Kernel, { slopes }: Responses, rows: number, crowd = standardBell): void {
  kernel.setSlopes(slopes)
  kernel.gather(0, rows)
  kernel.settle(crowd, 0, rows)
}

/** The same for these rows, with the sums for the regressions on the places found and for the crowd's next step. */
export function placedSums(
  kernel: Kernel,
  { slopes }: Responses,
  { from, to }: Rows,
  crowd = standardBell,
): { regressions: RegressionSums; crowd: MixtureSums } {
  kernel.setSlopes(slopes)
  kernel.gather(from, to)
  const sums = kernel.settle(crowd, from, to)
  return { crowd: sums, regressions: summed(kernel.regress(from, to), slopes.length / size) }
}

/** As numbers of 64 bits, close together. */
function summed(regressed: Float32Array, columns: number): RegressionSums {
  const sums = new Float64Array(columns * numbersPerStatement)
  for (let column = 0; column < columns; column++) {
    const at = column * numbersPerStatement
    for (let i = 0; i < 10; i++) sums[at + i] = regressed[16 * column + i]!
    for (let i = 0; i < 4; i++) sums[at + 10 + i] = regressed[16 * column + 12 + i]!
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

function firstResponses(kernel: Kernel, rows: number, columns: number): Responses {
  kernel.weighAlike(evenWeight)
  return regressionsFrom(summed(kernel.regress(0, rows), columns), columns, undefined)
}

function priorOf({ slopes }: Responses, columns: number): Float64Array {
  const variance = new Float64Array(size)
  for (let i = 0; i < slopes.length; i++) variance[i % size]! += (shrinking * slopes[i]! ** 2) / columns
  return variance.map((value, i) => (i === 0 ? interceptVariance : Math.max(leastSlope, value)))
}

const standardBell: Crowd = {
  k: 1,
  centres: new Float64Array(3),
  shape: Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1),
  share: Float64Array.of(1),
}
