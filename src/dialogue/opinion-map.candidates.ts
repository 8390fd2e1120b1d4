import { constants, methodSeed } from './opinion-map.constants.ts'
import { type Grouping, kMeans, silhouette, sizesOf } from './opinion-map.groups.ts'
import type { VoteMatrix } from './opinion-map.matrix.ts'
import { type Mixture, mixture, mostProbableGroups } from './opinion-map.mixture.ts'
import { type Evidence, type Positions, positionsFrom } from './opinion-map.positions.ts'
import { randomStream } from './opinion-map.random.ts'
import type { Responses } from './opinion-map.response.ts'
import { type Valley, valleys } from './opinion-map.valley.ts'

/** A number of groups that was tried. */
export type Candidate = {
  k: number
  /** Largest first. */
  sizes: number[]
  /** Mean silhouette: near 1 when groups are tight and far apart. */
  silhouette: number
  /** Evidence for k groups rather than one bell of views (difference of the Bayesian information criterion; above 10 is very strong). */
  evidence: number
  /**
   * Evidence that people stand apart and not along lines from group to group (natural log): on the weakest link, and summed over the k − 1
   * links on which it is weakest. The sum is null where two groups have no valley between them, all is null if ruled out before.
   */
  valleys: { weakest: number; linked: number | null } | null
  /** Smallest distance found between two groups, in standard deviations within groups; null as above. */
  gap: number | null
}

/** Tries 2, 3 … groups; `clear` is the number that holds, if one does. */
export function separated(
  votes: VoteMatrix,
  responses: Responses,
  evidence: Evidence,
): { candidates: Candidate[]; clear: Mixture | undefined } {
  const positions = positionsFrom(evidence)
  const single = fittedMixture(evidence, 1)
  const smallest = Math.max(constants.smallestGroup, constants.smallestGroupShare * evidence.rows)
  const tried = Array.from({ length: mostGroupsOn(evidence.axes) - 1 }, (_, index) => {
    const model = fittedMixture(evidence, index + 2)
    return { model, candidate: described(evidence, positions, model, single) }
  })
  const likely = tried
    .filter(({ candidate }) => candidate.evidence >= constants.strongEvidence && candidate.sizes.every(size => size >= smallest))
    .sort((a, b) => b.candidate.evidence - a.candidate.evidence)
  const clear = likely.find(({ model, candidate }) => {
    const found = valleys(votes, responses, evidence, model)
    const weakest = Math.min(...found.map(valley => valley.evidence))
    candidate.valleys = { weakest, linked: weakest < 0 ? null : linked(found, model.k) }
    candidate.gap = Math.min(...found.map(valley => valley.gap))
    return isClear(candidate)
  })
  return { candidates: tried.map(({ candidate }) => candidate), clear: clear?.model }
}

/** On one line an even spread falls into three too easily (5 of 40 simulations); on more axes it hardly does. */
const mostGroupsOn = (axes: number) => (axes === 1 ? 2 : Math.min(constants.mostGroups, axes + 2))

function isClear({ k, valleys }: Candidate): boolean {
  if (valleys === null || valleys.linked === null) return false
  return (
    valleys.linked >= (k === 2 ? constants.valleyEvidence : constants.valleysEvidence) &&
    valleys.weakest >= constants.leastLink * valleys.linked
  )
}

/** The likeliest k bells of views. `weight`: how often each row counts; `near`: groups to begin from, beside others. */
export function fittedMixture(evidence: Evidence, k: number, weight?: Float64Array, near?: Uint8Array): Mixture {
  const positions = positionsFrom(evidence)
  const pull = weight ? positions.certainty.map((certainty, row) => certainty * weight[row]!) : positions.certainty
  const starts = Array.from({ length: k === 1 ? 1 : near ? 2 : constants.starts }, (_, start) =>
    kMeans(positions, pull, k, randomStream(methodSeed + k, start)),
  )
  return mixture(evidence, k, [...(near ? [near] : []), ...distinct(starts)], weight)
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

function described(evidence: Evidence, positions: Positions, model: Mixture, single: Mixture): Candidate {
  const of = mostProbableGroups(evidence, model)
  return {
    k: model.k,
    sizes: sizesOf(of, model.k).sort((a, b) => b - a),
    silhouette: silhouette(positions, of, model.centres),
    evidence: single.bic - model.bic,
    valleys: null,
    gap: null,
  }
}

/** Links all groups by the smallest evidence (minimum spanning tree, Prim): whoever could walk between groups would walk there. */
function linked(found: Valley[], k: number): number {
  const reached = new Set([0])
  let sum = 0
  while (reached.size < k) {
    const next = found
      .filter(({ between: [a, b] }) => reached.has(a) !== reached.has(b))
      .reduce((least, valley) => (valley.evidence < least.evidence ? valley : least))
    sum += next.evidence
    for (const group of next.between) reached.add(group)
  }
  return sum
}
