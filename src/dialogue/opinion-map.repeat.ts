import { fittedMixture } from './opinion-map.candidates.ts'
import { constants, methodSeed } from './opinion-map.constants.ts'
import type { VoteMatrix } from './opinion-map.matrix.ts'
import { mostProbableGroups } from './opinion-map.mixture.ts'
import { copied, type People } from './opinion-map.people.ts'
import { randomStream } from './opinion-map.random.ts'
import { evidenceOfAnswers, fitResponses, type Responses } from './opinion-map.response.ts'
import { adjustedRandIndex } from './opinion-map.similarity.ts'

/** From a fit to all people, the fit to resampled ones is a few steps away. */
const rounds = 3

/** Mean similarity of the groups with those that resampled people give, everyone placed by their own votes. */
export function repeatability(votes: VoteMatrix, responses: Responses, people: People, of: Uint8Array, k: number): number {
  let sum = 0
  for (let run = 0; run < constants.resamples; run++) {
    const weight = resampled(votes.rows, run)
    const moved = copied(people)
    const again = evidenceOfAnswers(votes, fitResponses(votes, moved, rounds, responses, weight), moved, 1)
    sum += adjustedRandIndex(of, mostProbableGroups(again, fittedMixture(again, k, weight, of)))
  }
  return sum / constants.resamples
}

/** Similarity of the groups with those that the same people give when a tenth of their votes is missing. */
export function repeatabilityOfFewerVotes(votes: VoteMatrix, responses: Responses, people: People, of: Uint8Array, k: number): number {
  let sum = 0
  for (let run = 0; run < constants.resamples; run++) {
    const fewer = withoutTenth(votes, run)
    const moved = copied(people)
    const again = evidenceOfAnswers(fewer, fitResponses(fewer, moved, rounds, responses), moved, 1)
    sum += adjustedRandIndex(of, mostProbableGroups(again, fittedMixture(again, k, undefined, of)))
  }
  return sum / constants.resamples
}

function withoutTenth(votes: VoteMatrix, run: number): VoteMatrix {
  const random = randomStream(methodSeed + 3, run)
  const start = new Uint32Array(votes.rows + 1)
  const kept: number[] = []
  for (let row = 0; row < votes.rows; row++) {
    for (let vote = votes.start[row]!; vote < votes.start[row + 1]!; vote++) if (random() >= 0.1) kept.push(vote)
    start[row + 1] = kept.length
  }
  return {
    ...votes,
    start,
    column: Uint32Array.from(kept, vote => votes.column[vote]!),
    answer: Int8Array.from(kept, vote => votes.answer[vote]!),
  }
}

/** How often each row is drawn when as many are drawn with replacement. */
function resampled(rows: number, run: number): Float64Array {
  const random = randomStream(methodSeed + 1, run)
  const times = new Float64Array(rows)
  for (let draw = 0; draw < rows; draw++) times[Math.floor(random() * rows)]!++
  return times
}
