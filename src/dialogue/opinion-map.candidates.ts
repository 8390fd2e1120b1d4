import { constants, methodSeed } from './opinion-map.constants.ts'
import { type Crew, oneAfterTheOther, type TaskOf } from './opinion-map.crew.ts'
import { type Grouping, kMeans, silhouette, sizesOf } from './opinion-map.groups.ts'
import type { VoteMatrix } from './opinion-map.matrix.ts'
import { crowdOf, likelihoodOf, mixture, mostProbableGroups } from './opinion-map.mixture.ts'
import { copied, firstPeople, type People } from './opinion-map.people.ts'
import type { Positions } from './opinion-map.positions.ts'
import type { Crowd } from './opinion-map.posterior.ts'
import { randomStream } from './opinion-map.random.ts'
import { type Fitted, refined } from './opinion-map.refinement.ts'
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

/** A number of groups, with everything that was fitted for it. */
type Trial = Refitted & { candidate: Candidate }

/**
 * Tries 2, 3 … groups on so many real axes; `clear` is the number that holds, if one does. Evidence compares fits that know their groups;
 * valleys are looked for in the fit that knows of none, which would not dig them.
 */
export function separated(
  votes: VoteMatrix,
  responses: Responses,
  people: People,
  axes: number,
  crew: Crew,
  most = mostGroupsOn(axes),
): { candidates: Candidate[]; clear: Fitted | undefined } {
  const positions = positionsOf(people, axes)
  const smallest = Math.max(constants.smallestGroup, constants.smallestGroupShare * people.rows)
  const bell = mixture(people, [crowdOf(people, 1, new Uint8Array(people.rows))])
  const tried: Trial[] = []
  let one: number | undefined
  for (const trial of oneAfterTheOther<'refitted'>(crew, refits(votes, responses, people, positions, bell, most))) {
    if (one === undefined) one = criterion(trial.people, bell, axes)
    else tried.push({ ...trial, candidate: described(positions, trial, one - criterion(trial.people, trial.fitted.mixture, axes)) })
    if (isDeclining(tried)) break
  }
  const likely = tried
    .filter(({ candidate }) => candidate.evidence >= constants.strongEvidence && candidate.sizes.every(size => size >= smallest))
    .sort((a, b) => b.candidate.evidence - a.candidate.evidence)
  const clear = likely.find(({ fitted, people: moved, candidate }) => {
    const groups = mixture(people, [crowdOf(people, candidate.k, mostProbableGroups(moved, fitted.mixture))])
    const found = valleys(votes, responses, people, groups, crew)
    const weakest = Math.min(...found.map(valley => valley.evidence))
    candidate.valleys = { weakest, linked: weakest < 0 ? null : linked(found, candidate.k) }
    candidate.gap = Math.min(...found.map(valley => valley.gap))
    return isClear(candidate)
  })
  return { candidates: tried.map(({ candidate }) => candidate), clear: clear?.fitted }
}

/** For one bell, two groups, three …: the way to each begins at the one before. */
function* refits(
  votes: VoteMatrix,
  responses: Responses,
  people: People,
  positions: Positions,
  bell: Crowd,
  most: number,
): Generator<TaskOf<'refitted'>> {
  let last = bell
  yield { deed: 'refitted', piece: { votes, people, fitted: { responses, mixture: last } } }
  for (let k = 2; k <= most; k++) {
    last = mixture(people, starts(people, positions, last, k))
    yield { deed: 'refitted', piece: { votes, people, fitted: { responses, mixture: last } } }
  }
}

const roundsOfRefining = 5

type Refitted = { people: People; fitted: Fitted }

export function refitted({ votes, people, fitted }: Refitted & { votes: VoteMatrix }): Refitted {
  const moved = copied(people)
  return { people: moved, fitted: refined(votes, moved, fitted, roundsOfRefining) }
}

/** Bayesian information criterion, lower is better. */
function criterion(people: People, crowd: Crowd, axes: number): number {
  const parameters = crowd.k * axes + (crowd.k - 1) + (axes * (axes + 1)) / 2
  return parameters * Math.log(Math.max(2, people.rows)) - 2 * likelihoodOf(people, crowd)
}

/** Where one group more explains less, still more groups are not tried. */
const isDeclining = (tried: Trial[]) => tried.length > 1 && tried.at(-1)!.candidate.evidence < tried.at(-2)!.candidate.evidence

/** On one line an even spread falls into three too easily (5 of 40 simulations); on more axes it hardly does. */
const mostGroupsOn = (axes: number) => (axes === 1 ? 2 : Math.min(constants.mostGroups, axes + 2))

function isClear({ k, valleys }: Candidate): boolean {
  if (valleys === null || valleys.linked === null) return false
  return (
    valleys.linked >= (k === 2 ? constants.valleyEvidence : constants.valleysEvidence) &&
    valleys.weakest >= constants.leastLink * valleys.linked
  )
}

/** k-means from several starts, and the crowd of one group less with its widest group cut in two. */
function starts(people: People, positions: Positions, fewer: Crowd, k: number): Crowd[] {
  const few = firstPeople(people, Math.min(people.rows, peopleToStart))
  const { axes, at, certainty } = positions
  const first = { axes, at: at.subarray(0, few.rows * axes), certainty: certainty.subarray(0, few.rows) }
  const groupings = Array.from({ length: constants.starts }, (_, start) =>
    kMeans(first, first.certainty, k, randomStream(methodSeed + k, start)),
  )
  return [...distinct(groupings), ...cuts(few, first, fewer)].map(of => crowdOf(few, k, of))
}

const peopleToStart = 1000

/** Each large group cut at its middle along the axis on which it is widest. */
function cuts(people: People, { axes, at }: Positions, fewer: Crowd): Uint8Array[] {
  if (fewer.k === 1) return []
  const of = mostProbableGroups(people, fewer)
  const sizes = sizesOf(of, fewer.k)
  return sizes.flatMap((size, group) => {
    if (size < 2 * constants.smallestGroupShare * people.rows) return []
    const moments = new Float64Array(2 * axes)
    of.forEach((own, row) => {
      for (let i = 0; own === group && i < axes; i++) {
        moments[i]! += at[row * axes + i]! / size
        moments[axes + i]! += at[row * axes + i]! ** 2 / size
      }
    })
    const variance = moments.subarray(axes).map((square, i) => square - moments[i]! ** 2)
    const widest = variance.indexOf(Math.max(...variance))
    return [of.map((own, row) => (own === group && at[row * axes + widest]! > moments[widest]! ? fewer.k : own))]
  })
}

/** Places on the real axes alone. */
function positionsOf({ rows, mean, covariance }: People, axes: number): Positions {
  const at = new Float64Array(rows * axes)
  const certainty = new Float64Array(rows)
  for (let row = 0; row < rows; row++) {
    for (let i = 0; i < axes; i++) {
      at[row * axes + i] = mean[3 * row + i]!
      certainty[row]! += Math.max(0, 1 - covariance[9 * row + 4 * i]!) / axes
    }
  }
  return { axes, at, certainty }
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

function described(positions: Positions, { people, fitted: { mixture } }: Omit<Trial, 'candidate'>, evidence: number): Candidate {
  const of = mostProbableGroups(people, mixture)
  const { axes } = positions
  const centres = Float64Array.from({ length: mixture.k * axes }, (_, i) => mixture.centres[3 * Math.floor(i / axes) + (i % axes)]!)
  return {
    k: mixture.k,
    sizes: sizesOf(of, mixture.k).sort((a, b) => b - a),
    silhouette: silhouette(positions, of, centres),
    evidence,
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
