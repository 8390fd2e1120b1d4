import { type Candidate, separated } from './opinion-map.candidates.ts'
import { constants } from './opinion-map.constants.ts'
import { centredAnswers, firstRows, type VoteMatrix } from './opinion-map.matrix.ts'
import { everyoneTogether, type Membership, membership } from './opinion-map.membership.ts'
import { type Axes, exactly, firstAxes, principalAxes } from './opinion-map.pca.ts'
import { firstPeople, peopleOnAxes } from './opinion-map.people.ts'
import { evidenceOn, type FittedPositions, positionsFrom } from './opinion-map.positions.ts'
import { repeatability, repeatabilityOfFewerVotes } from './opinion-map.repeat.ts'
import { evidenceOfAnswers, fitResponses } from './opinion-map.response.ts'
import { shuffledLevel } from './opinion-map.shuffle.ts'

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
export type Choice = Membership & { k: number; positions: FittedPositions; axes: Axes; totalVariance: number; stability: Stability }

/** Further rounds of the item response model move evidence for groups by less than resampling does. */
const roundsOfFitting = 7
/** For people whom the fit has not seen. */
const roundsOfPlacing = 3

/**
 * The number of groups and who is in which. Groups count when views are shared at all (axes above those of shuffled votes), people stand
 * apart (the likeliest number of large enough groups with valleys between all of them), and resampled people show them again.
 */
export function chooseGroups(votes: VoteMatrix): Choice {
  const centred = centredAnswers(votes)
  const axes = principalAxes(votes, centred, { axes: constants.mostAxes, ...exactly })
  const picture = { axes, positions: twoAxes(votes, centred, axes), totalVariance: meanSquare(votes, centred) }
  const none = (reason: StabilityReason, found: Partial<Stability> = {}): Choice => ({
    ...picture,
    k: 1,
    ...everyoneTogether(votes.rows),
    stability: {
      stable: false,
      reason,
      strongestAxis: null,
      axes: 0,
      candidates: [],
      ari: null,
      fewerVotes: null,
      threshold: constants.stableFrom,
      ...found,
    },
  })
  if (votes.rows < 2 * constants.smallestGroup || axes.count === 0) return none('too-few-people')
  const shuffled = shuffledLevel(votes)
  const real = firstAxes(axes, axes.variance.filter(variance => variance > shuffled).length)
  const found = { strongestAxis: { variance: axes.variance[0]!, shuffled }, axes: real.count }
  if (real.count === 0) return none('no-structure', found)
  const people = peopleOnAxes(evidenceOn(votes, centred, real))
  const sample = firstRows(votes, constants.peopleForGroups)
  const sampled = firstPeople(people, sample.rows)
  const responses = fitResponses(sample, sampled, roundsOfFitting)
  const { candidates, clear } = separated(sample, responses, evidenceOfAnswers(sample, responses, sampled, 1))
  if (!clear) return none('continuum', { ...found, candidates })
  const members = membership(evidenceOfAnswers(votes, responses, people, roundsOfPlacing), clear)
  const ofSample = members.of.subarray(0, sample.rows)
  const ari = repeatability(sample, responses, sampled, ofSample, clear.k)
  if (ari < constants.stableFrom) return none('unstable', { ...found, candidates, ari })
  const fewerVotes = repeatabilityOfFewerVotes(sample, responses, sampled, ofSample, clear.k)
  const stability: Stability = { stable: true, reason: 'stable', ...found, candidates, ari, fewerVotes, threshold: constants.stableFrom }
  return { ...picture, ...members, k: clear.k, stability }
}

function twoAxes(votes: VoteMatrix, centred: Float64Array, axes: Axes): FittedPositions {
  return positionsFrom(evidenceOn(votes, centred, firstAxes(axes, 2)))
}

function meanSquare(votes: VoteMatrix, centred: Float64Array): number {
  let sum = 0
  for (const value of centred) sum += value * value
  return sum / Math.max(1, votes.rows)
}
