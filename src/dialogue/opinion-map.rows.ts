import { type Rows, rowsInParts } from './opinion-map.chunks.ts'
import type { Crew } from './opinion-map.crew.ts'
import type { VoteList } from './opinion-map.ts'

/**
 * Votes person by person in shared memory: those of row r stand at `start[r]` to `end[r]`, ascending, `count` in all. A code is the statement's
 * column times four, plus 0 for disagree, 1 for pass, 2 for agree.
 */
export type VoteRows = { rows: number; columns: number; count: number; start: Uint32Array; end: Uint32Array; codes: Codes }
export type Codes = Uint16Array | Uint32Array

/** Columns of statements by id, so that neither their numbering nor one vote more moves them. */
export function columnsById(statementIds: readonly string[]): Uint32Array {
  const order = Uint32Array.from(statementIds.keys()).sort((a, b) => (statementIds[a]! < statementIds[b]! ? -1 : 1))
  return inverse(order)
}

/** Who stands where, of a list that says where who stands; and back. */
export function inverse(order: Uint32Array): Uint32Array {
  const place = new Uint32Array(order.length)
  for (let i = 0; i < order.length; i++) place[order[i]!] = i
  return place
}

/** Room for numbers that all threads see. */
export const shared = {
  bytes: (length: number) => new Uint8Array(new SharedArrayBuffer(length)),
  integers: (length: number) => new Uint32Array(new SharedArrayBuffer(4 * length)),
  answers: (length: number) => new Int8Array(new SharedArrayBuffer(length)),
  millionths: (length: number) => new Int32Array(new SharedArrayBuffer(4 * length)),
  numbers: (length: number) => new Float64Array(new SharedArrayBuffer(8 * length)),
  codes: (length: number, columns: number): Codes =>
    columns <= mostShortColumns ? new Uint16Array(new SharedArrayBuffer(2 * length)) : new Uint32Array(new SharedArrayBuffer(4 * length)),
}

/** A code with two bits for the answer fits into sixteen. */
const mostShortColumns = 1 << 14

/** The votes of a list, person by person. The list may be in any order. */
export function packedRows(votes: VoteList, columns: Uint32Array, crew: Crew): VoteRows {
  const people = votes.participantIds.length
  const start = shared.integers(people + 1)
  const packed: VoteRows = {
    rows: people,
    columns: columns.length,
    count: votes.answer.length,
    start: start.subarray(0, people),
    end: start.subarray(1),
    codes: shared.codes(votes.answer.length, columns.length),
  }
  const entries = rowsInParts(votes.answer.length, crew.size)
  const { participant, statement, answer } = votes
  const counts = crew.did(entries.map(part => ({ deed: 'countVotes', piece: { participant, people, part } })))
  const next = placesOf(start, counts)
  crew.did(
    entries.map((part, i) => ({ deed: 'fillRows', piece: { packed, participant, statement, answer, columns, next: next[i]!, part } })),
  )
  crew.did(rowsInParts(people, 4 * crew.size).map(part => ({ deed: 'sortRows', piece: { packed, part } })))
  return packed
}

/** How many of these votes each person gave. */
export function countVotes({ participant, people, part: { from, to } }: CountPiece): Uint32Array {
  const counts = shared.integers(people)
  for (let entry = from; entry < to; entry++) counts[participant[entry]!]!++
  return counts
}

type CountPiece = { participant: Uint32Array; people: number; part: Rows }

/** Turns the counts of each part into the place of its first vote, per person. */
function placesOf(start: Uint32Array, counts: Uint32Array[]): Uint32Array[] {
  let place = 0
  for (let row = 0; row + 1 < start.length; row++) {
    start[row] = place
    for (const count of counts) {
      const own = count[row]!
      count[row] = place
      place += own
    }
  }
  start[start.length - 1] = place
  return counts
}

export function fillRows({ packed: { codes }, participant, statement, answer, columns, next, part: { from, to } }: FillPiece): void {
  for (let entry = from; entry < to; entry++) {
    codes[next[participant[entry]!]!++] = (columns[statement[entry]!]! << 2) | (answer[entry]! + 1)
  }
}

type FillPiece = Pick<VoteList, 'participant' | 'statement' | 'answer'> & {
  packed: VoteRows
  columns: Uint32Array
  next: Uint32Array
  part: Rows
}

/** Sets the codes of every row in ascending order. */
export function sortRows({ packed: { start, end: ends, codes, columns }, part: { from, to } }: { packed: VoteRows; part: Rows }): void {
  const marks = new Uint32Array((columns >>> 5) + 1)
  const answers = new Uint8Array(columns)
  for (let row = from; row < to; row++) {
    const first = start[row]!
    const end = ends[row]!
    if ((end - first) * fewColumnsPerVote > columns) sortByMarks(codes, first, end, marks, answers)
    else codes.subarray(first, end).sort()
  }
}

/** With more columns than this per vote, marking them costs more than sorting. */
const fewColumnsPerVote = 128

/** Marks a row's columns and reads them off in order: far faster than comparing. */
function sortByMarks(codes: Codes, first: number, end: number, marks: Uint32Array, answers: Uint8Array): void {
  let isSorted = true
  for (let vote = first + 1; vote < end; vote++) if (codes[vote - 1]! > codes[vote]!) isSorted = false
  if (isSorted) return
  for (let vote = first; vote < end; vote++) {
    const code = codes[vote]!
    const column = code >>> 2
    marks[column >>> 5]! |= 1 << (column & 31)
    answers[column] = code & 3
  }
  let place = first
  for (let word = 0; place < end; word++) {
    let left = marks[word]!
    marks[word] = 0
    while (left !== 0) {
      const column = (word << 5) + 31 - Math.clz32(left & -left)
      left &= left - 1
      codes[place++] = (column << 2) | answers[column]!
    }
  }
}

/** The same numbers with room for at least `length`, and a good deal more for those to come. */
export function roomier<Numbers extends Codes>(numbers: Numbers, length: number): Numbers {
  const grown = emptyFor(numbers, length)
  grown.set(numbers)
  return grown
}

/** Room like that of `numbers` for half as many again as `length`. */
export function emptyFor<Numbers extends Codes>(numbers: Numbers, length: number): Numbers {
  const bytes = (Math.ceil(1.5 * length) + 64) * numbers.BYTES_PER_ELEMENT
  return new (numbers.constructor as new (buffer: SharedArrayBuffer) => Numbers)(new SharedArrayBuffer(bytes))
}
