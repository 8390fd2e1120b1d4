import { constants, methodSeed } from './opinion-map.constants.ts'
import type { TaskOf } from './opinion-map.crew.ts'
import type { VoteMatrix } from './opinion-map.matrix.ts'
import { nearlyPrincipalAxes } from './opinion-map.pca.ts'
import { randomStream } from './opinion-map.random.ts'
import { shared } from './opinion-map.rows.ts'

/** A bound on noise needs no exact axis. */
const roughly = { steps: 5, restarts: 2, tolerance: 0.03 }

/**
 * Variance along the strongest, second … axis that votes reach when nobody shares views: each statement keeps its answers, but deals them
 * anew (parallel analysis, Horn 1965). `runs`: what shuffles came to.
 */
export function shuffledLevels(runs: Float64Array[], axes: number): number[] {
  return Array.from({ length: axes }, (_, axis) => level(runs.map(variance => variance[axis] ?? 0)))
}

/** `answers`: centred, one per vote. */
export function shufflesOf(votes: VoteMatrix, answers: Float64Array, axes: number): TaskOf<'shuffledVariance'>[] {
  const places = votesByStatement(votes)
  return Array.from({ length: constants.shuffles }, (_, run) => ({
    deed: 'shuffledVariance' as const,
    piece: { votes, answers, places, axes, run },
  }))
}

type ShufflePiece = { votes: VoteMatrix; answers: Float64Array; places: Uint32Array[]; axes: number; run: number }

/** Variance along the axes of the votes of one shuffle. */
export const shuffledVariance = ({ votes, answers, places, axes, run }: ShufflePiece): Float64Array =>
  nearlyPrincipalAxes(votes, dealtAnew(answers, places, run), { ...roughly, axes }).variance

function level(variances: number[]): number {
  const mean = variances.reduce((sum, variance) => sum + variance, 0) / variances.length
  const square = variances.reduce((sum, variance) => sum + (variance - mean) ** 2, 0) / (variances.length - 1)
  return mean + constants.shuffleDeviations * Math.sqrt(square)
}

function dealtAnew(answers: Float64Array, places: Uint32Array[], run: number): Float64Array {
  const random = randomStream(methodSeed + 2, run)
  const dealt = answers.slice()
  // the answers of one statement lie far apart, and are dealt side by side
  const hand = new Float64Array(Math.max(0, ...places.map(({ length }) => length)))
  for (const place of places) {
    for (let i = 0; i < place.length; i++) hand[i] = dealt[place[i]!]!
    for (let last = place.length - 1; last > 0; last--) {
      const other = Math.floor(random() * (last + 1))
      const kept = hand[last]!
      hand[last] = hand[other]!
      hand[other] = kept
    }
    for (let i = 0; i < place.length; i++) dealt[place[i]!] = hand[i]!
  }
  return dealt
}

/** Where the votes of each statement stand. */
function votesByStatement(votes: VoteMatrix): Uint32Array[] {
  const count = new Uint32Array(votes.columns)
  for (let vote = 0; vote < votes.column.length; vote++) count[votes.column[vote]!]!++
  const all = shared.integers(votes.column.length)
  let from = 0
  const places = Array.from(count, length => {
    from += length
    return all.subarray(from - length, from)
  })
  count.fill(0)
  for (let vote = 0; vote < votes.column.length; vote++) places[votes.column[vote]!]![count[votes.column[vote]!]!++] = vote
  return places
}
