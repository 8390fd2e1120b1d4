/** What stands in a cell: text, words of a list, a number, yes or no; null where nothing is said. Days read `2026-03-01`, money is cents. */
export type Value = string | number | boolean | readonly string[] | null

export type TableColumn = { key: string; head: string } & (
  | { kind: 'text' | 'list' | 'day' | 'flag' | 'number' | 'cents' }
  /** one of a few words: stored as the key, written as the word */
  | { kind: 'word'; words: Readonly<Record<string, string>> }
)

/** A column, and what stands in it. */
export type ColumnOf<Row> = TableColumn & { of(row: Row): Value }

/** A table of the plan, as it is taken along: `key` in JSON, `file` as CSV, `head` as a sheet of a workbook. */
export type PlanTable = {
  key: string
  file: string
  head: string
  columns: readonly TableColumn[]
  rows: readonly (readonly Value[])[]
}

export const flagWords = { true: 'ja', false: 'nein' } as const

/** Words of a list in one cell, parted by semicolons; a word that holds one stands in quotation marks, as in CSV. */
export const joined = (words: readonly string[]): string =>
  words.map(word => (/[;\n]|^"/.test(word) ? `"${word.replaceAll('"', '""')}"` : word)).join('; ')

/** The words of a cell, parted by semicolons or lines; each once. */
export function parted(cell: string): string[] {
  const words = [...cell.matchAll(/\s*("(?:[^"]|"")*"(?=\s*(?:[;\n]|$))|[^;\n]*)(?:[;\n]|$)/g)].map(([, word = '']) => {
    const [, quoted] = /^"(.*)"$/s.exec(word) ?? []
    return (quoted === undefined ? word : quoted.replaceAll('""', '"')).trim()
  })
  return [...new Set(words.filter(Boolean))]
}
