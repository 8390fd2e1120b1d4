import { type Evidence, invert } from './opinion-map.positions.ts'

/**
 * People as k bells of equal shape: `centres` (k × axes), the `shape` within groups (axes²) and the `share` of each group.
 * `bic`: Bayesian information criterion, lower is better.
 */
export type Mixture = { k: number; centres: Float64Array; shape: Float64Array; share: Float64Array; bic: number }

const mostRounds = 50
const settledWithin = 1e-5

/**
 * Gaussian mixture of where people really stand, with the uncertainty of each person's votes taken out ("extreme deconvolution", Bovy, Hogg
 * and Roweis 2011; here in information form, one shared shape), by expectation maximisation from the given centres. The likelihood leaves
 * out what is the same for every k. `weight`: how often each row counts.
 */
export function mixture(evidence: Evidence, start: Float64Array, weight?: Float64Array): Mixture {
  const { axes } = evidence
  const k = start.length / axes
  let model: Model = { centres: start, shape: startShape(evidence, k), share: new Float64Array(k).fill(1 / k) }
  let likelihood = Number.NEGATIVE_INFINITY
  let people = 0
  for (let round = 0; round < mostRounds; round++) {
    const sums = expectation(evidence, k, model, weight)
    people = sums.people
    const gained = sums.likelihood - likelihood
    likelihood = sums.likelihood
    if (gained < settledWithin * people) break
    model = maximisation(sums, k, axes)
  }
  const parameters = k * axes + (k - 1) + (axes * (axes + 1)) / 2
  return { k, ...model, bic: parameters * Math.log(Math.max(2, people)) - 2 * likelihood }
}

/** The most probable group of every row, given its votes. */
export function mostProbableGroups(evidence: Evidence, { k, ...model }: Mixture): Uint8Array {
  const of = new Uint8Array(evidence.rows)
  eachRow(evidence, k, model, (row, posterior) => {
    let best = 0
    for (let group = 1; group < k; group++) if (posterior.chance[group]! > posterior.chance[best]!) best = group
    of[row] = best
  })
  return of
}

/** Smallest distance between two centres, in standard deviations within groups (Mahalanobis). */
export function smallestGap({ k, centres, shape }: Mixture, axes: number): number {
  const inverse = shape.slice()
  invert(inverse, axes)
  let least = Number.POSITIVE_INFINITY
  for (let a = 0; a < k; a++) {
    for (let b = a + 1; b < k; b++) {
      let square = 0
      for (let i = 0; i < axes; i++) {
        for (let j = 0; j < axes; j++) {
          const gaps = (centres[a * axes + i]! - centres[b * axes + i]!) * (centres[a * axes + j]! - centres[b * axes + j]!)
          square += gaps * inverse[i * axes + j]!
        }
      }
      least = Math.min(least, Math.sqrt(square))
    }
  }
  return least
}

type Model = { centres: Float64Array; shape: Float64Array; share: Float64Array }
type Sums = { likelihood: number; people: number; mass: Float64Array; first: Float64Array; second: Float64Array }
/** Of one row: chance of each group, mean of the position under each group (k × axes), its covariance, log likelihood. */
type Posterior = { chance: Float64Array; mean: Float64Array; covariance: Float64Array; likelihood: number }

function startShape({ axes, spread }: Evidence, k: number): Float64Array {
  const shape = new Float64Array(axes * axes)
  for (let i = 0; i < axes; i++) shape[i * axes + i] = k === 1 ? spread[i]! : spread[i]! / 2
  return shape
}

