import { type Rows, rowsInParts } from './opinion-map.chunks.ts'
import type { Crew } from './opinion-map.crew.ts'
import type { VoteMatrix } from './opinion-map.matrix.ts'
import { shared, type VoteRows } from './opinion-map.rows.ts'

/** 64 bits per row, as two words. */
export type Fingerprints = { high: Uint32Array; low: Uint32Array }

/** What each answer to each statement adds to a fingerprint, by code. */
export type Salts = Fingerprints

/** The statement's id and nothing else decides, so that one more vote or statement leaves everyone else's fingerprint as it is. */
export function saltsOf(statementIds: readonly string[], columns: Uint32Array): Salts {
  const high = shared.integers(4 * statementIds.length)
  const low = shared.integers(4 * statementIds.length)
  statementIds.forEach((id, statement) => {
    const name = hashOf(id)
    for (let answer = 0; answer < 3; answer++) {
      high[4 * columns[statement]! + answer] = mixed(name, 0x9e3779b1 + answer)
      low[4 * columns[statement]! + answer] = mixed(name, 0x85ebca77 - answer)
    }
  })
  return { high, low }
}

export function hashOf(id: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < id.length; at++) hash = mixed(hash, id.charCodeAt(at))
  return hash
}

export function fingerprintsOf(votes: VoteRows, salts: Salts, crew: Crew): Fingerprints {
  const prints = { high: shared.integers(votes.rows), low: shared.integers(votes.rows) }
  crew.did(rowsInParts(votes.rows, crew.size).map(part => ({ deed: 'takeFingerprints', piece: { votes, salts, prints, part } })))
  return prints
}

/** A sum over a person's votes: it knows neither their order nor the person. */
export function takeFingerprints({ votes, salts, prints, part: { from, to } }: FingerprintPiece): void {
  const { start, end, codes } = votes
  for (let row = from; row < to; row++) {
    let high = 0
    let low = 0
    for (let vote = start[row]!; vote < end[row]!; vote++) {
      high = (high + salts.high[codes[vote]!]!) | 0
      low = (low + salts.low[codes[vote]!]!) | 0
    }
    prints.high[row] = mixed(high, low)
    prints.low[row] = mixed(low, high)
  }
}

type FingerprintPiece = { votes: VoteRows; salts: Salts; prints: Fingerprints; part: Rows }

/**
 * Up to `most` of the rows with at least `fewest` votes, drawn at random but by content alone: the smallest fingerprints, in their order.
 * Of people with the very same votes each is drawn on their own; which of them does not matter.
 */
export function sampledRows(votes: VoteRows, prints: Fingerprints, fewest: number, most: number): Uint32Array {
  const { keys, rows } = tickets(votes, prints, fewest)
  const limit = bucketLimit(keys.high, most)
  const drawn: number[] = []
  for (let ticket = 0; ticket < rows.length; ticket++) if (keys.high[ticket]! >>> bucketShift <= limit) drawn.push(ticket)
  drawn.sort((a, b) => keys.high[a]! - keys.high[b]! || keys.low[a]! - keys.low[b]!)
  return Uint32Array.from(drawn.slice(0, most), ticket => rows[ticket]!)
}

/** One per row with enough votes: its fingerprint or, where that has been met before, another one made of it and how often. */
function tickets(
  { rows: people, start, end }: VoteRows,
  { high, low }: Fingerprints,
  fewest: number,
): { keys: Fingerprints; rows: Uint32Array } {
  const firstWith = firstSeen(people)
  const met = new Uint32Array(people)
  const rows = new Uint32Array(people)
  const keys = { high: new Uint32Array(people), low: new Uint32Array(people) }
  let count = 0
  for (let row = 0; row < people; row++) {
    if (end[row]! - start[row]! < fewest) continue
    const copy = met[firstWith(high[row]!, low[row]!, row, low)]!++
    keys.high[count] = copy === 0 ? high[row]! : mixed(high[row]!, copy)
    keys.low[count] = copy === 0 ? low[row]! : mixed(low[row]!, copy)
    rows[count++] = row
  }
  return { keys: { high: keys.high.subarray(0, count), low: keys.low.subarray(0, count) }, rows: rows.subarray(0, count) }
}

/** The first row that came with a fingerprint: a table with open addresses, a row and a word of its fingerprint side by side. */
function firstSeen(people: number) {
  const slots = 2 ** Math.ceil(Math.log2(2 * Math.max(1, people)))
  const table = new Uint32Array(2 * slots)
  return (high: number, low: number, row: number, lowOf: Uint32Array): number => {
    for (let slot = low & (slots - 1); ; slot = (slot + 1) & (slots - 1)) {
      const held = table[2 * slot]!
      if (held === 0) {
        table[2 * slot] = row + 1
        table[2 * slot + 1] = high
        return row
      }
      if (table[2 * slot + 1] === high && lowOf[held - 1] === low) return held - 1
    }
  }
}

const bucketShift = 16

/** The first bucket of keys up to which there are `most` of them, or all there are. */
function bucketLimit(high: Uint32Array, most: number): number {
  const counts = new Uint32Array(1 << (32 - bucketShift))
  for (const key of high) counts[key >>> bucketShift]!++
  let bucket = 0
  for (let left = Math.min(most, high.length) - counts[0]!; left > 0; left -= counts[bucket]!) bucket++
  return bucket
}

/** These rows in their order, with columns and answers apart. */
export function matrixOf({ columns, start, end, codes }: VoteRows, rows: Uint32Array): VoteMatrix {
  const begin = new Uint32Array(rows.length + 1)
  rows.forEach((row, index) => {
    begin[index + 1] = begin[index]! + end[row]! - start[row]!
  })
  const matrix = {
    rows: rows.length,
    columns,
    start: begin,
    column: new Uint32Array(begin[rows.length]!),
    answer: new Int8Array(begin[rows.length]!),
  }
  rows.forEach((row, index) => {
    let place = begin[index]!
    for (let vote = start[row]!; vote < end[row]!; vote++) {
      matrix.column[place] = codes[vote]! >>> 2
      matrix.answer[place++] = (codes[vote]! & 3) - 1
    }
  })
  return matrix
}

/** The finalising step of MurmurHash3 (Austin Appleby, public domain), with a salt. */
export function mixed(value: number, salt: number): number {
  let mix = (value ^ Math.imul(salt, 0x9e3779b1)) + 0x6d2b79f5
  mix = Math.imul(mix ^ (mix >>> 16), 0x85ebca6b)
  mix = Math.imul(mix ^ (mix >>> 13), 0xc2b2ae35)
  return (mix ^ (mix >>> 16)) >>> 0
}
