import type { FileRow } from './import.file.ts'
import { type MeasureColumn, measureColumns, otherHeads } from './measure.table.ts'

/** Which row names the columns, by its number in the file, and which column of the file says what, by its place. */
export type Mapping = { head: number; columns: Partial<Record<MeasureColumn, number>> }

/** Above a table stand titles and dates, but not more than this. */
const mostRowsAbove = 20

/** What the heads of a file let one suppose: its head is the row in which most columns are known. */
export function guessMapping(rows: readonly FileRow[]): Mapping {
  const guesses = headsOf(rows).map(({ line, cells }) => ({ head: line, columns: guessColumns(cells) }))
  const known = ({ columns }: Mapping) => Object.keys(columns).length
  const best = guesses.reduce((best, guess) => (known(guess) > known(best) ? guess : best), guesses[0] ?? { head: 1, columns: {} })
  return withoutWordyGoals(rows, best)
}

/** Towns write what a measure is to achieve under the same head; goals of the plan are numbers. */
function withoutWordyGoals(rows: readonly FileRow[], mapping: Mapping): Mapping {
  const { goals, ...others } = mapping.columns
  const isWordy = goals !== undefined && bodyOf(rows, mapping).some(({ cells }) => /\p{L}/u.test(cells[goals] ?? ''))
  return isWordy ? { ...mapping, columns: others } : mapping
}

/** First those that are called exactly so, then those whose name holds one we know. Each column is taken once. */
export function guessColumns(heads: readonly string[]): Mapping['columns'] {
  const columns: Mapping['columns'] = {}
  const taken = new Set<number>()
  const folded = heads.map(fold)
  const take = (key: MeasureColumn, isMeant: (head: string) => boolean) => {
    if (columns[key] !== undefined) return
    const place = folded.findIndex((head, place) => head !== '' && !taken.has(place) && isMeant(head))
    if (place < 0) return
    columns[key] = place
    taken.add(place)
  }
  for (const { key, head } of measureColumns) take(key, found => found === fold(head))
  for (const { key } of measureColumns) for (const name of namesOf(key)) take(key, found => found === fold(name))
  for (const { key, head } of measureColumns)
    for (const name of [head, ...namesOf(key)].map(fold)) take(key, found => name.length >= shortestPart && found.includes(name))
  return columns
}

const namesOf = (key: MeasureColumn) => otherHeads[key] ?? []

/** Shorter words stand in too many others: Amt in Amtsleitung, Ende in Endbericht. */
const shortestPart = 7

/** Upper and lower case, blanks, dots and hyphens tell nothing. */
const fold = (head: string) =>
  head
    .normalize('NFKC')
    .toLocaleLowerCase('de')
    .replace(/[^\p{L}\p{N}]+/gu, '')

/** What was chosen for each column of the file, `''` for nothing; or the first thing that was chosen for two of them. */
export function mappingOf(head: number, chosen: readonly string[]): { mapping: Mapping } | { twice: MeasureColumn } {
  const columns: Mapping['columns'] = {}
  for (const [place, said] of chosen.entries()) {
    const key = measureColumns.find(({ key }) => key === said)?.key
    if (key === undefined) continue
    if (columns[key] !== undefined) return { twice: key }
    columns[key] = place
  }
  return { mapping: { head, columns } }
}

/** The rows that can name the columns. */
export const headsOf = (rows: readonly FileRow[]) => rows.slice(0, mostRowsAbove)

/** The rows below the head. */
export const bodyOf = (rows: readonly FileRow[], { head }: Mapping) => rows.filter(({ line }) => line > head)

export const headOf = (rows: readonly FileRow[], { head }: Mapping): readonly string[] =>
  rows.find(({ line }) => line === head)?.cells ?? []

/** How many columns a file has. */
export const widthOf = (rows: readonly FileRow[]) => rows.reduce((most, { cells }) => Math.max(most, cells.length), 0)
