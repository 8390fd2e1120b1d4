import { parse } from 'csv-parse/sync'
import { categoriesOf, questionNames, type VoluntaryQuestion, type VoluntarySetup } from './voluntary.ts'

/** How many people of the town are in each category of a question. */
export type PopulationRow = { question: VoluntaryQuestion; category: string; count: number }

/** The same with the edition it comes from. */
export type PopulationOfQuestion = PopulationRow & { edition: string; source: string; asOf: string }

/** A table as it was given out; `asOf` is the day it was counted for, YYYY-MM-DD. */
export type PopulationTable = { ags: string; source: string; asOf: string; rows: PopulationRow[] }

export type PopulationRefusalReason =
  | 'not-a-table'
  | 'head-missing'
  | 'ags-of-another'
  | 'source-missing'
  | 'not-a-day'
  | 'fields-missing'
  | 'question-unknown'
  | 'category-unknown'
  | 'category-twice'
  | 'not-a-count'
  | 'nobody'

/** What is wrong and in which line, counted from 1; null where it concerns the whole file. */
export type PopulationRefusal = { line: number | null; reason: PopulationRefusalReason; found: string }

type Line = { line: number; fields: string[] }

/**
 * Reads a table of the population: the lines `ags`, `source` and `date` with their value, the line `question;category;count`, then one
 * line per category. UTF-8, separated by semicolons. Every line that cannot be used is named; then nothing is taken.
 */
export function readPopulation(text: string, ags: string | null, parts: VoluntarySetup['parts']): PopulationTable | PopulationRefusal[] {
  const lines = linesOf(text)
  if (!lines) return [{ line: null, reason: 'not-a-table', found: '' }]
  const start = lines.findIndex(({ fields }) => fields.join(';') === 'question;category;count')
  if (start < 0) return [{ line: null, reason: 'head-missing', found: 'question;category;count' }]
  const head = new Map(lines.slice(0, start).map(line => [line.fields[0] ?? '', line]))
  const read = lines.slice(start + 1).map(line => readRow(line, parts))
  const rows = read.flatMap(row => ('count' in row ? [row] : []))
  const refusals = [
    ...judgeHead(head, ags),
    ...read.flatMap(row => ('reason' in row ? [row] : [])),
    ...twiceIn(lines.slice(start + 1)),
    ...(read.length === 0 ? [{ line: null, reason: 'nobody' as const, found: '' }] : questionsOfNobody(rows)),
  ]
  if (refusals.length > 0) return refusals.sort((a, b) => (a.line ?? 0) - (b.line ?? 0))
  return { ags: valueIn(head, 'ags'), source: valueIn(head, 'source'), asOf: valueIn(head, 'date'), rows }
}

function linesOf(text: string): Line[] | undefined {
  try {
    const records = parse(text, { delimiter: ';', bom: true, trim: true, skip_empty_lines: true, relax_column_count: true, info: true })
    return (records as unknown as { info: { lines: number }; record: string[] }[]).map(({ info, record }) => ({
      line: info.lines,
      fields: withoutEmptyEnd(record),
    }))
  } catch {
    return undefined
  }
}

/** Spreadsheets fill short lines up with empty fields. */
const withoutEmptyEnd = (fields: string[]) => fields.slice(0, fields.findLastIndex(field => field !== '') + 1)

const valueIn = (head: ReadonlyMap<string, Line>, name: string) => head.get(name)?.fields[1] ?? ''

function judgeHead(head: ReadonlyMap<string, Line>, ags: string | null): PopulationRefusal[] {
  const refusal = (name: string, reason: PopulationRefusalReason) => ({
    line: head.get(name)?.line ?? null,
    reason,
    found: valueIn(head, name),
  })
  return [
    ...(ags !== null && valueIn(head, 'ags') === ags ? [] : [refusal('ags', 'ags-of-another')]),
    ...(valueIn(head, 'source') ? [] : [refusal('source', 'source-missing')]),
    ...(isDay(valueIn(head, 'date')) ? [] : [refusal('date', 'not-a-day')]),
  ]
}

function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`)
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)
}

function readRow({ line, fields }: Line, parts: VoluntarySetup['parts']): PopulationRow | PopulationRefusal {
  const [name = '', category = '', count = ''] = fields
  const question = questionNames.find(known => known === name)
  if (fields.length !== 3) return { line, reason: 'fields-missing', found: fields.join(';') }
  if (!question) return { line, reason: 'question-unknown', found: name }
  if (!categoriesOf(question, { parts }).includes(category)) return { line, reason: 'category-unknown', found: category }
  if (!/^\d{1,8}$/.test(count)) return { line, reason: 'not-a-count', found: count }
  return { question, category, count: Number(count) }
}

function twiceIn(lines: readonly Line[]): PopulationRefusal[] {
  const seen = new Set<string>()
  return lines.flatMap(({ line, fields }) => {
    const key = fields.slice(0, 2).join(';')
    if (seen.has(key)) return [{ line, reason: 'category-twice' as const, found: key }]
    seen.add(key)
    return []
  })
}

function questionsOfNobody(rows: readonly PopulationRow[]): PopulationRefusal[] {
  const questions = [...new Set(rows.map(({ question }) => question))]
  const empty = questions.filter(question => rows.every(row => row.question !== question || row.count === 0))
  return empty.map(question => ({ line: null, reason: 'nobody', found: question }))
}

/** The file to fill in: every category that is asked, the counts left open. */
export const populationTemplate = (ags: string | null, setup: VoluntarySetup): string =>
  [
    `ags;${ags ?? ''}`,
    'source;',
    'date;',
    'question;category;count',
    ...setup.questions.flatMap(question => categoriesOf(question, setup).map(category => `${question};${quoted(category)};`)),
  ].join('\n')

const quoted = (text: string) => (/[;"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
