import { type Evidence, positionsFrom } from './opinion-map.positions.ts'

/** Where people stand as far as known: mean and covariance under z ~ N(0, 1), and G and g of their answers (see Evidence). */
export type People = { rows: number; axes: number; mean: Float64Array; covariance: Float64Array; gram: Float64Array; pull: Float64Array }

/** A first guess: places on the principal axes, in standard deviations. */
export function peopleOnAxes(linear: Evidence): People {
  const { rows, axes, spread } = linear
  const { at, certainty } = positionsFrom(linear)
  const covariance = new Float64Array(rows * axes * axes)
  for (let row = 0; row < rows; row++) for (let i = 0; i < axes; i++) covariance[(row * axes + i) * axes + i] = 1 - certainty[row]!
  const mean = at.map((place, i) => place / Math.sqrt(spread[i % axes]!))
  return { rows, axes, mean, covariance, gram: new Float64Array(rows * axes * axes), pull: new Float64Array(rows * axes) }
}

/** The first of them, moved along with the others. */
export function firstPeople({ axes, mean, covariance, gram, pull }: People, rows: number): People {
  return {
    rows,
    axes,
    mean: mean.subarray(0, rows * axes),
    covariance: covariance.subarray(0, rows * axes * axes),
    gram: gram.subarray(0, rows * axes * axes),
    pull: pull.subarray(0, rows * axes),
  }
}

/** People who can be moved without the others. */
export const copied = (people: People): People => ({
  ...people,
  mean: people.mean.slice(),
  covariance: people.covariance.slice(),
  gram: people.gram.slice(),
  pull: people.pull.slice(),
})

/** E x xᵀ of x = (1, z). */
export function secondMoments(square: Float64Array, { axes, mean, covariance }: People, row: number): void {
  const size = axes + 1
  square[0] = 1
  for (let i = 1; i < size; i++) {
    const at = mean[row * axes + i - 1]!
    square[i * size] = at
    square[i] = at
    for (let j = 1; j < size; j++) square[i * size + j] = at * mean[row * axes + j - 1]! + covariance[(row * axes + i - 1) * axes + j - 1]!
  }
}

/** ξ² = wᵀ E(x xᵀ) w with the intercept in w. */
export function quadratic(square: Float64Array, slopes: Float64Array, at: number, size: number): number {
  let sum = 0
  for (let i = 0; i < size; i++) {
    let part = 0.5 * square[i * size + i]! * slopes[at + i]!
    for (let j = 0; j < i; j++) part += square[i * size + j]! * slopes[at + j]!
    sum += slopes[at + i]! * part
  }
  return 2 * sum
}
