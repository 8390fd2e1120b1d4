import type { FileRow } from './import.file.ts'
import { type TableHead, tableHeads } from './measure.table.ts'

/** Which row names the columns, by its number in the file, and which column of the file says what, by its place. */
export type Mapping = { head: number; columns: Partial<Record<TableHead, number>> }

/** Above a table stand titles and dates, but not more than this. */
const mostRowsAbove = 20

/** What was chosen for each column of the file, `''` for nothing; or the first thing that was chosen for two of them. */
export function mappingOf(head: number, chosen: readonly string[]): { mapping: Mapping } | { twice: TableHead } {
  const columns: Mapping['columns'] = {}
  for (const [place, said] of chosen.entries()) {
    const key = tableHeads.find(known => known === said)
    if (key === undefined) continue
    if (columns[key] !== undefined) return { twice: key }
    columns[key] = place
  }
  return { mapping: { head, columns } }
}

/** The rows that can name the columns. */
export const headsOf = (rows: readonly FileRow[]) => rows.slice(0, mostRowsAbove)

/** The rows below the head. */
export const bodyOf = (rows: readonly FileRow[], { head }: Pick<Mapping, 'head'>) => rows.filter(({ line }) => line > head)

export const headOf = (rows: readonly FileRow[], { head }: Pick<Mapping, 'head'>): readonly string[] =>
  rows.find(({ line }) => line === head)?.cells ?? []

/** How many columns a file has. */
export const widthOf = (rows: readonly FileRow[]) => rows.reduce((most, { cells }) => Math.max(most, cells.length), 0)
