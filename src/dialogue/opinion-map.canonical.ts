import type { VoteMatrix } from './opinion-map.matrix.ts'
import type { VoteList } from './opinion-map.ts'

/** The votes in an order that follows from the votes themselves, and where each person and statement stood before. */
export type CanonicalVotes = { matrix: VoteMatrix; participantAt: Uint32Array; statementAt: Uint32Array }

const refinements = 4

/**
 * Sorts people and statements by a fingerprint of their votes, so that neither the order of rows nor numbering nor ids reach
 * the sums and the random draws. The fingerprints refine each other (colour refinement of Weisfeiler and Leman on the graph of
 * people and statements); whoever still ties is told apart by id, which for equal votes changes nothing.
 */
export function canonicalVotes(votes: VoteList): CanonicalVotes {
  const [people, statements] = fingerprints(votes)
  const participantAt = inOrder(people, votes.participantIds)
  const statementAt = inOrder(statements, votes.statementIds)
  return { matrix: arranged(votes, participantAt, statementAt), participantAt, statementAt }
}

function fingerprints(votes: VoteList): [Fingerprints, Fingerprints] {
  let people = noFingerprints(votes.participantIds.length)
  let statements = noFingerprints(votes.statementIds.length)
  for (let round = 0; round < refinements; round++) {
    const refinedPeople = refined(people, statements, votes.participant, votes.statement, votes.answer)
    statements = refined(statements, refinedPeople, votes.statement, votes.participant, votes.answer)
    people = refinedPeople
  }
  return [people, statements]
}

/** 64 bits each, as two words. */
type Fingerprints = { high: Uint32Array; low: Uint32Array }

const noFingerprints = (count: number): Fingerprints => ({ high: new Uint32Array(count), low: new Uint32Array(count) })

/** Sums of mixed neighbours do not depend on the order in which the votes are listed. */
function refined(own: Fingerprints, others: Fingerprints, mine: Uint32Array, theirs: Uint32Array, answer: Int8Array): Fingerprints {
  const { high, low } = noFingerprints(own.high.length)
  for (let vote = 0; vote < answer.length; vote++) {
    const me = mine[vote]!
    const other = theirs[vote]!
    const salt = answer[vote]! + 2
    high[me] = high[me]! + mixed(others.high[other]!, Math.imul(salt, 0x9e3779b1))
    low[me] = low[me]! + mixed(others.low[other]!, Math.imul(salt, 0x85ebca77))
  }
  for (let me = 0; me < high.length; me++) {
    const before = high[me]!
    high[me] = mixed(before, own.low[me]!)
    low[me] = mixed(low[me]!, before ^ own.high[me]!)
  }
  return { high, low }
}

/** The finalising step of MurmurHash3 (Austin Appleby, public domain), with a salt. */
function mixed(value: number, salt: number): number {
  let mix = (value ^ salt) + 0x6d2b79f5
  mix = Math.imul(mix ^ (mix >>> 16), 0x85ebca6b)
  mix = Math.imul(mix ^ (mix >>> 13), 0xc2b2ae35)
  return (mix ^ (mix >>> 16)) >>> 0
}

function inOrder({ high, low }: Fingerprints, ids: readonly string[]): Uint32Array {
  return Uint32Array.from(ids.keys()).sort((a, b) => high[a]! - high[b]! || low[a]! - low[b]! || (ids[a]! < ids[b]! ? -1 : 1))
}

function arranged(votes: VoteList, participantAt: Uint32Array, statementAt: Uint32Array): VoteMatrix {
  const rowOf = ranks(participantAt)
  const columnOf = ranks(statementAt)
  const byColumn = sortedBy(votes.statement, columnOf, Uint32Array.from(votes.answer.keys()))
  const byRow = sortedBy(votes.participant, rowOf, byColumn)
  const start = new Uint32Array(participantAt.length + 1)
  for (const participant of votes.participant) start[rowOf[participant]! + 1]!++
  for (let row = 0; row < participantAt.length; row++) start[row + 1]! += start[row]!
  return {
    rows: participantAt.length,
    columns: statementAt.length,
    start,
    column: byRow.map(vote => columnOf[votes.statement[vote]!]!),
    answer: Int8Array.from(byRow, vote => votes.answer[vote]!),
  }
}

function ranks(order: Uint32Array): Uint32Array {
  const rank = new Uint32Array(order.length)
  for (let position = 0; position < order.length; position++) rank[order[position]!] = position
  return rank
}

/** Counting sort, stable. */
function sortedBy(member: Uint32Array, rank: Uint32Array, votes: Uint32Array): Uint32Array {
  const next = new Uint32Array(rank.length + 1)
  for (const index of member) next[rank[index]! + 1]!++
  for (let position = 0; position < rank.length; position++) next[position + 1]! += next[position]!
  const sorted = new Uint32Array(votes.length)
  for (const vote of votes) sorted[next[rank[member[vote]!]!]!++] = vote
  return sorted
}
