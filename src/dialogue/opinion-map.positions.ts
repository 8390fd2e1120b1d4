import type { VoteMatrix } from './opinion-map.matrix.ts'
import type { Axes } from './opinion-map.pca.ts'

/**
 * What the votes say about where people stand on the axes W, one row per person: y = W z + e with noise variance σ². Per row the
 * sums G = Σ w wᵀ (axes²), g = Σ w y (axes) and Σ y² over the answers given: all that later steps need.
 */
export type Evidence = {
  rows: number
  axes: number
  gram: Float64Array
  pull: Float64Array
  /** Variance of a single answer around what the position says. */
  noise: number
  /** Variance between people along each axis. */
  spread: Float64Array
}

/** `at`: coordinates per row. `certainty`: per row from 0 (nothing known) to 1, the share of the spread that the own votes explain. */
export type Positions = { axes: number; at: Float64Array; certainty: Float64Array }

/** With what was found to come from chance and from people, as in the evidence. */
export type FittedPositions = Positions & Pick<Evidence, 'noise' | 'spread'>

const rounds = 12

/**
 * Sums over the votes, with σ² and the spread τ between people found by expectation maximisation (Tipping and Bishop 1999, given the
 * axes, with unseen answers left out). `weight`: how often each row counts.
 */
export function evidenceOn(votes: VoteMatrix, centred: Float64Array, axes: Axes, weight?: Float64Array): Evidence {
  const evidence = sumsOver(votes, centred, axes)
  const square = squares(votes, centred)
  const people = weight ? total(weight) : votes.rows
  const answers = weight ? weightedAnswers(votes, weight) : votes.answer.length
  evidence.noise = Math.max(total(square) / Math.max(1, votes.answer.length), 1e-6)
  evidence.spread = spreadByMoments(evidence, weight)
  for (let round = 0; round < rounds; round++) improve(evidence, square, people, answers, weight)
  return evidence
}

/** Posterior mean under z ~ N(0, diag(τ)): whoever has answered little is drawn to the middle, not blown up. */
export function positionsFrom(evidence: Evidence): FittedPositions {
  const { rows, axes } = evidence
  const at = new Float64Array(rows * axes)
  const certainty = new Float64Array(rows)
  eachPosterior(evidence, (row, mean, covariance) => {
    let unexplained = 0
    for (let i = 0; i < axes; i++) {
      at[row * axes + i] = mean[i]!
      unexplained += covariance[i * axes + i]! / evidence.spread[i]! / axes
    }
    certainty[row] = axes ? Math.max(0, 1 - unexplained) : 0
  })
  return { axes, at, certainty, noise: evidence.noise, spread: evidence.spread }
}

/** Gauss–Jordan without pivoting, in place: safe for positive definite matrices. Returns the determinant of the matrix. */
export function invert(a: Float64Array, size: number): number {
  let determinant = 1
  for (let pivot = 0; pivot < size; pivot++) {
    determinant *= a[pivot * size + pivot]!
    const inverse = 1 / a[pivot * size + pivot]!
    a[pivot * size + pivot] = 1
    for (let j = 0; j < size; j++) a[pivot * size + j]! *= inverse
    for (let i = 0; i < size; i++) {
      if (i === pivot) continue
      const factor = a[i * size + pivot]!
      a[i * size + pivot] = 0
      for (let j = 0; j < size; j++) a[i * size + j]! -= factor * a[pivot * size + j]!
    }
  }
  return determinant
}

function sumsOver(votes: VoteMatrix, centred: Float64Array, axes: Axes): Evidence {
  const size = axes.count
  const gram = new Float64Array(votes.rows * size * size)
  const pull = new Float64Array(votes.rows * size)
  const weights = interleavedLoadings(axes)
  for (let row = 0; row < votes.rows; row++) {
    const gramAt = row * size * size
    for (let vote = votes.start[row]!; vote < votes.start[row + 1]!; vote++) {
      const at = votes.column[vote]! * size
      for (let i = 0; i < size; i++) {
        const weight = weights[at + i]!
        pull[row * size + i]! += weight * centred[vote]!
        for (let j = 0; j <= i; j++) gram[gramAt + i * size + j]! += weight * weights[at + j]!
      }
    }
    for (let i = 0; i < size; i++) for (let j = 0; j < i; j++) gram[gramAt + j * size + i] = gram[gramAt + i * size + j]!
  }
  return { rows: votes.rows, axes: size, gram, pull, noise: 0, spread: new Float64Array(size) }
}

