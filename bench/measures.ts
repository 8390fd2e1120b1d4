import { constants } from '../src/dialogue/opinion-map.constants.ts'
import { randomStream } from '../src/dialogue/opinion-map.random.ts'
import { adjustedRandIndex } from '../src/dialogue/opinion-map.similarity.ts'
import { statementResults } from '../src/dialogue/opinion-map.statements.ts'
import type { OpinionMap, VoteList } from '../src/dialogue/opinion-map.ts'
import { matrixOf, shuffled } from './changed-votes.ts'

/** Group per person; null for whoever is in none. */
export type Assignments = readonly (number | null)[]
/** Place per person; null for whoever has none. */
export type Places = readonly (readonly [x: number, y: number] | null)[]

/** Adjusted Rand index over the people who are in both. */
export function similarityOf(a: Assignments, b: Assignments): number {
  const both = Array.from(a.keys()).filter(person => a[person] !== null && b[person] !== null)
  return adjustedRandIndex(
    Uint8Array.from(both, person => a[person]!),
    Uint8Array.from(both, person => b[person]!),
  )
}

/** Of the groups found, the best F1 for these people. Without groups nobody is found. */
export function bestF1(found: Assignments, isMeant: (person: number) => boolean): number {
  const [size, hits] = [new Map<number, number>(), new Map<number, number>()]
  let meant = 0
  found.forEach((group, person) => {
    if (isMeant(person)) meant++
    if (group === null) return
    size.set(group, (size.get(group) ?? 0) + 1)
    if (isMeant(person)) hits.set(group, (hits.get(group) ?? 0) + 1)
  })
  if (size.size < 2) return 0
  return Math.max(...Array.from(size, ([group, members]) => (2 * (hits.get(group) ?? 0)) / (members + meant)))
}

/** Spearman's rank correlation of the votes somebody cast with the distance of their place from the mean place. */
export function activityCorrelation(positions: Places, votes: VoteList): number {
  const cast = new Float64Array(votes.participantIds.length)
  for (const person of votes.participant) cast[person]!++
  const mapped = positions.flatMap((place, person) => (place ? [{ x: place[0], y: place[1], cast: cast[person]! }] : []))
  const [x, y] = [mean(mapped.map(each => each.x)), mean(mapped.map(each => each.y))]
  return rankCorrelation(
    mapped.map(each => each.cast),
    mapped.map(each => Math.hypot(each.x - x, each.y - y)),
  )
}

function rankCorrelation(a: readonly number[], b: readonly number[]): number {
  const [left, right] = [ranks(a), ranks(b)]
  const [middle, other] = [mean(left), mean(right)]
  let [together, own, others] = [0, 0, 0]
  left.forEach((rank, i) => {
    together += (rank - middle) * (right[i]! - other)
    own += (rank - middle) ** 2
    others += (right[i]! - other) ** 2
  })
  return together / Math.sqrt(own * others)
}

/** Equal values share their mean rank. */
function ranks(values: readonly number[]): number[] {
  const order = [...values.keys()].sort((a, b) => values[a]! - values[b]!)
  const rank = new Array<number>(values.length)
  for (let from = 0; from < order.length; ) {
    let to = from
    while (to + 1 < order.length && values[order[to + 1]!] === values[order[from]!]) to++
    for (let place = from; place <= to; place++) rank[order[place]!] = (from + to) / 2
    from = to + 1
  }
  return rank
}

/** How many statements are called characteristic of a group, and in the mean when the labels are dealt anew to the same people. */
export function calledCharacteristic(votes: VoteList, groups: Assignments, k: number, deals = 20): { right: number; wrong: number } {
  const matrix = matrixOf(votes)
  const labels = Uint8Array.from(groups, group => group ?? noGroup)
  const labelled = [...labels.keys()].filter(person => labels[person] !== noGroup)
  const called = (labels: Uint8Array) => statementResults(matrix, labels, k).characteristic.reduce((sum, found) => sum + found.length, 0)
  const wrong = seeds(deals).map(seed => {
    const anew = labels.slice()
    shuffled(labelled, randomStream(seed, 21)).forEach((from, place) => {
      anew[labelled[place]!] = labels[from]!
    })
    return called(anew)
  })
  return { right: called(labels), wrong: mean(wrong) }
}

const noGroup = 255

/**
 * Statements shown as uniting or jointly rejected, and those of them with too few votes in some group; counted from the votes and the groups,
 * so that the map is not its own witness.
 */
export function thinConsensus(map: OpinionMap, votes: VoteList): { shown: number; thin: number } {
  const shown = [...map.consensus, ...map.jointlyRejected]
  return { shown: shown.length, thin: shown.filter(each => fewestVotesOn(each, map, votes) < constants.fewestVotesInGroup).length }
}

function fewestVotesOn(statement: number, map: OpinionMap, votes: VoteList): number {
  const perGroup = new Array<number>(map.k).fill(0)
  votes.statement.forEach((each, vote) => {
    const group = map.k === 1 ? 0 : map.assignments[votes.participant[vote]!]!
    if (each === statement && group !== null) perGroup[group]!++
  })
  return Math.min(...perGroup)
}

export const seeds = (count: number) => Array.from({ length: count }, (_, i) => i + 1)
export const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0)
export const mean = (values: readonly number[]) => total(values) / values.length
