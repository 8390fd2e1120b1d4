import { constants, methodSeed } from './opinion-map.constants.ts'
import { centredAnswers, type VoteMatrix } from './opinion-map.matrix.ts'
import { principalAxes } from './opinion-map.pca.ts'
import { randomStream } from './opinion-map.random.ts'

/** A bound on noise needs no exact axis. */
const roughly = { axes: 1, steps: 6, restarts: 4, tolerance: 0.03 }

/** Variance along the strongest axis that votes reach when nobody shares views: each statement keeps its answers, but deals them anew. */
export function shuffledLevel(votes: VoteMatrix): number {
  const places = votesByStatement(votes)
  const variances = Array.from({ length: constants.shuffles }, (_, run) => {
    const shuffled = { ...votes, answer: dealtAnew(votes, places, run) }
    return principalAxes(shuffled, centredAnswers(shuffled), roughly).variance[0] ?? 0
  })
  const mean = variances.reduce((sum, variance) => sum + variance, 0) / variances.length
  const deviation = Math.sqrt(variances.reduce((sum, variance) => sum + (variance - mean) ** 2, 0) / (variances.length - 1))
  return mean + constants.shuffleDeviations * deviation
}

function dealtAnew(votes: VoteMatrix, places: Uint32Array[], run: number): Int8Array {
  const random = randomStream(methodSeed + 2, run)
  const answer = votes.answer.slice()
  for (const place of places) {
    for (let last = place.length - 1; last > 0; last--) {
      const [here, there] = [place[last]!, place[Math.floor(random() * (last + 1))]!]
      const kept = answer[here]!
      answer[here] = answer[there]!
      answer[there] = kept
    }
  }
  return answer
}

/** Where the votes of each statement stand. */
function votesByStatement(votes: VoteMatrix): Uint32Array[] {
  const count = new Uint32Array(votes.columns)
  for (let vote = 0; vote < votes.column.length; vote++) count[votes.column[vote]!]!++
  const places = Array.from(count, length => new Uint32Array(length))
  count.fill(0)
  for (let vote = 0; vote < votes.column.length; vote++) places[votes.column[vote]!]![count[votes.column[vote]!]!++] = vote
  return places
}
