import { addTo, chunksOf } from './opinion-map.chunks.ts'
import { constants } from './opinion-map.constants.ts'
import { chanceAt, type Kernel, tried } from './opinion-map.kernel.ts'
import { firstPeople, type People } from './opinion-map.people.ts'
import { type Crowd, inverse3 } from './opinion-map.posterior.ts'
import { shared } from './opinion-map.rows.ts'

/** Sums of the expectation step over so many people; those over chunks of rows may be added. `second`: upper triangle, row by row. */
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
  return tried(undefined, some, kernel => climbed(kernel, some.rows, bestStart(kernel, some.rows, starts), mostRounds))
}

/** Log likelihood of everybody's votes. */
export function likelihoodOf(people: People, crowd: Crowd): number {
  return tried(undefined, people, kernel => kernel.settle(crowd, 0, people.rows).likelihood)
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
  const { k } = crowd
  const of = new Uint8Array(people.rows)
  withChances(people, crowd, chances => {
    for (let row = 0; row < people.rows; row++) {
      let best = 0
      for (let group = 1; group < k; group++) if (chances[chanceAt(k, row, group)]! > chances[chanceAt(k, row, best)]!) best = group
      of[row] = best
    }
  })
  return of
}

/** Chance of every group, per row (rows × k). */
export function chancesOfGroups(people: People, crowd: Crowd): Float64Array {
  const chances = shared.numbers(people.rows * crowd.k)
  withChances(people, crowd, found => {
    for (let row = 0; row < people.rows; row++)
      for (let group = 0; group < crowd.k; group++) chances[row * crowd.k + group] = found[chanceAt(crowd.k, row, group)]!
  })
  return chances
}

function withChances(people: People, crowd: Crowd, see: (chances: Float32Array) => void): void {
  tried(undefined, people, kernel => {
    kernel.settle(crowd, 0, people.rows)
    see(kernel.chances(crowd.k))
  })
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
function nearer(kernel: Kernel, rows: number, crowd: Crowd): Climbed {
  const sums = chunksOf(rows)
    .map(({ from, to }) => kernel.settle(crowd, from, to))
    .reduce(addedMixtures)
  return { ...crowdFrom(sums), likelihood: sums.likelihood, people: sums.people }
}

/** With the likelihood of the step before. */
type Climbed = Crowd & { likelihood: number; people: number }

function bestStart(kernel: Kernel, rows: number, starts: Crowd[]): Crowd {
  if (starts.length === 1) return starts[0]!
  const begun = starts.map(start => climbed(kernel, Math.min(rows, peopleToCompare), start, roundsToCompare))
  const whole = begun.filter(({ share }) => share.every(part => part >= constants.smallestGroupShare))
  return (whole.length ? whole : begun).reduce((a, b) => (b.likelihood > a.likelihood ? b : a))
}

function climbed(kernel: Kernel, rows: number, from: Crowd, rounds: number): Climbed {
  let crowd: Climbed = { ...from, likelihood: Number.NEGATIVE_INFINITY, people: 0 }
  for (let round = 0; round < rounds; round++) {
    const next = nearer(kernel, rows, crowd)
    const gained = next.likelihood - crowd.likelihood
    if (gained < settledWithin * next.people) return { ...crowd, likelihood: next.likelihood, people: next.people }
    crowd = next
  }
  return crowd
}
