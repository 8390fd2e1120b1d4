import { addTo, chunksOf, type Rows } from './opinion-map.chunks.ts'
import { constants } from './opinion-map.constants.ts'
import { firstPeople, type People } from './opinion-map.people.ts'
import { type Crowd, eachRow, inverse3, type Posterior } from './opinion-map.posterior.ts'

/** Sums of the expectation step; those over chunks of rows may be added. `second`: upper triangle, row by row. */
export type MixtureSums = { likelihood: number; people: number; mass: Float64Array; first: Float64Array; second: Float64Array }

const mostRounds = 30
const roundsToCompare = 5
/** Enough people to tell which start leads to the better place. */
const peopleToCompare = 1000
/** Enough people to find the place; refining takes in the others. */
const peopleToClimb = 2500
/** Gain of log likelihood per person below which nothing changes that is shown. */
const settledWithin = 2e-4
/** Bells narrower than this make no difference to anybody's chances, but to rounding. */
const leastVariance = 1e-3

/**
 * Gaussian mixture of where people really stand, with the uncertainty of each person's votes taken out ("extreme deconvolution", Bovy, Hogg
 * and Roweis 2011; here in information form, one shared shape), by expectation maximisation. Of several starts the one ahead after a few
 * rounds goes on, unless it makes a group of a few outliers and another does not.
 */
export function mixture(people: People, starts: Crowd[]): Crowd {
  const some = firstPeople(people, Math.min(people.rows, peopleToClimb))
  return climbed(some, bestStart(some, starts), mostRounds)
}

/** Log likelihood of everybody's votes. */
export function likelihoodOf(people: People, crowd: Crowd): number {
  let sum = 0
  eachRow(people, crowd, { from: 0, to: people.rows }, (_, { likelihood }) => {
    sum += likelihood
  })
  return sum
}

/** Centres that fit the votes of their members best, (Σ G)⁻¹ Σ g: positions drawn to the middle would set them too close. */
export function crowdOf({ rows, gram, pull }: People, k: number, groupOf: Uint8Array): Crowd {
  const sums = Array.from({ length: k }, () => ({ people: 0, gram: new Float64Array(9), pull: new Float64Array(3) }))
  for (let row = 0; row < rows; row++) {
    const sum = sums[groupOf[row]!]!
    sum.people++
    for (let i = 0; i < 9; i++) sum.gram[i]! += gram[9 * row + i]!
    for (let i = 0; i < 3; i++) sum.pull[i]! += pull[3 * row + i]!
  }
  const centres = new Float64Array(3 * k)
  const between = new Float64Array(3)
  sums.forEach(({ people, gram: g, pull: p }, group) => {
    // one person's worth of the middle, so that an axis nobody has answered on stays at 0
    const [c00, c01, c02, c11, c12, c22] = inverse3(g[0]! + 1, g[1]!, g[2]!, g[4]! + 1, g[5]!, g[8]! + 1)
    centres[3 * group] = c00 * p[0]! + c01 * p[1]! + c02 * p[2]!
    centres[3 * group + 1] = c01 * p[0]! + c11 * p[1]! + c12 * p[2]!
    centres[3 * group + 2] = c02 * p[0]! + c12 * p[1]! + c22 * p[2]!
    for (let i = 0; i < 3; i++) between[i]! += (people / Math.max(1, rows)) * centres[3 * group + i]! ** 2
  })
  const shape = new Float64Array(9)
  for (let i = 0; i < 3; i++) shape[4 * i] = k === 1 ? 1 : Math.max(1 - between[i]!, 0.1)
  return { k, centres, shape, share: Float64Array.from(sums, sum => Math.max(sum.people, 1) / Math.max(rows, 1)) }
}

/** The most probable group of every row, given its votes. */
export function mostProbableGroups(people: People, crowd: Crowd): Uint8Array {
  const of = new Uint8Array(people.rows)
  eachRow(people, crowd, { from: 0, to: people.rows }, (row, { chance }) => {
    for (let group = 1; group < crowd.k; group++) if (chance[group]! > chance[of[row]!]!) of[row] = group
  })
  return of
}

/** Chance of every group, per row (rows × k). */
export function chancesOfGroups(people: People, crowd: Crowd): Float64Array {
  const chances = new Float64Array(people.rows * crowd.k)
  eachRow(people, crowd, { from: 0, to: people.rows }, (row, { chance }) => chances.set(chance, row * crowd.k))
  return chances
}

