import { constants, methodSeed } from './opinion-map.constants.ts'
import { divided } from './opinion-map.drop.ts'
import type { VoteMatrix } from './opinion-map.matrix.ts'
import { mostProbableGroups } from './opinion-map.mixture.ts'
import { copied, type People } from './opinion-map.people.ts'
import { randomStream } from './opinion-map.random.ts'
import { type Fitted, refined } from './opinion-map.refinement.ts'
import { adjustedRandIndex } from './opinion-map.similarity.ts'

/** From a fit to all people, the fit to resampled ones is a few steps away. */
const rounds = 2

/** Mean similarity of the groups with those that resampled people give, everyone placed by their own votes. */
export function repeatability(votes: VoteMatrix, people: People, fitted: Fitted): number {
  const of = mostProbableGroups(people, fitted.mixture)
  return meanOf(constants.resamples, run => {
    const moved = copied(people)
    const again = refined(votes, moved, fitted, rounds, resampled(votes.rows, run))
    return adjustedRandIndex(of, mostProbableGroups(moved, again.mixture))
  })
}

/** Mean similarity of the groups with those that the same people give when a tenth of their votes is missing. */
export function repeatabilityOfFewerVotes(votes: VoteMatrix, people: People, fitted: Fitted): number {
  const of = mostProbableGroups(people, fitted.mixture)
  return meanOf(constants.timesDropped, run => {
    const moved = copied(people)
    const again = refined(divided(votes, constants.votesDropped, run).kept, moved, fitted, rounds)
    return adjustedRandIndex(of, mostProbableGroups(moved, again.mixture))
  })
}

function meanOf(runs: number, similarity: (run: number) => number): number {
  let sum = 0
  for (let run = 0; run < runs; run++) sum += similarity(run)
  return sum / runs
}

/** How often each row is drawn when as many are drawn with replacement. */
function resampled(rows: number, run: number): Float64Array {
  const random = randomStream(methodSeed + 1, run)
  const times = new Float64Array(rows)
  for (let draw = 0; draw < rows; draw++) times[Math.floor(random() * rows)]!++
  return times
}
