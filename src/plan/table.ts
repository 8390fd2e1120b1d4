/** What stands in a cell: text, words of a list, a number, yes or no; null where nothing is said. Days read `2026-03-01`, money is cents. */
export type Value = string | number | boolean | readonly string[] | null

export type TableColumn = { key: string; head: string } & (
  | { kind: 'text' | 'list' | 'day' | 'flag' | 'number' | 'cents' }
  /** one of a few words: stored as the key, written as the word */
  | { kind: 'word'; words: Readonly<Record<string, string>> }
)

/** A table of the plan, as it is taken along: `key` in JSON, `file` as CSV, `head` as a sheet of a workbook. */
export type PlanTable = {
  key: string
  file: string
  head: string
  columns: readonly TableColumn[]
  rows: readonly (readonly Value[])[]
}

export const flagWords = { true: 'ja', false: 'nein' } as const

/** Words of a list in one cell. Where a word holds the sign that parts them, lines do; a line break at the end says so even of one word. */
export function joined(words: readonly string[]): string {
  if (!words.some(word => word.includes(';'))) return words.join('; ')
  return words.length === 1 ? `${words[0]}\n` : words.join('\n')
}

/** The words of a cell; each once. */
export const parted = (cell: string): string[] => [
  ...new Set(
    cell
      .split(cell.includes('\n') ? '\n' : ';')
      .map(word => word.trim())
      .filter(Boolean),
  ),
]