/** Start of the maximisation: E g² = G²τ + Gσ² along each axis, as if the axes were independent. */
function spreadByMoments({ rows, axes, gram, pull, noise }: Evidence, weight?: Float64Array): Float64Array {
  return Float64Array.from({ length: axes }, (_, i) => {
    let excess = 0
    let scale = 0
    for (let row = 0; row < rows; row++) {
      const times = weight ? weight[row]! : 1
      const own = gram[(row * axes + i) * axes + i]!
      excess += times * (pull[row * axes + i]! ** 2 - noise * own)
      scale += times * own * own
    }
    return Math.max(excess / Math.max(scale, 1e-12), 1e-3)
  })
}

function improve(evidence: Evidence, square: Float64Array, people: number, answers: number, weight?: Float64Array): void {
  const { axes, gram, pull } = evidence
  const spread = new Float64Array(axes)
  let noise = 0
  eachPosterior(evidence, (row, mean, covariance) => {
    const times = weight ? weight[row]! : 1
    let error = square[row]!
    for (let i = 0; i < axes; i++) {
      spread[i]! += times * (mean[i]! * mean[i]! + covariance[i * axes + i]!)
      error -= 2 * mean[i]! * pull[row * axes + i]!
      for (let j = 0; j < axes; j++) error += gram[(row * axes + i) * axes + j]! * (mean[i]! * mean[j]! + covariance[i * axes + j]!)
    }
    noise += times * error
  })
  evidence.spread = spread.map(sum => Math.max(sum / Math.max(1, people), 1e-6))
  evidence.noise = Math.max(noise / Math.max(1, answers), 1e-6)
}

/** Mean (G + σ²/τ)⁻¹ g and covariance σ² (G + σ²/τ)⁻¹ of each row. The arrays are reused from row to row. */
function eachPosterior(evidence: Evidence, visit: (row: number, mean: Float64Array, covariance: Float64Array) => void): void {
  const { rows, axes, gram, pull, noise, spread } = evidence
  const covariance = new Float64Array(axes * axes)
  const mean = new Float64Array(axes)
  for (let row = 0; row < rows; row++) {
    for (let i = 0; i < axes * axes; i++) covariance[i] = gram[row * axes * axes + i]!
    for (let i = 0; i < axes; i++) covariance[i * axes + i]! += noise / spread[i]!
    invert(covariance, axes)
    for (let i = 0; i < axes; i++) {
      let sum = 0
      for (let j = 0; j < axes; j++) sum += covariance[i * axes + j]! * pull[row * axes + j]!
      mean[i] = sum
    }
    for (let i = 0; i < axes * axes; i++) covariance[i]! *= noise
    visit(row, mean, covariance)
  }
}

function squares(votes: VoteMatrix, centred: Float64Array): Float64Array {
  const square = new Float64Array(votes.rows)
  for (let row = 0; row < votes.rows; row++) {
    for (let vote = votes.start[row]!; vote < votes.start[row + 1]!; vote++) square[row]! += centred[vote]! * centred[vote]!
  }
  return square
}

function weightedAnswers(votes: VoteMatrix, weight: Float64Array): number {
  let sum = 0
  for (let row = 0; row < votes.rows; row++) sum += weight[row]! * (votes.start[row + 1]! - votes.start[row]!)
  return sum
}

function total(values: Float64Array): number {
  let sum = 0
  for (const value of values) sum += value
  return sum
}

function interleavedLoadings(axes: Axes): Float64Array {
  const all = new Float64Array(axes.columns * axes.count)
  for (let column = 0; column < axes.columns; column++) {
    for (let axis = 0; axis < axes.count; axis++) all[column * axes.count + axis] = axes.loadings[axis]![column]!
  }
  return all
}
