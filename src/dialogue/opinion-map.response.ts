import { addTo, chunksOf, type Rows } from './opinion-map.chunks.ts'
import { boundWeight } from './opinion-map.logistic.ts'
import type { VoteMatrix } from './opinion-map.matrix.ts'
import { type People, quadratic, secondMoments } from './opinion-map.people.ts'
import { type Evidence, invert } from './opinion-map.positions.ts'

/** How statements are answered: agreed to with probability 1 / (1 + e⁻ʰ), h = b + w·z. Per statement b and then w, one per axis. */
export type Responses = { axes: number; slopes: Float64Array }

/** Per statement Σ ω x xᵀ (lower triangle) and Σ a x / 2 over answers, x = (1, z): sums over chunks of rows may be added. */
export type RegressionSums = { gram: Float64Array; pull: Float64Array }

/** Squared slopes are at least this in the mean, so that an axis never dies out by rounding. */
const leastSlope = 0.02
/** Intercepts are drawn to even odds hardly at all: two units are odds of 7 to 1. */
const interceptVariance = 4
/** What shrinking takes from the variance of the slopes, roughly. */
const shrinking = 1.2

/**
 * Multidimensional two-parameter logistic item response model (Reckase 2009), so that a continuum does not look like two camps only because
 * answers are yes or no. Fitted by variational expectation maximisation with the bound of Jaakkola and Jordan (2000), by which an
 * answer a = ±1 counts as evidence of weight ω = tanh(ξ/2) / 2ξ, ξ² = E h². The variance of slopes is estimated along the way (empirical
 * Bayes): statements with few answers say little. Passing is no side. `people` are moved along; `weight`: how often each row counts.
 */
export function fitResponses(votes: VoteMatrix, people: People, rounds: number, known?: Responses, weight?: Float64Array): Responses {
  let responses = known ?? regressions(votes, people, undefined, weight)
  for (let round = 0; round < rounds; round++) {
    placePeople(votes, responses, people, { from: 0, to: people.rows })
    responses = regressions(votes, people, responses, weight)
  }
  return responses
}

/** What the answers say about everyone's place, given how statements are answered; the weights ω follow the places in a few rounds. */
export function evidenceOfAnswers(votes: VoteMatrix, responses: Responses, people: People, rounds: number): Evidence {
  for (let round = 0; round < rounds; round++) placePeople(votes, responses, people, { from: 0, to: people.rows })
  const { rows, axes, gram, pull } = people
  return { rows, axes, gram, pull, noise: 1, spread: new Float64Array(axes).fill(1) }
}

/** For the people in these rows G = Σ ω w wᵀ and g = Σ w (a/2 − ω b) over the answers; then covariance (G + 1)⁻¹ and mean (G + 1)⁻¹ g. */
export function placePeople(votes: VoteMatrix, { slopes }: Responses, people: People, { from, to }: Rows): void {
  const { axes, mean, covariance, gram, pull } = people
  const own = { gram: new Float64Array(axes * axes), pull: new Float64Array(axes), square: new Float64Array((axes + 1) ** 2) }
  for (let row = from; row < to; row++) {
    own.gram.fill(0)
    own.pull.fill(0)
    secondMoments(own.square, people, row)
    for (let vote = votes.start[row]!; vote < votes.start[row + 1]!; vote++) {
      const answer = votes.answer[vote]!
      if (answer === 0) continue
      const at = votes.column[vote]! * (axes + 1)
      const omega = boundWeight(quadratic(own.square, slopes, at, axes + 1))
      const rest = 0.5 * answer - omega * slopes[at]!
      for (let i = 0; i < axes; i++) {
        const w = slopes[at + 1 + i]!
        own.pull[i]! += w * rest
        for (let j = 0; j <= i; j++) own.gram[i * axes + j]! += omega * w * slopes[at + 1 + j]!
      }
    }
    mirrored(own.gram, axes)
    gram.set(own.gram, row * axes * axes)
    pull.set(own.pull, row * axes)
    for (let i = 0; i < axes; i++) own.gram[i * axes + i]! += 1
    invert(own.gram, axes)
    covariance.set(own.gram, row * axes * axes)
    for (let i = 0; i < axes; i++) mean[row * axes + i] = product(own.gram, own.pull, i, axes)
  }
}

