import { constants, methodSeed } from './opinion-map.constants.ts'
import { type Grouping, kMeans, silhouette, sizesOf } from './opinion-map.groups.ts'
import { centredAnswers, type VoteMatrix } from './opinion-map.matrix.ts'
import { type Mixture, mixture, mostProbableGroups, smallestDetour, smallestGap } from './opinion-map.mixture.ts'
import { type Axes, exactly, firstAxes, principalAxes } from './opinion-map.pca.ts'
import { type Evidence, evidenceOn, type Positions, positionsFrom } from './opinion-map.positions.ts'
import { randomStream } from './opinion-map.random.ts'
import { adjustedRandIndex } from './opinion-map.similarity.ts'

export type StabilityReason =
  /** The groups are found again among resampled people. */
  | 'stable'
  /** Fewer people mapped than two groups of the smallest size need. */
  | 'too-few-people'
  /** No view is shared more than in votes shuffled within each statement. */
  | 'no-structure'
  /** Views are shared, but people stand along them without a clear gap. */
  | 'continuum'
  /** A gap shows, but not again among resampled people. */
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
  /** The index must reach this. */
  threshold: number
}

export type Candidate = {
  k: number
  /** Largest first. */
  sizes: number[]
  /** Mean silhouette: near 1 when groups are tight and far apart. */
  silhouette: number
  /** Evidence for k groups rather than one bell of views (difference of the Bayesian information criterion; above 10 is very strong). */
  evidence: number
  /** Smallest distance between two groups, in standard deviations within groups. */
  gap: number
  /** How far, in the same measure, a group at least stands off the line between two others; null if none lies between others. */
  detour: number | null
}

/** `of`: group per row, numbered by size and then content. `positions`: on the first two axes. */
export type Choice = { k: number; of: Uint8Array; positions: Positions; axes: Axes; totalVariance: number; stability: Stability }

/**
 * The number of groups and who is in which. Groups count when views are shared at all (axes above those of shuffled votes), people stand
 * apart (as many groups as the information criterion wants, with clear gaps, none between two others on a line, each large enough), and
 * resampled people show them again.
 */
export function chooseGroups(votes: VoteMatrix): Choice {
  const centred = centredAnswers(votes)
  const axes = principalAxes(votes, centred, { axes: constants.mostAxes, ...exactly })
  const picture = { axes, positions: twoAxes(votes, centred, axes), totalVariance: meanSquare(votes, centred) }
  const none = (reason: StabilityReason, found: Partial<Stability> = {}): Choice => ({
    ...picture,
    k: 1,
    of: new Uint8Array(votes.rows),
    stability: {
      stable: false,
      reason,
      strongestAxis: null,
      axes: 0,
      candidates: [],
      ari: null,
      threshold: constants.stableFrom,
      ...found,
    },
  })
  if (votes.rows < 2 * constants.smallestGroup || axes.count === 0) return none('too-few-people')
  const shuffled = shuffledLevel(votes)
  const real = firstAxes(axes, axes.variance.filter(variance => variance > shuffled).length)
  const found = { strongestAxis: { variance: axes.variance[0]!, shuffled }, axes: real.count }
  if (real.count === 0) return none('no-structure', found)
  const evidence = evidenceOn(votes, centred, real)
  const { candidates, clear } = separated(evidence)
  if (!clear) return none('continuum', { ...found, candidates })
  const of = mostProbableGroups(evidence, clear)
  const ari = repeatability(votes, real, clear.k, of)
  if (ari < constants.stableFrom) return none('unstable', { ...found, candidates, ari })
  const stability: Stability = { stable: true, reason: 'stable', ...found, candidates, ari, threshold: constants.stableFrom }
  return { ...picture, k: clear.k, of: numberedBySize(of, clear.k), stability }
}

function twoAxes(votes: VoteMatrix, centred: Float64Array, axes: Axes): Positions {
  return positionsFrom(evidenceOn(votes, centred, firstAxes(axes, 2)))
}

/** Variance along the strongest axis that votes reach when nobody shares views: each statement keeps its answers, but deals them anew. */
function shuffledLevel(votes: VoteMatrix): number {
  const places = votesByStatement(votes)
  const variances = Array.from({ length: constants.shuffles }, (_, run) => {
    const shuffled = { ...votes, answer: dealtAnew(votes, places, run) }
    const effort = { axes: 1, steps: 6, restarts: 4, tolerance: 0.03 }
    return principalAxes(shuffled, centredAnswers(shuffled), effort).variance[0] ?? 0
  })
  const mean = variances.reduce((sum, variance) => sum + variance, 0) / variances.length
  const deviation = Math.sqrt(variances.reduce((sum, variance) => sum + (variance - mean) ** 2, 0) / (variances.length - 1))
  return mean + constants.shuffleDeviations * deviation
}

