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
  return ascending(ids.length).sort((a, b) => high[a]! - high[b]! || low[a]! - low[b]! || (ids[a]! < ids[b]! ? -1 : 1))
}

function arranged(votes: VoteList, participantAt: Uint32Array, statementAt: Uint32Array): VoteMatrix {
  const rowOf = ranks(participantAt)
  const columnOf = ranks(statementAt)
  const order = sortedBy(votes.participant, rowOf, sortedBy(votes.statement, columnOf, ascending(votes.answer.length)))
  const start = new Uint32Array(participantAt.length + 1)
  const column = new Uint32Array(order.length)
  const answer = new Int8Array(order.length)
  for (let place = 0; place < order.length; place++) {
    const vote = order[place]!
    start[rowOf[votes.participant[vote]!]! + 1]!++
    column[place] = columnOf[votes.statement[vote]!]!
    answer[place] = votes.answer[vote]!
  }
  for (let row = 0; row < participantAt.length; row++) start[row + 1]! += start[row]!
  return { rows: participantAt.length, columns: statementAt.length, start, column, answer }
}

function ascending(length: number): Uint32Array {
  const numbers = new Uint32Array(length)
  for (let i = 0; i < length; i++) numbers[i] = i
  return numbers
}

function ranks(order: Uint32Array): Uint32Array {
  const rank = new Uint32Array(order.length)
  for (let position = 0; position < order.length; position++) rank[order[position]!] = position
  return rank
}

/** Counting sort, stable. */
function sortedBy(member: Uint32Array, rank: Uint32Array, votes: Uint32Array): Uint32Array {
  const next = new Uint32Array(rank.length + 1)
  for (let vote = 0; vote < member.length; vote++) next[rank[member[vote]!]! + 1]!++
  for (let position = 0; position < rank.length; position++) next[position + 1]! += next[position]!
  const sorted = new Uint32Array(votes.length)
  for (let place = 0; place < votes.length; place++) sorted[next[rank[member[votes[place]!]!]!]!++] = votes[place]!
  return sorted
}
