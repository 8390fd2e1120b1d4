import { addTo, type Rows, rowsInParts } from './opinion-map.chunks.ts'
import type { Crew } from './opinion-map.crew.ts'
import type { Codes, VoteRows } from './opinion-map.rows.ts'

/**
 * What the second moments need, in whole numbers and so exact in any order: per pair of columns i ≤ j, at 4 (i · columns + j), over the
 * people who answered both, their number n and Σ uᵢ, Σ uⱼ, Σ uᵢuⱼ with u = 0 for disagree, 1 for pass, 2 for agree.
 */
export type PairSums = { columns: number; people: number; sums: Int32Array }

/** Mean answer per column, and the matrix of Σ (xᵢ − μᵢ)(xⱼ − μⱼ) over people who answered both, an unseen statement standing at its mean. */
export type Moments = { columns: number; people: number; mean: Float64Array; products: Float64Array }

export const noPairSums = (columns: number): PairSums => ({ columns, people: 0, sums: new Int32Array(4 * columns * columns) })

/** Over all rows with at least `fewest` votes. */
export function pairSums(votes: VoteRows, fewest: number, crew: Crew): PairSums {
  const parts = crew.did(rowsInParts(votes.rows, crew.size).map(part => ({ deed: 'sumPairs', piece: { votes, fewest, part } })))
  return parts.reduce(addedSums)
}

/** Over these rows. */
export function sumPairs({ votes, fewest, part: { from, to } }: { votes: VoteRows; fewest: number; part: Rows }): PairSums {
  const { start, end: ends, codes, columns } = votes
  const total = noPairSums(columns)
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

function addedSums(total: PairSums, more: PairSums): PairSums {
  addTo(total.sums, more.sums)
  total.people += more.people
  return total
}

/** Adds (`times` 1) or takes away (−1) one person's votes. */
export function changePairs(total: PairSums, codes: Codes, times: 1 | -1): void {
  const { columns, sums } = total
  total.people += times
  for (let i = 0; i < codes.length; i++) {
    const own = codes[i]! & 3
    const row = (codes[i]! >>> 2) * columns
    for (let j = i; j < codes.length; j++) {
      const other = codes[j]! & 3
      const at = 4 * (row + (codes[j]! >>> 2))
      sums[at]! += times
      sums[at + 1]! += times * own
      sums[at + 2]! += times * other
      sums[at + 3]! += times * own * other
    }
  }
}

export function momentsOf({ columns, people, sums }: PairSums): Moments {
  const mean = Float64Array.from({ length: columns }, (_, column) => {
    const at = 4 * column * (columns + 1)
    return sums[at]! ? (sums[at + 1]! - sums[at]!) / sums[at]! : 0
  })
  const products = new Float64Array(columns * columns)
  for (let i = 0; i < columns; i++) {
    for (let j = i; j < columns; j++) {
      const at = 4 * (i * columns + j)
      const seen = sums[at]!
      const xi = sums[at + 1]! - seen
      const xj = sums[at + 2]! - seen
      const xx = sums[at + 3]! - sums[at + 1]! - sums[at + 2]! + seen
      const product = xx - mean[i]! * xj - mean[j]! * xi + mean[i]! * mean[j]! * seen
      products[i * columns + j] = product
      products[j * columns + i] = product
    }
  }
  return { columns, people, mean, products }
}