/** Expectation step over the people in these rows. */
function mixtureSums(people: People, crowd: Crowd, rows: Rows): MixtureSums {
  const sums = noMixtureSums(crowd.k)
  eachRow(people, crowd, rows, (_, posterior) => addPosterior(sums, posterior, 1))
  return sums
}

export const noMixtureSums = (k: number): MixtureSums => ({
  likelihood: 0,
  people: 0,
  mass: new Float64Array(k),
  first: new Float64Array(3 * k),
  second: new Float64Array(6),
})

/** One person, counted so many times. */
export function addPosterior(sums: MixtureSums, { chance, mean, covariance, likelihood }: Posterior, times: number): void {
  const { mass, first, second } = sums
  sums.likelihood += times * likelihood
  sums.people += times
  let s00 = second[0]! + times * covariance[0]!
  let s01 = second[1]! + times * covariance[1]!
  let s02 = second[2]! + times * covariance[2]!
  let s11 = second[3]! + times * covariance[3]!
  let s12 = second[4]! + times * covariance[4]!
  let s22 = second[5]! + times * covariance[5]!
  for (let group = 0; group < mass.length; group++) {
    const part = times * chance[group]!
    const x = mean[3 * group]!
    const y = mean[3 * group + 1]!
    const z = mean[3 * group + 2]!
    mass[group]! += part
    first[3 * group]! += part * x
    first[3 * group + 1]! += part * y
    first[3 * group + 2]! += part * z
    s00 += part * x * x
    s01 += part * x * y
    s02 += part * x * z
    s11 += part * y * y
    s12 += part * y * z
    s22 += part * z * z
  }
  second[0] = s00
  second[1] = s01
  second[2] = s02
  second[3] = s11
  second[4] = s12
  second[5] = s22
}

export function addedMixtures(sums: MixtureSums, more: MixtureSums): MixtureSums {
  sums.likelihood += more.likelihood
  sums.people += more.people
  addTo(sums.mass, more.mass)
  addTo(sums.first, more.first)
  addTo(sums.second, more.second)
  return sums
}

/** Maximisation step. */
export function crowdFrom({ people, mass, first, second }: MixtureSums): Crowd {
  const k = mass.length
  const [s00, s01, s02, s11, s12, s22] = second as unknown as [number, number, number, number, number, number]
  const shape = Float64Array.of(s00, s01, s02, s01, s11, s12, s02, s12, s22)
  const centres = first.map((sum, i) => sum / Math.max(mass[Math.floor(i / 3)]!, 1e-9))
  for (let group = 0; group < k; group++) {
    for (let i = 0; i < 3; i++) {
      for (let j = 0; j < 3; j++) shape[3 * i + j]! -= mass[group]! * centres[3 * group + i]! * centres[3 * group + j]!
    }
  }
  for (let i = 0; i < 9; i++) shape[i]! /= Math.max(people, 1)
  for (let i = 0; i < 9; i += 4) shape[i] = Math.max(shape[i]!, 0) + leastVariance
  return { k, centres, shape, share: mass.map(part => part / Math.max(people, 1)) }
}

/** One step from a crowd to a likelier one. */
function nearer(people: People, crowd: Crowd): Climbed {
  const sums = chunksOf(people.rows)
    .map(rows => mixtureSums(people, crowd, rows))
    .reduce(addedMixtures)
  return { ...crowdFrom(sums), likelihood: sums.likelihood, people: sums.people }
}

/** With the likelihood of the step before. */
type Climbed = Crowd & { likelihood: number; people: number }

function bestStart(people: People, starts: Crowd[]): Crowd {
  if (starts.length === 1) return starts[0]!
  const few = firstPeople(people, Math.min(people.rows, peopleToCompare))
  const begun = starts.map(start => climbed(few, start, roundsToCompare))
  const whole = begun.filter(({ share }) => share.every(part => part >= constants.smallestGroupShare))
  return (whole.length ? whole : begun).reduce((a, b) => (b.likelihood > a.likelihood ? b : a))
}

function climbed(people: People, from: Crowd, rounds: number): Climbed {
  let crowd: Climbed = { ...from, likelihood: Number.NEGATIVE_INFINITY, people: 0 }
  for (let round = 0; round < rounds; round++) {
    const next = nearer(people, crowd)
    const gained = next.likelihood - crowd.likelihood
    if (gained < settledWithin * next.people) return { ...crowd, likelihood: next.likelihood, people: next.people }
    crowd = next
  }
  return crowd
}
