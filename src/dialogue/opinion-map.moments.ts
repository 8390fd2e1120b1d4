import { addTo, type Rows, rowsInParts } from './opinion-map.chunks.ts'
import type { Crew } from './opinion-map.crew.ts'
import type { Codes, VoteRows } from './opinion-map.rows.ts'

/**
 * What the second moments need, in whole numbers and so exact in any order: per pair of columns i ≤ j, over the people who answered both,
 * their number n and Σ uᵢ, Σ uⱼ, Σ uᵢuⱼ with u = 0 for disagree, 1 for pass, 2 for agree. They stand at 4 (i · columns + j); where the table
 * would be too large, only those of i = j, at 4 i.
 */
export type PairSums = { columns: number; people: number; sums: Int32Array }

/**
 * Per column the mean answer and Σ (x − μ)²; and the matrix of Σ (xᵢ − μᵢ)(xⱼ − μⱼ) over people who answered both, an unseen statement standing
 * at its mean. Undefined where there are too many columns.
 */
export type Moments = { columns: number; people: number; mean: Float64Array; squares: Float64Array; products: Float64Array | undefined }

/** A table of this many columns squared takes 64 MB. */
const mostColumnsInPairs = 2000

export const hasPairs = (columns: number) => columns <= mostColumnsInPairs

export const noPairSums = (columns: number): PairSums => ({
  columns,
  people: 0,
  sums: new Int32Array(4 * columns * (hasPairs(columns) ? columns : 1)),
})

/** What there is to do for the sums over all rows with at least `fewest` votes: parts whose sums are to be added. */
export const pairTasks = (votes: VoteRows, fewest: number, parts: number) =>
  rowsInParts(votes.rows, parts).map(part => ({ deed: 'sumPairs' as const, piece: { votes, fewest, part } }))

export const pairSums = (votes: VoteRows, fewest: number, crew: Crew): PairSums =>
  crew.did(pairTasks(votes, fewest, crew.size)).reduce(addedSums)

/** Over these rows. */
export function sumPairs({ votes, fewest, part: { from, to } }: { votes: VoteRows; fewest: number; part: Rows }): PairSums {
  const { start, end: ends, codes, columns } = votes
  const total = noPairSums(columns)
  if (!hasPairs(columns)) {
    for (let row = from; row < to; row++) {
      if (ends[row]! - start[row]! >= fewest) changePairs(total, codes.subarray(start[row]!, ends[row]!), 1)
    }
    return total
  }
  const packed = new Float64Array(columns * columns)
  const since = new Uint16Array(columns)
  for (let row = from; row < to; row++) {
    const first = start[row]!
    const end = ends[row]!
    if (end - first < fewest) continue
    total.people++
    for (let vote = first; vote < end; vote++) {
      const column = codes[vote]! >>> 2
      if (since[column] === mostPacked) unpackColumn(total, packed, column, since)
      since[column]!++
    }
    addRow(packed, columns, codes, first, end)
  }
  for (let column = 0; column < columns; column++) unpackColumn(total, packed, column, since)
  return total
}

/** Four sums of up to so many people fit into the 53 bits of one number: 13 for the count, 13, 13 and 14 for the others. */
const mostPacked = 4095
const first = 2 ** 13
const second = 2 ** 26
const both = 2 ** 39

function addRow(packed: Float64Array, columns: number, codes: Codes, from: number, to: number): void {
  for (let i = from; i < to; i++) {
    const code = codes[i]!
    const row = (code >>> 2) * columns
    const own = (code & 3) * first + 1
    for (let j = i; j < to; j++) {
      const other = codes[j]!
      packed[row + (other >>> 2)]! += own * ((other & 3) * second + 1)
    }
  }
}

/** Moves the sums of all pairs with this column out of their packing. */
function unpackColumn({ columns, sums }: PairSums, packed: Float64Array, column: number, since: Uint16Array): void {
  for (let other = 0; other < columns; other++) {
    const at = other < column ? other * columns + column : column * columns + other
    let value = packed[at]!
    if (value === 0) continue
    packed[at] = 0
    const uu = Math.floor(value / both)
    value -= uu * both
    const u2 = Math.floor(value / second)
    value -= u2 * second
    const u1 = Math.floor(value / first)
    sums[4 * at]! += value - u1 * first
    sums[4 * at + 1]! += u1
    sums[4 * at + 2]! += u2
    sums[4 * at + 3]! += uu
  }
  since[column] = 0
}

export function addedSums(total: PairSums, more: PairSums): PairSums {
  addTo(total.sums, more.sums)
  total.people += more.people
  return total
}

/** Adds (`times` 1) or takes away (−1) one person's votes. */
export function changePairs(total: PairSums, codes: Codes, times: 1 | -1): void {
  const { columns, sums } = total
  total.people += times
  const isPaired = hasPairs(columns)
  for (let i = 0; i < codes.length; i++) {
    const own = codes[i]! & 3
    const row = isPaired ? (codes[i]! >>> 2) * columns : 0
    const end = isPaired ? codes.length : i + 1
    for (let j = i; j < end; j++) {
      const other = codes[j]! & 3
      const at = 4 * (row + (codes[j]! >>> 2))
      sums[at]! += times
      sums[at + 1]! += times * own
      sums[at + 2]! += times * other
      sums[at + 3]! += times * own * other
    }
  }
}

export function momentsOf(pairs: PairSums): Moments {
  const { columns, people } = pairs
  const mean = new Float64Array(columns)
  const squares = new Float64Array(columns)
  const own = hasPairs(columns) ? columns + 1 : 1
  for (let column = 0; column < columns; column++) mean[column] = meanAt(pairs, column * own)
  for (let column = 0; column < columns; column++) squares[column] = productAt(pairs, column * own, mean[column]!, mean[column]!)
  return { columns, people, mean, squares, products: hasPairs(columns) ? productsOf(pairs, mean) : undefined }
}

function productsOf(pairs: PairSums, mean: Float64Array): Float64Array {
  const { columns } = pairs
  const products = new Float64Array(columns * columns)
  for (let i = 0; i < columns; i++) {
    for (let j = i; j < columns; j++) {
      const product = productAt(pairs, i * columns + j, mean[i]!, mean[j]!)
      products[i * columns + j] = product
      products[j * columns + i] = product
    }
  }
  return products
}

const meanAt = ({ sums }: PairSums, pair: number) => (sums[4 * pair]! ? (sums[4 * pair + 1]! - sums[4 * pair]!) / sums[4 * pair]! : 0)

function productAt({ sums }: PairSums, pair: number, mean: number, other: number): number {
  const seen = sums[4 * pair]!
  const xi = sums[4 * pair + 1]! - seen
  const xj = sums[4 * pair + 2]! - seen
  const xx = sums[4 * pair + 3]! - sums[4 * pair + 1]! - sums[4 * pair + 2]! + seen
  return xx - mean * xj - other * xi + mean * other * seen
}
