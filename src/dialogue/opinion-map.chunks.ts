/**
 * Rows whose sums are added up on their own before they meet the others. Fixed, so that the same votes give the same bits on however many
 * threads: sums of floating point numbers depend on their order.
 */
export const rowsPerChunk = 8192

export type Rows = { from: number; to: number }

/** All rows in chunks, in the order in which their sums are to be merged. */
export function chunksOf(rows: number): Rows[] {
  return Array.from({ length: Math.max(1, Math.ceil(rows / rowsPerChunk)) }, (_, chunk) => ({
    from: chunk * rowsPerChunk,
    to: Math.min(rows, (chunk + 1) * rowsPerChunk),
  }))
}

/** Adds `more` to `sum`, place by place. */
export function addTo(sum: Float64Array, more: Float64Array): void {
  for (let i = 0; i < sum.length; i++) sum[i]! += more[i]!
}
