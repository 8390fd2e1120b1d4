import { addTo, chunksOf, type Rows } from './opinion-map.chunks.ts'
import { constants } from './opinion-map.constants.ts'
import { type Evidence, invert } from './opinion-map.positions.ts'
import { eachRow, type Known, type Model, perNoise } from './opinion-map.posterior.ts'

/**
 * People as k bells of equal shape: `centres` (k × axes), the `shape` within groups (axes²) and the `share` of each group.
 * `bic`: Bayesian information criterion, lower is better.
 */
export type Mixture = { k: number; centres: Float64Array; shape: Float64Array; share: Float64Array; bic: number }

const mostRounds = 30
const roundsToCompare = 4
/** Gain of log likelihood per person below which nothing changes that is shown. */
const settledWithin = 2e-4

/**
 * Gaussian mixture of where people really stand, with the uncertainty of each person's votes taken out ("extreme deconvolution", Bovy, Hogg
 * and Roweis 2011; here in information form, one shared shape), by expectation maximisation. Of several starts (a group per row each) the
 * one ahead after a few rounds goes on, unless it makes a group of a few outliers and another does not. The likelihood leaves out what is the same for every k. `weight`: how often each row counts.
 */
export function mixture(evidence: Evidence, k: number, starts: Uint8Array[], weight?: Float64Array): Mixture {
  const known = perNoise(evidence)
  const begun = starts.map(groupOf =>
    climbed(known, k, startModel(evidence, k, groupOf, weight), starts.length > 1 ? roundsToCompare : 0, weight),
  )
  const whole = begun.filter(({ share }) => share.every(part => part >= constants.smallestGroupShare))
  const ahead = (whole.length ? whole : begun).reduce((a, b) => (b.likelihood > a.likelihood ? b : a))
  const { likelihood, people, ...model } = climbed(known, k, ahead, mostRounds, weight)
  const parameters = k * evidence.axes + (k - 1) + (evidence.axes * (evidence.axes + 1)) / 2
  return {
    k,
    centres: model.centres,
    shape: model.shape,
    share: model.share,
    bic: parameters * Math.log(Math.max(2, people)) - 2 * likelihood,
  }
}

/** The most probable group of every row, given its votes. */
export function mostProbableGroups(evidence: Evidence, { k, ...model }: Mixture): Uint8Array {
  const of = new Uint8Array(evidence.rows)
  eachRow(perNoise(evidence), k, model, { from: 0, to: evidence.rows }, (row, posterior) => {
    let best = 0
    for (let group = 1; group < k; group++) if (posterior.chance[group]! > posterior.chance[best]!) best = group
    of[row] = best
  })
  return of
}

/** Chance of every group, per row (rows × k). */
export function chancesOfGroups(evidence: Evidence, { k, ...model }: Mixture): Float64Array {
  const chances = new Float64Array(evidence.rows * k)
  eachRow(perNoise(evidence), k, model, { from: 0, to: evidence.rows }, (row, posterior) => chances.set(posterior.chance, row * k))
  return chances
}

/** With the likelihood of the step before. */
type Climbed = Model & { likelihood: number; people: number }
/** Sums of the expectation step; those over chunks of rows may be added. */
export type MixtureSums = { likelihood: number; people: number; mass: Float64Array; first: Float64Array; second: Float64Array }

/** Centres that fit the votes of their members best, (Σ G)⁻¹ Σ g: positions drawn to the middle would set them too close. */
function startModel({ rows, axes, gram, pull, spread }: Evidence, k: number, groupOf: Uint8Array, weight?: Float64Array): Climbed {
  const sums = Array.from({ length: k }, () => ({ people: 0, gram: new Float64Array(axes * axes), pull: new Float64Array(axes) }))
  let people = 0
  for (let row = 0; row < rows; row++) {
    const times = weight ? weight[row]! : 1
    const sum = sums[groupOf[row]!]!
    for (let i = 0; i < axes * axes; i++) sum.gram[i]! += times * gram[row * axes * axes + i]!
    for (let i = 0; i < axes; i++) sum.pull[i]! += times * pull[row * axes + i]!
    sum.people += times
    people += times
  }
  const centres = new Float64Array(k * axes)
  const between = new Float64Array(axes)
  sums.forEach((sum, group) => {
    for (let i = 0; i < axes; i++) sum.gram[i * axes + i]! += 1e-6
    invert(sum.gram, axes)
    for (let i = 0; i < axes; i++) {
      for (let j = 0; j < axes; j++) centres[group * axes + i]! += sum.gram[i * axes + j]! * sum.pull[j]!
      between[i]! += (sum.people / Math.max(people, 1)) * centres[group * axes + i]! ** 2
    }
  })
  const shape = new Float64Array(axes * axes)
  for (let i = 0; i < axes; i++) shape[i * axes + i] = k === 1 ? spread[i]! : Math.max(spread[i]! - between[i]!, spread[i]! / 10)
  const share = Float64Array.from(sums, sum => Math.max(sum.people, 1) / Math.max(people, 1))
  return { centres, shape, share, likelihood: Number.NEGATIVE_INFINITY, people: 0 }
}

function climbed(known: Known, k: number, from: Climbed, rounds: number, weight?: Float64Array): Climbed {
  let model: Climbed = from
  for (let round = 0; round < rounds; round++) {
    const sums = expectation(known, k, model, weight)
    const gained = sums.likelihood - model.likelihood
    if (gained < settledWithin * sums.people) return { ...model, likelihood: sums.likelihood, people: sums.people }
    model = { ...maximisation(sums, k, known.axes), likelihood: sums.likelihood, people: sums.people }
  }
  return model
}

function expectation(known: Known, k: number, model: Model, weight?: Float64Array): MixtureSums {
  return chunksOf(known.rows)
    .map(chunk => mixtureSums(known, k, model, chunk, weight))
    .reduce(added)
}

export function added(sums: MixtureSums, more: MixtureSums): MixtureSums {
  sums.likelihood += more.likelihood
  sums.people += more.people
  addTo(sums.mass, more.mass)
  addTo(sums.first, more.first)
  addTo(sums.second, more.second)
  return sums
}

/** Expectation step over the people in these rows. */
export function mixtureSums(known: Known, k: number, model: Model, rows: Rows, weight?: Float64Array): MixtureSums {
  const { axes } = known
  const sums: MixtureSums = {
    likelihood: 0,
    people: 0,
    mass: new Float64Array(k),
    first: new Float64Array(k * axes),
    second: new Float64Array(axes * axes),
  }
  eachRow(known, k, model, rows, (row, { chance, mean, covariance, likelihood }) => {
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

export function maximisation({ people, mass, first, second }: MixtureSums, k: number, axes: number): Model {
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