/** Tries 2, 3 … groups; `clear` is the number that holds, if one does. */
function separated(evidence: Evidence): { candidates: Candidate[]; clear: Mixture | undefined } {
  const sample = firstRows(evidence, constants.peopleForGroups)
  const positions = positionsFrom(sample)
  const most = Math.min(constants.mostGroups, sample.axes + 2)
  const mixtures = Array.from({ length: most }, (_, index) => fittedMixture(sample, positions, index + 1))
  const candidates = mixtures.slice(1).map(model => candidate(sample, positions, model, mixtures[0]!))
  const clear = clearest(candidates, Math.max(constants.smallestGroup, constants.smallestGroupShare * sample.rows))
  return { candidates, clear: clear && mixtures[clear.k - 1] }
}

/**
 * Of the groupings without tiny groups (outliers are no groups) the one that the information criterion prefers, if by far. When one of its
 * groups lies between two others, people stand on a line: a continuum. When only two of its groups are close, fewer groups may be clear.
 */
function clearest(candidates: Candidate[], smallest: number): Candidate | undefined {
  const large = candidates.filter(({ sizes }) => sizes.every(size => size >= smallest))
  const best = large.reduce<Candidate | undefined>((a, b) => (a && a.evidence >= b.evidence ? a : b), undefined)
  if (!best || isOnLine(best) || best.evidence < constants.strongEvidence) return undefined
  if (large.some(({ k, evidence }) => k > best.k && best.evidence - evidence < constants.clearLead)) return undefined
  return large.findLast(({ k, gap, ...found }) => k <= best.k && gap >= constants.clearGap && !isOnLine(found))
}

const isOnLine = ({ detour }: Pick<Candidate, 'detour'>) => detour !== null && detour < constants.clearDetour

function fittedMixture(evidence: Evidence, positions: Positions, k: number, weight?: Float64Array): Mixture {
  const pull = weight ? positions.certainty.map((certainty, row) => certainty * weight[row]!) : positions.certainty
  const starts = Array.from({ length: k === 1 ? 1 : constants.starts }, (_, start) =>
    kMeans(positions, pull, k, randomStream(methodSeed + k, start)),
  )
  return mixture(evidence, k, distinct(starts), weight)
}

/** k-means mostly ends in the same few places. */
function distinct(starts: Grouping[]): Uint8Array[] {
  const seen = new Set<number>()
  const sorted = starts.sort((a, b) => a.spread - b.spread)
  return sorted
    .filter(({ spread }) => {
      const rounded = Math.round(1000 * Math.log(Math.max(spread, 1e-9)))
      return seen.has(rounded) ? false : seen.add(rounded)
    })
    .map(({ of }) => of)
}

function candidate(evidence: Evidence, positions: Positions, model: Mixture, single: Mixture): Candidate {
  const of = mostProbableGroups(evidence, model)
  return {
    k: model.k,
    sizes: sizesOf(of, model.k).sort((a, b) => b - a),
    silhouette: silhouette(positions, of, model.centres),
    evidence: single.bic - model.bic,
    gap: smallestGap(model, evidence.axes),
    detour: finite(smallestDetour(model, evidence.axes)),
  }
}

const finite = (value: number) => (Number.isFinite(value) ? value : null)

/** Mean similarity of the groups with those that resampled people give, everyone placed by their own votes. */
function repeatability(votes: VoteMatrix, axes: Axes, k: number, of: Uint8Array): number {
  let sum = 0
  for (let run = 0; run < constants.resamples; run++) {
    const weight = resampled(votes.rows, run)
    const centred = centredAnswers(votes, weight)
    const turned = principalAxes(votes, centred, { axes: axes.count, steps: 4, restarts: 6, tolerance: 1e-4, near: axes, weight })
    const again = evidenceOn(votes, centred, turned, weight)
    const model = fittedMixture(again, positionsFrom(again), k, weight)
    sum += adjustedRandIndex(of, mostProbableGroups(again, model))
  }
  return sum / constants.resamples
}

/** How often each row is drawn when as many are drawn with replacement. */
function resampled(rows: number, run: number): Float64Array {
  const random = randomStream(methodSeed + 1, run)
  const times = new Float64Array(rows)
  for (let draw = 0; draw < rows; draw++) times[Math.floor(random() * rows)]!++
  return times
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

/** Rows stand in an order that has nothing to do with opinion, so the first ones are a random sample. */
function firstRows(evidence: Evidence, most: number): Evidence {
  const rows = Math.min(most, evidence.rows)
  const { axes } = evidence
  return { ...evidence, rows, gram: evidence.gram.subarray(0, rows * axes * axes), pull: evidence.pull.subarray(0, rows * axes) }
}

/** Largest group first; of equal groups the one with the earlier member. */
function numberedBySize(of: Uint8Array, k: number): Uint8Array {
  const size = sizesOf(of, k)
  const order = Array.from({ length: k }, (_, group) => group).sort((a, b) => size[b]! - size[a]! || of.indexOf(a) - of.indexOf(b))
  return of.map(group => order.indexOf(group))
}

function meanSquare(votes: VoteMatrix, centred: Float64Array): number {
  let sum = 0
  for (const value of centred) sum += value * value
  return sum / Math.max(1, votes.rows)
}
