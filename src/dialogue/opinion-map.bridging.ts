import { constants } from './opinion-map.constants.ts'
import { type Factors, firstAxisAt, fitFactors } from './opinion-map.factors.ts'
import { answerCounts, firstRows, type VoteMatrix } from './opinion-map.matrix.ts'

/** Per statement, in the order of the columns, from −1 (everybody disagrees) to 1 (everybody agrees); never NaN. */
export type BridgingScores = {
  /** The answer expected of somebody midway between the camps. */
  score: Float64Array
  /** Lower bound of it, one-sided 95 %; −Infinity, that is none, with fewer votes among the people looked at than are asked for in a group. */
  lower: Float64Array
}

/**
 * Support that does not depend on camp: the intercept of a statement in r = μ + bᵤ + bᵢ + fᵤ·fᵢ. What an intercept says depends on where
 * the axis has its 0. Here that is midway between its two sides, however many people stand on each, so that a large camp lifts its
 * statements no more than a small one. Passing counts as 0, halfway.
 */
export function bridgingScores(votes: VoteMatrix): BridgingScores {
  const sample = firstRows(votes, peopleLookedAt(votes))
  const factors = fitFactors(sample, axes)
  const place = middle(factors)
  const { agree, disagree, pass } = answerCounts(sample)
  const score = new Float64Array(votes.columns)
  const lower = new Float64Array(votes.columns).fill(Number.NEGATIVE_INFINITY)
  for (let column = 0; column < votes.columns; column++) {
    const { expected, deviation } = answerAt(factors, column, place)
    score[column] = bounded(expected)
    const isKnown = agree[column]! + disagree[column]! + pass[column]! >= constants.fewestVotesInGroup
    if (isKnown) lower[column] = bounded(expected - oneSided95 * deviation)
  }
  return { score, lower }
}

/** With so many votes a statement the score is known to a twentieth, and more people cost time; but to know the camps it takes people. */
const votesPerStatement = 240
const fewestPeople = 2000

/** The first rows that have so many votes together. */
function peopleLookedAt({ rows, columns, start }: VoteMatrix): number {
  const enough = start.findIndex(votes => votes >= votesPerStatement * columns)
  return enough < 0 ? rows : Math.max(fewestPeople, enough)
}

/** What camps differ in most. Where its middle lies can be said of one axis, not of several that may be turned. */
const axes = 1
const oneSided95 = 1.6448536269514722

/** Somebody (1, c, z) midway between the two sides, who agrees as readily as people do in the mean. */
function middle({ size, people }: Factors): Float64Array {
  const number = (i: number) => Float64Array.from({ length: people.count }, (_, row) => people.mean[row * size + i]!)
  const variance = Float64Array.from({ length: people.count }, (_, row) => people.covariance[(row + 1) * size * size - 1]!)
  const place = Float64Array.from({ length: size }, (_, i) => mean(number(i)))
  const along = number(firstAxisAt)
  const sideOf = sides(along)
  const [one, other] = [0, 1].map(side => asVoted(along, variance, people.variance[firstAxisAt]!, row => sideOf[row] === side))
  if (one !== undefined && other !== undefined) place[firstAxisAt] = (one + other) / 2
  return place
}

/**
 * Where the votes of these people put them together. Everyone alone is drawn to the middle of all, a small side farther than a large one:
 * with m and v the mean and variance of one and t the variance between people, Σ m/v ÷ Σ (1/v − 1/t) takes that out.
 */
function asVoted(along: Float64Array, variance: Float64Array, between: number, isMeant: (row: number) => boolean): number | undefined {
  let pull = 0
  let known = 0
  for (let row = 0; row < along.length; row++) {
    if (!isMeant(row)) continue
    pull += along[row]! / variance[row]!
    known += Math.max(0, 1 / variance[row]! - 1 / between)
  }
  return known > 0 ? pull / known : undefined
}

/** Who stands above the point that lies midway between the mean of those above and of those below it (Ridler and Calvard 1978). */
function sides(along: Float64Array): Uint8Array {
  let point = mean(along)
  for (let step = 0; step < mostSteps; step++) {
    const [above, below] = [along.filter(at => at > point), along.filter(at => at <= point)]
    const next = above.length && below.length ? (mean(above) + mean(below)) / 2 : point
    if (next === point) break
    point = next
  }
  return Uint8Array.from(along, at => (at > point ? 1 : 0))
}

const mostSteps = 50

function answerAt({ size, statements }: Factors, column: number, place: Float64Array): { expected: number; deviation: number } {
  let expected = 0
  let variance = 0
  for (let i = 0; i < size; i++) {
    expected += place[i]! * statements.mean[column * size + i]!
    for (let j = 0; j < size; j++) variance += place[i]! * place[j]! * statements.covariance[(column * size + i) * size + j]!
  }
  return { expected, deviation: Math.sqrt(Math.max(0, variance)) }
}

const bounded = (value: number) => Math.min(1, Math.max(-1, value))

function mean(values: Float64Array): number {
  let sum = 0
  for (const value of values) sum += value
  return sum / Math.max(1, values.length)
}
