/** A row of a file: where it stands, counted from 1 as a spreadsheet does, and what its cells say. */
export type FileRow = { line: number; cells: readonly string[] }

/** Why a file is not read at all; `found` says where, or what. */
export type FileRefusal =
  | 'file-missing'
  | 'empty'
  | 'not-a-table'
  | 'old-workbook'
  | 'encrypted'
  | 'open-document'
  | 'macros'
  | 'formula'
  | 'broken'
  | 'too-large'
  | 'too-many-rows'
  | 'too-many-columns'
  | 'encoding-unknown'
  | 'quotes-wrong'

export type ReadFile = { rows: FileRow[] } | { refusal: FileRefusal; found: string }

/** No town has more measures; taking over so many keeps the embedded database busy for some seconds. */
export const mostRows = 5000
/** The format has 29 columns, and towns add their own. */
export const mostColumns = 100
/** Unpacked. A table of 5,000 measures with long texts has about 10 MB; more is a mistake, or meant to fill the memory. */
export const mostBytes = 40_000_000
/** All cells together: a workbook may name one long text many times. */
export const mostCharacters = 10_000_000

export const refused = (refusal: FileRefusal, found: string | number = ''): { refusal: FileRefusal; found: string } => ({
  refusal,
  found: String(found),
})

/** Rows as the rest of the import takes them: those in which something stands, with text the database can hold. */
export function rowsOf(read: Iterable<readonly string[]>): ReadFile {
  const rows: FileRow[] = []
  let [line, characters] = [0, 0]
  for (const cells of read) {
    line += 1
    const tidy = cells.map(tidied)
    const end = tidy.findLastIndex(cell => cell !== '') + 1
    if (end === 0) continue
    characters += tidy.reduce((sum, { length }) => sum + length, 0)
    if (rows.length > mostRows) return refused('too-many-rows', mostRows)
    if (end > mostColumns) return refused('too-many-columns', mostColumns)
    if (characters > mostCharacters) return refused('too-large', mostCharacters)
    if (tidy.some(cell => !isText(cell))) return refused('encoding-unknown', line)
    rows.push({ line, cells: tidy.slice(0, end) })
  }
  return rows.length === 0 ? refused('empty') : { rows }
}

/** White space at both ends is nobody's meaning; spreadsheets break lines in three ways. */
const tidied = (cell: string) => cell.replace(/\r\n?/g, '\n').trim()

/** U+FFFD is what a wrong encoding decodes to; NUL and half characters cannot be stored. */
const isText = (cell: string) => !/[\0\uFFFD]/.test(cell) && cell.isWellFormed()
