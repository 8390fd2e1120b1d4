import { type Candidate, separated } from './opinion-map.candidates.ts'
import { constants } from './opinion-map.constants.ts'
import { centredAnswers, firstRows, type VoteMatrix } from './opinion-map.matrix.ts'
import { everyoneTogether, type Membership, membership } from './opinion-map.membership.ts'
import { type Axes, exactly, firstAxes, principalAxes } from './opinion-map.pca.ts'
import { inTheMiddle, type People, peopleOnAxes } from './opinion-map.people.ts'
import { evidenceOn, type Positions, positionsFrom } from './opinion-map.positions.ts'
import { type Fitted, refined } from './opinion-map.refinement.ts'
import { repeatability, repeatabilityOfFewerVotes } from './opinion-map.repeat.ts'
import { fitResponses, placePeople } from './opinion-map.response.ts'
import { shuffledLevels } from './opinion-map.shuffle.ts'
import { sidesOf, standardised } from './opinion-map.sides.ts'

export type { Candidate } from './opinion-map.candidates.ts'

export type StabilityReason =
  /** The groups are found again among resampled people. */
  | 'stable'
  /** Fewer people mapped than two groups of the smallest size need. */
  | 'too-few-people'
  /** No view is shared more than in votes shuffled within each statement. */
  | 'no-structure'
  /** Views are shared, but even clearly separate groups could not be told from a continuum with so few people or answers. */
  | 'too-little-evidence'
  /** Views are shared, but people stand along them without a valley that the votes would prove. */
  | 'continuum'
  /** Valleys show, but not the same groups again among resampled people. */
  | 'unstable'

export type Stability = {
  stable: boolean
  reason: StabilityReason
  /** Variance along the strongest axis per mapped person, and the level that votes shuffled within each statement reach. */
  strongestAxis: { variance: number; shuffled: number } | null
  /** Axes above that level. */
  axes: number
  /** Every number of groups above one that was tried. */
  candidates: Candidate[]
  /** Mean adjusted Rand index with the groups among resampled people; null if it did not come to that. */
  ari: number | null
  /** The same with the groups that the same people give when a tenth of their votes is missing. */
  fewerVotes: number | null
  /** The index must reach this. */
  threshold: number
}

/** `positions`: on the first two axes. */
export type Choice = Membership & {
  k: number
  positions: Positions
  axes: Axes
  totalVariance: number
  stability: Stability
  fitted?: Fitted
}

/** Further rounds of the item response model move evidence for groups by less than resampling does. */
const roundsOfFitting = 6
/** A start for a fit that goes on from there. */
const nearly = { steps: 8, restarts: 6, tolerance: 1e-3 }
/** From the fit of a sample, the fit to more people is a few steps away. */
const roundsOfEstimating = 3
/** For people whom the fit has not seen. */
const roundsOfPlacing = 3

/**
 * The number of groups and who is in which. Groups count when views are shared at all (axes above those of shuffled votes), people stand
 * apart (the likeliest number of large enough groups with valleys between all of them), and resampled people show them again. Rows stand in
 * an order that has nothing to do with opinion: the first are a random sample, which decides; more of them tell how statements are answered.
 */
export function chooseGroups(votes: VoteMatrix): Choice {
  const centred = centredAnswers(votes)
  const axes = principalAxes(votes, centred, { axes: constants.mostAxes, ...exactly })
  const picture = { axes, positions: twoAxes(votes, centred, axes), totalVariance: meanSquare(votes, centred) }
  const { fitted: found, stability } = decision(votes)
  if (!found) return { ...picture, ...everyoneTogether(votes.rows), k: 1, stability }
  const fitted = estimated(votes, found)
  return { ...picture, ...membership(placed(votes, fitted), fitted.mixture), k: fitted.mixture.k, stability, fitted }
}

/** Whether there are groups and, if so, what places anybody in one. */
export type Decision = { stability: Stability; fitted?: Fitted }

/** The decision on the first of these rows, estimated on as many as make a difference. */
export function decidedGroups(votes: VoteMatrix): Decision {
  const { stability, fitted } = decision(votes)
  return fitted ? { stability, fitted: estimated(votes, fitted) } : { stability }
}

function decision(all: VoteMatrix): Decision {
  const none = (reason: StabilityReason, found: Partial<Stability> = {}): Decision => ({ stability: { ...nothingFound, reason, ...found } })
  if (all.rows < 2 * constants.smallestGroup) return none('too-few-people')
  const votes = sidesOf(firstRows(all, constants.peopleForGroups))
  const answers = standardised(votes)
  const axes = principalAxes(votes, answers, { axes: constants.mostAxes, ...nearly })
  if (axes.count === 0) return none('no-structure')
  const shuffled = shuffledLevels(votes, answers, constants.mostAxes)
  const noise = axes.variance.findIndex((variance, axis) => variance <= shuffled[axis]!)
  const real = firstAxes(axes, noise < 0 ? axes.count : noise)
  const found = { strongestAxis: { variance: axes.variance[0]!, shuffled: shuffled[0]! }, axes: real.count }
  if (real.count === 0) return none('no-structure', found)
  const people = peopleOnAxes(votes, answers, real)
  const responses = fitResponses(votes, people, roundsOfFitting)
  placePeople(votes, responses, people, { from: 0, to: people.rows })
  const { candidates, clear } = separated(votes, responses, people, real.count)
  if (!clear) return none('continuum', { ...found, candidates })
  const ari = repeatability(votes, clear.people, clear.fitted)
  if (ari < constants.stableFrom) return none('unstable', { ...found, candidates, ari })
  const fewerVotes = repeatabilityOfFewerVotes(votes, clear.people, clear.fitted)
  return { fitted: clear.fitted, stability: { ...nothingFound, stable: true, reason: 'stable', ...found, candidates, ari, fewerVotes } }
}

const nothingFound: Stability = {
  stable: false,
  reason: 'continuum',
  strongestAxis: null,
  axes: 0,
  candidates: [],
  ari: null,
  fewerVotes: null,
  threshold: constants.stableFrom,
}

/** The fit of the sample, improved by as many people as make a difference. */
function estimated(all: VoteMatrix, fitted: Fitted): Fitted {
  if (all.rows <= constants.peopleForGroups) return fitted
  const votes = sidesOf(firstRows(all, constants.peopleForResponses))
  return refined(votes, placed(votes, fitted), fitted, roundsOfEstimating)
}

/** Everyone, by their own votes. */
function placed(votes: VoteMatrix, { responses, mixture }: Fitted): People {
  const people = inTheMiddle(votes.rows)
  for (let round = 0; round < roundsOfPlacing; round++) placePeople(votes, responses, people, { from: 0, to: votes.rows }, mixture)
  return people
}

function twoAxes(votes: VoteMatrix, centred: Float64Array, axes: Axes): Positions {
  return positionsFrom(evidenceOn(votes, centred, firstAxes(axes, 2)))
}

function meanSquare(votes: VoteMatrix, centred: Float64Array): number {
  let sum = 0
  for (const value of centred) sum += value * value
  return sum / Math.max(1, votes.rows)
}