function expectation(evidence: Evidence, k: number, model: Model, weight?: Float64Array): Sums {
  const { axes } = evidence
  const sums: Sums = {
    likelihood: 0,
    people: 0,
    mass: new Float64Array(k),
    first: new Float64Array(k * axes),
    second: new Float64Array(axes * axes),
  }
  eachRow(evidence, k, model, (row, { chance, mean, covariance, likelihood }) => {
    const times = weight ? weight[row]! : 1
    sums.likelihood += times * likelihood
    sums.people += times
    for (let i = 0; i < axes * axes; i++) sums.second[i]! += times * covariance[i]!
    for (let group = 0; group < k; group++) {
      const part = times * chance[group]!
      sums.mass[group]! += part
      for (let i = 0; i < axes; i++) {
        const at = mean[group * axes + i]!
        sums.first[group * axes + i]! += part * at
        for (let j = 0; j < axes; j++) sums.second[i * axes + j]! += part * at * mean[group * axes + j]!
      }
    }
  })
  return sums
}

function maximisation({ people, mass, first, second }: Sums, k: number, axes: number): Model {
  const centres = new Float64Array(k * axes)
  const shape = second.slice()
  for (let group = 0; group < k; group++) {
    for (let i = 0; i < axes; i++) centres[group * axes + i] = first[group * axes + i]! / Math.max(mass[group]!, 1e-9)
    for (let i = 0; i < axes; i++) {
      for (let j = 0; j < axes; j++) shape[i * axes + j]! -= mass[group]! * centres[group * axes + i]! * centres[group * axes + j]!
    }
  }
  for (let i = 0; i < axes * axes; i++) shape[i]! /= Math.max(people, 1)
  for (let i = 0; i < axes; i++) shape[i * axes + i] = Math.max(shape[i * axes + i]!, 0) + 1e-4
  return { centres, shape, share: mass.map(part => part / Math.max(people, 1)) }
}

function eachRow(evidence: Evidence, k: number, model: Model, visit: (row: number, posterior: Posterior) => void): void {
  const { rows, axes, gram, pull, noise } = evidence
  const inverseShape = model.shape.slice()
  const halfLogShape = 0.5 * Math.log(invert(inverseShape, axes))
  const { towards, offset } = groupTerms(model, inverseShape, k, axes)
  const posterior = {
    chance: new Float64Array(k),
    mean: new Float64Array(k * axes),
    covariance: new Float64Array(axes * axes),
    likelihood: 0,
  }
  const { chance, mean, covariance } = posterior
  for (let row = 0; row < rows; row++) {
    for (let i = 0; i < axes * axes; i++) covariance[i] = gram[row * axes * axes + i]! / noise + inverseShape[i]!
    const halfLog = 0.5 * Math.log(invert(covariance, axes))
    let most = Number.NEGATIVE_INFINITY
    for (let group = 0; group < k; group++) {
      let square = 0
      for (let i = 0; i < axes; i++) {
        let at = 0
        for (let j = 0; j < axes; j++) at += covariance[i * axes + j]! * (pull[row * axes + j]! / noise + towards[group * axes + j]!)
        mean[group * axes + i] = at
        square += at * (pull[row * axes + i]! / noise + towards[group * axes + i]!)
      }
      chance[group] = offset[group]! + 0.5 * square
      most = Math.max(most, chance[group]!)
    }
    let sum = 0
    for (let group = 0; group < k; group++) sum += chance[group] = Math.exp(chance[group]! - most)
    for (let group = 0; group < k; group++) chance[group]! /= sum
    posterior.likelihood = most + Math.log(sum) - halfLogShape - halfLog
    visit(row, posterior)
  }
}

/** Per group: S⁻¹c and log share − ½ cᵀS⁻¹c. */
function groupTerms({ centres, share }: Model, inverseShape: Float64Array, k: number, axes: number) {
  const towards = new Float64Array(k * axes)
  const offset = share.map(part => Math.log(Math.max(part, 1e-12)))
  for (let group = 0; group < k; group++) {
    for (let i = 0; i < axes; i++) {
      let sum = 0
      for (let j = 0; j < axes; j++) sum += inverseShape[i * axes + j]! * centres[group * axes + j]!
      towards[group * axes + i] = sum
      offset[group]! -= 0.5 * sum * centres[group * axes + i]!
    }
  }
  return { towards, offset }
}
