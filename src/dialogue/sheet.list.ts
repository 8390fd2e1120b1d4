import { parse } from 'csv-parse/sync'
import { type OwnStatementRefusal, type SheetRefusal, sheetAnswers, type Ticks } from './sheet.ts'
import type { Answer } from './vote.ts'

/** What a line of a list says of one sheet; `line` counts from 1 as a spreadsheet does. */
export type ListedSheet = { line: number; code: string; ticks: Ticks; own: { text: string; language: string } }

export type LineRefusal = 'code-twice' | 'answer-unknown' | 'fields-too-many' | 'not-on-sheet'

/** A line that is not taken, and what of it is wrong. */
export type RefusedLine = { line: number; code: string; found: string } & (
  | { kind: 'line'; reason: LineRefusal }
  | { kind: 'sheet'; reason: SheetRefusal }
  | { kind: 'own'; reason: OwnStatementRefusal }
)

/** What would be counted of a line, or why it is not taken. */
export type JudgedLine = { line: number; code: string; votes: number; own: ListedSheet['own'] } | RefusedLine

/** Why a whole file is not read. */
export type ListRefusal = 'not-a-table' | 'head-missing' | 'column-unknown' | 'empty' | 'too-many-lines'

/** Columns of a list: the code, one for each statement by its number, and what stands on the back. */
const fixed = { code: 'code', statement: 'statement', language: 'language' } as const

/** Counting so many takes about a second, for which votes wait on the embedded database. */
export const mostLines = 200

type Line = { line: number; fields: string[] }

/**
 * Reads a list of sheets: a heading with `code`, numbers of statements, and where wanted `statement` and `language`; then one line per
 * sheet with 1 (agrees), 2 (disagrees), 3 (passes) or nothing. Separated by semicolons or commas.
 */
export function readList(text: string): { sheets: ListedSheet[]; refused: RefusedLine[] } | { refusal: ListRefusal; found: string } {
  const lines = linesOf(text)
  if (!lines) return { refusal: 'not-a-table', found: '' }
  const [head, ...rest] = lines
  const columns = head?.fields.map(name => name.toLowerCase()) ?? []
  if (!columns.includes(fixed.code)) return { refusal: 'head-missing', found: head?.fields.join(';') ?? '' }
  const unknown = columns.find((name, place) => !isColumn(name) || columns.indexOf(name) !== place)
  if (unknown !== undefined) return { refusal: 'column-unknown', found: unknown }
  if (rest.length === 0) return { refusal: 'empty', found: '' }
  if (rest.length > mostLines) return { refusal: 'too-many-lines', found: String(rest.length) }
  const read = rest.map(line => readLine(line, columns))
  return {
    sheets: read.flatMap(one => ('ticks' in one ? [one] : [])),
    refused: read.flatMap(one => ('reason' in one ? [one] : [])),
  }
}

/** The text of a file. Spreadsheets in Germany write Windows-1252 unless told otherwise. */
export function textOf(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

function linesOf(text: string): Line[] | undefined {
  const delimiter = /^[^\n]*;/.test(text) ? ';' : ','
  try {
    const records = parse(text, { delimiter, bom: true, trim: true, skip_empty_lines: true, relax_column_count: true, info: true })
    return (records as unknown as { info: { lines: number }; record: string[] }[])
      .map(({ info, record }) => ({ line: info.lines, fields: withoutEmptyEnd(record) }))
      .filter(({ fields }) => fields.length > 0)
  } catch {
    return undefined
  }
}

/** Spreadsheets fill short lines up with empty fields. */
const withoutEmptyEnd = (fields: string[]) => fields.slice(0, fields.findLastIndex(field => field !== '') + 1)

const isColumn = (name: string) => /^[1-9]\d{0,5}$/.test(name) || Object.values<string>(fixed).includes(name)

function readLine({ line, fields }: Line, columns: readonly string[]): ListedSheet | RefusedLine {
  const field = (name: string) => fields[columns.indexOf(name)] ?? ''
  const code = field(fixed.code)
  if (fields.length > columns.length) return { kind: 'line', line, code, reason: 'fields-too-many', found: fields.at(-1) ?? '' }
  const ticks = new Map<number, Answer>()
  for (const number of columns.filter(name => /^\d/.test(name))) {
    const typed = field(number)
    const answer = sheetAnswers[Number(typed) - 1]
    if (typed !== '' && (!answer || !/^[123]$/.test(typed))) return { kind: 'line', line, code, reason: 'answer-unknown', found: typed }
    if (answer) ticks.set(Number(number), answer)
  }
  return { line, code, ticks, own: { text: field(fixed.statement), language: field(fixed.language) } }
}

/** The file to fill in. */
export const listTemplate = (numbers: readonly number[], mayAdd: boolean): string =>
  `${[fixed.code, ...numbers, ...(mayAdd ? [fixed.statement, fixed.language] : [])].join(';')}\r\n`
