import { peopleForGroups, peopleForResponses } from './opinion-map.constants.ts'
import type { Crew } from './opinion-map.crew.ts'
import { type Decision, decided } from './opinion-map.decision.ts'
import { firstRows, type VoteMatrix } from './opinion-map.matrix.ts'
import { type Fitted, placed, refined } from './opinion-map.refinement.ts'
import { sidesOf } from './opinion-map.sides.ts'

export type { Candidate } from './opinion-map.candidates.ts'
export type { Decision, Stability, StabilityReason } from './opinion-map.decision.ts'
export type { Fitted } from './opinion-map.refinement.ts'

/** From the fit of a sample, the fit to more people is a few steps away. */
const roundsOfEstimating = 4

/**
 * Whether there are groups and, if so, what places anybody in one. Rows stand in an order that has nothing to do with opinion: the first are
 * a random sample, which decides; more of them tell where groups stand and how statements are answered.
 */
export function decidedGroups(votes: VoteMatrix, crew: Crew): Decision {
  const { stability, fitted } = decided(votes, crew)
  return fitted ? { stability, fitted: estimated(votes, fitted) } : { stability }
}

/** The fit of the sample, improved by as many people as make a difference. */
function estimated(all: VoteMatrix, fitted: Fitted): Fitted {
  if (all.rows <= peopleForGroups(all.columns)) return fitted
  const votes = sidesOf(firstRows(all, peopleForResponses(all.columns)))
  return refined(votes, placed(votes, fitted), fitted, roundsOfEstimating)
}
