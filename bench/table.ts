export type Row = Record<string, string | number>

/** Milliseconds at the usual percentiles, one decimal. */
export function percentiles(milliseconds: readonly number[]) {
  const sorted = [...milliseconds].sort((a, b) => a - b)
  const at = (share: number) => Math.round((sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN) * 10) / 10
  return { 'p50 ms': at(0.5), 'p95 ms': at(0.95), 'p99 ms': at(0.99) }
}

/** Rows of one bench as a table for people. */
export function printTable(rows: readonly Row[]) {
  const columns = [...new Set(rows.flatMap(row => Object.keys(row)))]
  const widths = columns.map(column => Math.max(column.length, ...rows.map(row => String(row[column] ?? '').length)))
  const line = (cells: string[]) =>
    cells.map((cell, i) => (Number.isNaN(Number(cell)) ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  ')
  console.log(line(columns))
  for (const row of rows) console.log(line(columns.map(column => String(row[column] ?? ''))))
  console.log()
}
