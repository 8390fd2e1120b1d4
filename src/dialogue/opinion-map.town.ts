import { constants } from './opinion-map.constants.ts'
import type { Crew } from './opinion-map.crew.ts'
import type { VoteMatrix } from './opinion-map.matrix.ts'
import { crowdOf, mixture } from './opinion-map.mixture.ts'
import { type Axes, firstAxes, nearlyPrincipalAxes } from './opinion-map.pca.ts'
import { type People, peopleOnAxes } from './opinion-map.people.ts'
import type { Fitted } from './opinion-map.refinement.ts'
import { fitResponses, type Responses } from './opinion-map.response.ts'
import { shuffledLevels, shufflesOf } from './opinion-map.shuffle.ts'
import { standardised } from './opinion-map.sides.ts'

/** The town before anybody speaks of groups: the strongest axes, how many of them are real, and people along those. */
export type Town = {
  /** Of standardised answers, one per vote. */
  axes: Axes
  answers: Float64Array
  real: number
  /** Variance along the strongest axis per person, and the level that votes shuffled within each statement reach. */
  strongestAxis: { variance: number; shuffled: number } | null
  people: People
  responses: Responses
}

/** More rounds without groups would only draw weak axes to the middle. */
const roundsOfFitting = 3
/** A start for a fit that goes on from there. */
const nearly = { steps: 5, restarts: 8, tolerance: 0.01 }
/** Minorities are sought along one axis more than groups. */
const axesToLookAlong = constants.mostAxes + 1

/** `votes`: sides taken, without passing. `known`: the number of real axes, where more votes of the same people have told it. */
export function townOf(votes: VoteMatrix, crew: Crew, known?: number): Town {
  const answers = standardised(votes)
  const shuffles = known === undefined ? shufflesOf(votes, answers, constants.mostAxes) : []
  const [axes, ...shuffled] = crew.did<'axesOfTown' | 'shuffledVariance'>([
    { deed: 'axesOfTown', piece: { votes, answers } },
    ...shuffles,
  ]) as [Axes, ...Float64Array[]]
  const levels = known === undefined ? shuffledLevels(shuffled, constants.mostAxes) : []
  const noise = levels.findIndex((level, axis) => !(axes.variance[axis]! > level))
  const real = known ?? (noise < 0 ? levels.length : noise)
  const strongestAxis = axes.count > 0 && levels.length > 0 ? { variance: axes.variance[0]!, shuffled: levels[0]! } : null
  return { axes, answers, real, strongestAxis, ...onAxes(votes, answers, firstAxes(axes, real)) }
}

export const axesOfTown = ({ votes, answers }: { votes: VoteMatrix; answers: Float64Array }): Axes =>
  nearlyPrincipalAxes(votes, answers, { axes: axesToLookAlong, ...nearly })

/** People along these axes, and how they answer. */
export function onAxes(votes: VoteMatrix, answers: Float64Array, axes: Axes): Pick<Town, 'people' | 'responses'> {
  const people = peopleOnAxes(votes, answers, axes)
  const responses = fitResponses(votes, people, roundsOfFitting)
  return { people, responses }
}

/** Everybody in one bell. */
export const withoutGroups = ({ responses, people }: Pick<Town, 'people' | 'responses'>): Fitted => ({
  responses,
  mixture: mixture(people, [crowdOf(people, 1, new Uint8Array(people.rows))]),
})
