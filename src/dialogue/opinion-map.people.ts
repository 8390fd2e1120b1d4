import type { VoteMatrix } from './opinion-map.matrix.ts'
import type { Axes } from './opinion-map.pca.ts'
import { shared } from './opinion-map.rows.ts'

/**
 * Axes of the item response model. Always three, which lets the inner loops be written out: along axes that are not real all slopes are 0,
 * and nobody moves.
 */
export const axesOfModel = 3
const square = axesOfModel ** 2

/**
 * Where people stand as far as known: mean and covariance per row, and what their answers say, G = Σ ω w wᵀ and g = Σ w (a/2 − ω b), of which
 * the log likelihood at z is `height` + g·z − zᵀGz/2. Matrices row by row.
 */
export type People = {
  rows: number
  axes: number
  mean: Float64Array
  covariance: Float64Array
  gram: Float64Array
  pull: Float64Array
  height: Float64Array
}

/** People of whom nothing is known but that z ~ N(0, 1). */
export function inTheMiddle(rows: number): People {
  const covariance = new Float64Array(rows * square)
  for (let at = 0; at < covariance.length; at += square) for (let i = 0; i < square; i += axesOfModel + 1) covariance[at + i] = 1
  return {
    rows,
    axes: axesOfModel,
    mean: new Float64Array(rows * axesOfModel),
    covariance,
    gram: new Float64Array(rows * square),
    pull: new Float64Array(rows * axesOfModel),
    height: new Float64Array(rows),
  }
}

/** A first guess: places along the principal axes, in standard deviations, the more drawn to the middle the fewer the answers. */
export function peopleOnAxes(votes: VoteMatrix, centred: Float64Array, axes: Axes): People {
  const people = inTheMiddle(votes.rows)
  for (const [axis, loading] of axes.loadings.slice(0, axesOfModel).entries()) placeAlong(votes, centred, loading, axis, people)
  return people
}

/** The first of them, moved along with the others. */
export function firstPeople({ axes, mean, covariance, gram, pull, height }: People, rows: number): People {
  return {
    rows,
    axes,
    mean: mean.subarray(0, rows * axes),
    covariance: covariance.subarray(0, rows * square),
    gram: gram.subarray(0, rows * square),
    pull: pull.subarray(0, rows * axes),
    height: height.subarray(0, rows),
  }
}

/** The same people where all threads see them. */
export function inSharedMemory(people: People): People {
  const shareOf = (numbers: Float64Array) => {
    const own = shared.numbers(numbers.length)
    own.set(numbers)
    return own
  }
  const { mean, covariance, gram, pull, height } = people
  return {
    ...people,
    mean: shareOf(mean),
    covariance: shareOf(covariance),
    gram: shareOf(gram),
    pull: shareOf(pull),
    height: shareOf(height),
  }
}

/** People who can be moved without the others. */
export const copied = (people: People): People => ({
  ...people,
  mean: people.mean.slice(),
  covariance: people.covariance.slice(),
  gram: people.gram.slice(),
  pull: people.pull.slice(),
  height: people.height.slice(),
})

/** Noise and spread by moments, as if the axes were independent: E g² = G²τ + Gσ² with G = Σ w² and g = Σ w y over the own answers. */
function placeAlong(votes: VoteMatrix, centred: Float64Array, loading: Float64Array, axis: number, { mean, covariance }: People): void {
  const gram = new Float64Array(votes.rows)
  const pull = new Float64Array(votes.rows)
  let noise = 0
  let excess = 0
  let scale = 0
  for (let row = 0; row < votes.rows; row++) {
    for (let vote = votes.start[row]!; vote < votes.start[row + 1]!; vote++) {
      const w = loading[votes.column[vote]!]!
      gram[row]! += w * w
      pull[row]! += w * centred[vote]!
      noise += centred[vote]! ** 2
    }
  }
  noise /= Math.max(1, centred.length)
  for (let row = 0; row < votes.rows; row++) {
    excess += pull[row]! ** 2 - noise * gram[row]!
    scale += gram[row]! ** 2
  }
  const spread = Math.max(excess / Math.max(scale, 1e-12), 1e-3)
  for (let row = 0; row < votes.rows; row++) {
    const drawn = gram[row]! + noise / spread
    mean[row * axesOfModel + axis] = pull[row]! / drawn / Math.sqrt(spread)
    covariance[row * square + axis * (axesOfModel + 1)] = noise / spread / drawn
  }
}