function regressions(votes: VoteMatrix, people: People, before: Responses | undefined, weight?: Float64Array): Responses {
  const sums = emptyRegressionSums(votes.columns, people.axes)
  for (const chunk of chunksOf(people.rows)) addRegressionSums(sums, regressionSums(votes, people, before, chunk, weight))
  return regressionsFrom(sums, people.axes, votes.columns, before)
}

export const emptyRegressionSums = (columns: number, axes: number): RegressionSums => ({
  gram: new Float64Array(columns * (axes + 1) ** 2),
  pull: new Float64Array(columns * (axes + 1)),
})

export function addRegressionSums(sums: RegressionSums, more: RegressionSums): void {
  addTo(sums.gram, more.gram)
  addTo(sums.pull, more.pull)
}

/** Per statement the logistic regression of its answers on where people stand, with slopes drawn to 0 by their variance over statements. */
export function regressionsFrom(sums: RegressionSums, axes: number, columns: number, before: Responses | undefined): Responses {
  const size = axes + 1
  const slopes = new Float64Array(columns * size)
  const prior = before ? priorOf(before, columns) : new Float64Array(size).fill(1)
  for (let column = 0; column < columns; column++) {
    const gram = sums.gram.slice(column * size * size, (column + 1) * size * size)
    const pull = sums.pull.subarray(column * size, (column + 1) * size)
    mirrored(gram, size)
    for (let i = 0; i < size; i++) gram[i * size + i]! += 1 / prior[i]!
    invert(gram, size)
    for (let i = 0; i < size; i++) slopes[column * size + i] = product(gram, pull, i, size)
  }
  return { axes, slopes }
}

function priorOf({ axes, slopes }: Responses, columns: number): Float64Array {
  const variance = new Float64Array(axes + 1)
  for (let i = 0; i < slopes.length; i++) variance[i % (axes + 1)]! += (shrinking * slopes[i]! ** 2) / columns
  return variance.map((value, i) => (i === 0 ? interceptVariance : Math.max(leastSlope, value)))
}

/** The sums over the people in these rows. */
export function regressionSums(
  votes: VoteMatrix,
  people: People,
  before: Responses | undefined,
  { from, to }: Rows,
  weight?: Float64Array,
): RegressionSums {
  const { axes, mean } = people
  const size = axes + 1
  const { gram, pull } = emptyRegressionSums(votes.columns, axes)
  const square = new Float64Array(size * size)
  for (let row = from; row < to; row++) {
    const times = weight ? weight[row]! : 1
    if (times === 0) continue
    secondMoments(square, people, row)
    for (let vote = votes.start[row]!; vote < votes.start[row + 1]!; vote++) {
      const answer = votes.answer[vote]!
      if (answer === 0) continue
      const at = votes.column[vote]! * size
      const omega = times * (before ? boundWeight(quadratic(square, before.slopes, at, size)) : evenWeight)
      const side = 0.5 * times * answer
      pull[at]! += side
      for (let i = 0; i < axes; i++) pull[at + 1 + i]! += side * mean[row * axes + i]!
      for (let i = 0; i < size; i++) for (let j = 0; j <= i; j++) gram[(at + i) * size + j]! += omega * square[i * size + j]!
    }
  }
  return { gram, pull }
}

function product(matrix: Float64Array, vector: Float64Array, row: number, size: number): number {
  let sum = 0
  for (let j = 0; j < size; j++) sum += matrix[row * size + j]! * vector[j]!
  return sum
}

function mirrored(matrix: Float64Array, size: number): void {
  for (let i = 0; i < size; i++) for (let j = 0; j < i; j++) matrix[j * size + i] = matrix[i * size + j]!
}

/** ω at ξ about 1, for the first round. */
const evenWeight = 0.23
