import { constants } from './opinion-map.constants.ts'
import { decided, type Stability } from './opinion-map.decision.ts'
import { centredAnswers, firstRows, type VoteMatrix } from './opinion-map.matrix.ts'
import { everyoneTogether, type Membership, membership } from './opinion-map.membership.ts'
import { type Axes, exactly, firstAxes, principalAxes } from './opinion-map.pca.ts'
import { evidenceOn, type Positions, positionsFrom } from './opinion-map.positions.ts'
import { type Fitted, placed, refined } from './opinion-map.refinement.ts'
import { sidesOf } from './opinion-map.sides.ts'

export type { Candidate } from './opinion-map.candidates.ts'
export type { Stability, StabilityReason } from './opinion-map.decision.ts'
export type { Fitted } from './opinion-map.refinement.ts'

/** `positions`: on the first two axes. `fitted`: how answers and groups were modelled, if there are groups. */
export type Choice = Membership & {
  k: number
  positions: Positions
  axes: Axes
  totalVariance: number
  stability: Stability
  fitted?: Fitted
}

/** From the fit of a sample, the fit to more people is a few steps away. */
const roundsOfEstimating = 3

/**
 * The number of groups and who is in which. Rows stand in an order that has nothing to do with opinion: the first are a random sample, which
 * decides; more of them tell where groups stand and how statements are answered; everyone is placed by their own votes.
 */
export function chooseGroups(votes: VoteMatrix): Choice {
  const centred = centredAnswers(votes)
  const axes = principalAxes(votes, centred, { axes: constants.mostAxes, ...exactly })
  const picture = { axes, positions: twoAxes(votes, centred, axes), totalVariance: meanSquare(votes, centred) }
  const { fitted: found, stability } = decided(votes)
  if (!found) return { ...picture, ...everyoneTogether(votes.rows), k: 1, stability }
  const fitted = estimated(votes, found)
  return { ...picture, ...membership(placed(votes, fitted), fitted.mixture), k: fitted.mixture.k, stability, fitted }
}

/** The fit of the sample, improved by as many people as make a difference. */
function estimated(all: VoteMatrix, fitted: Fitted): Fitted {
  if (all.rows <= constants.peopleForGroups) return fitted
  const votes = sidesOf(firstRows(all, constants.peopleForResponses))
  return refined(votes, placed(votes, fitted), fitted, roundsOfEstimating)
}

function twoAxes(votes: VoteMatrix, centred: Float64Array, axes: Axes): Positions {
  return positionsFrom(evidenceOn(votes, centred, firstAxes(axes, 2)))
}

function meanSquare(votes: VoteMatrix, centred: Float64Array): number {
  let sum = 0
  for (const value of centred) sum += value * value
  return sum / Math.max(1, votes.rows)
}
