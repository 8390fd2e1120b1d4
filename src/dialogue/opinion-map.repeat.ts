import { constants, methodSeed } from './opinion-map.constants.ts'
import type { Crew } from './opinion-map.crew.ts'
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
export function repeatability(votes: VoteMatrix, people: People, fitted: Fitted, crew: Crew): number {
  const runs = Array.from({ length: constants.resamples }, (_, run) => ({ votes, people, fitted, run }))
  return mean(crew.did(runs.map(piece => ({ deed: 'similarityOfResampled', piece }))))
}

/** Mean similarity of the groups with those that the same people give when a tenth of their votes is missing. */
export function repeatabilityOfFewerVotes(votes: VoteMatrix, people: People, fitted: Fitted, crew: Crew): number {
  const runs = Array.from({ length: constants.timesDropped }, (_, run) => ({ votes, people, fitted, run }))
  return mean(crew.did(runs.map(piece => ({ deed: 'similarityOfFewerVotes', piece }))))
}

const mean = (similarities: number[]) => similarities.reduce((sum, one) => sum + one, 0) / similarities.length

type RepeatPiece = { votes: VoteMatrix; people: People; fitted: Fitted; run: number }

export const similarityOfResampled = (piece: RepeatPiece): number => similarity(piece, piece.votes, resampled(piece.votes.rows, piece.run))

export const similarityOfFewerVotes = (piece: RepeatPiece): number =>
  similarity(piece, divided(piece.votes, constants.votesDropped, piece.run).kept)

/** Of the groups with those that these votes give. */
function similarity({ people, fitted }: RepeatPiece, votes: VoteMatrix, weight?: Float64Array): number {
  const moved = copied(people)
  const again = refined(votes, moved, fitted, rounds, weight)
  return adjustedRandIndex(mostProbableGroups(people, fitted.mixture), mostProbableGroups(moved, again.mixture))
}

/** How often each row is drawn when as many are drawn with replacement. */
function resampled(rows: number, run: number): Float64Array {
  const random = randomStream(methodSeed + 1, run)
  const times = new Float64Array(rows)
  for (let draw = 0; draw < rows; draw++) times[Math.floor(random() * rows)]!++
  return times
}
