import { isUtf8 } from 'node:buffer'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { CsvError, type Parser, parse } from 'csv-parse'
import type { SignCheck } from './polis.sign.ts'

/** What is wrong with a file, and where. `line` counts from 1; a line that spans several rows of text is named by its first. */
export type PolisRefusal = {
  file: string
  line: number | null
  reason: PolisRefusalReason
  /** What stands there, or which columns are missing. */
  found: string | null
  /** The numbers of a sign contradiction. */
  sign?: SignCheck
}

export type PolisRefusalReason =
  | 'file-missing'
  | 'file-unreadable'
  | 'file-empty'
  | 'not-utf8'
  | 'columns-missing'
  | 'column-twice'
  | 'fields-missing'
  | 'quote-not-closed'
  | 'quote-misplaced'
  | 'line-too-long'
  | 'not-a-vote'
  | 'not-an-id'
  | 'not-a-time'
  | 'not-a-count'
  | 'not-a-moderation-state'
  | 'statement-twice'
  | 'participant-twice'
  | 'sign-contradiction'

export type OnProgress = (progress: ReadProgress) => void
export type ReadProgress = { file: string; bytesRead: number; bytes: number }

/** A file to read: from disk or from memory. */
export type PolisFile = { name: string; bytes: number; open(): AsyncIterable<Uint8Array> }

/** Ends the reading; what the readers of whole exports return as their result. */
export class Refused extends Error {
  readonly refusal: PolisRefusal

  constructor(refusal: PolisRefusal) {
    super(refusal.reason)
    this.refusal = refusal
  }
}

/** The file, or undefined if there is none. A pipe is one too, but says nothing of its size. */
export async function fileOnDisk(path: string): Promise<PolisFile | undefined> {
  const found = await stat(path).catch(() => undefined)
  if (!found || found.isDirectory()) return undefined
  return { name: basename(path), bytes: found.size, open: () => chunksOf(path) }
}

async function* chunksOf(path: string): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(path, { highWaterMark: 1 << 18 })
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    throw new Refused({ file: basename(path), line: null, reason: 'file-unreadable', found: code ?? message })
  }
}

export function fileFromText(name: string, text: string | Uint8Array): PolisFile {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text
  return {
    name,
    bytes: bytes.length,
    async *open() {
      yield bytes
    },
  }
}

export type Rows = { onHeader?: (names: string[]) => void; onRow: (fields: string[], line: number) => void; isRagged?: boolean }

/**
 * Reads a CSV file as a stream: `onHeader` gets the names in the first line, `onRow` the fields of every other line. The fields array is
 * only valid during the call. Lines must have as many fields as the header, unless `isRagged`. Throws Refused at the first malformed line.
 */
export const readRows = (file: PolisFile, rows: Rows, onProgress?: OnProgress) => parseRows(file, wholeLines(file, onProgress), rows)

/** The same for a file of which `linesTaken` lines after the header have been read already and are not among the portions. */
export async function parseRows(file: PolisFile, portions: AsyncIterable<Uint8Array>, rows: Rows, linesTaken = 0): Promise<void> {
  let line = 1
  let isHeader = rows.onHeader !== undefined
  const parser = parse({
    bom: true,
    info: false,
    skip_empty_lines: true,
    relax_column_count: rows.isRagged ?? false,
    max_record_size: longestRecord,
    on_record: (fields: string[], { lines }) => {
      if (isHeader) rows.onHeader?.(fields)
      else rows.onRow(fields, line)
      isHeader = false
      line = lines + 1 + linesTaken
      return null
    },
  })
  try {
    await writeAll(parser, portions)
  } catch (error) {
    throw error instanceof CsvError ? new Refused(csvRefusal(file, line, error)) : error
  }
  if (isHeader) throw new Refused({ file: file.name, line: null, reason: 'file-empty', found: null })
}

async function writeAll(parser: Parser, portions: AsyncIterable<Uint8Array>): Promise<void> {
  try {
    for await (const portion of portions) await written(parser, portion)
  } catch (error) {
    if (!parser.errored) await written(parser).catch(unlessQuoteIsOpen) // it holds a few bytes back, and with them a mistake that came first
    throw error
  }
  await written(parser)
}

/** Where the reading broke off, a quote may be open. */
function unlessQuoteIsOpen(error: unknown): void {
  if (!(error instanceof CsvError && error.code === 'CSV_QUOTE_NOT_CLOSED')) throw error
}

/** Resolves when the parser has dealt with the portion, or with all of it if there is none: what is wrong first is refused first. */
function written(parser: Parser, portion?: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    parser.once('error', reject)
    const done = () => {
      parser.off('error', reject)
      resolve()
    }
    if (portion) parser.write(portion, error => (error ? reject(error) : done()))
    else parser.resume().once('end', done).end()
  })
}

/** Ids and counts in exports. */
export const wholeNumber = /^\d{1,15}$/

/** Where each column stands. Refuses a header without the needed ones, or with one of them twice. */
export function columnsIn(file: PolisFile, names: string[], needed: string[]): Map<string, number> {
  const columns = new Map<string, number>()
  names.forEach((name, index) => {
    if (columns.has(name)) throw new Refused({ file: file.name, line: 1, reason: 'column-twice', found: name })
    columns.set(name, index)
  })
  const missing = needed.filter(name => !columns.has(name))
  if (missing.length) throw new Refused({ file: file.name, line: 1, reason: 'columns-missing', found: missing.join(', ') })
  return columns
}

/** A statement has at most a few thousand characters; a longer record is a quote that was never closed. */
const longestRecord = 4_000_000

function csvRefusal(file: PolisFile, line: number, error: CsvError): PolisRefusal {
  const reason: PolisRefusalReason =
    error.code === 'CSV_QUOTE_NOT_CLOSED'
      ? 'quote-not-closed'
      : error.code === 'CSV_MAX_RECORD_SIZE'
        ? 'line-too-long'
        : error.code === 'CSV_RECORD_INCONSISTENT_FIELDS_LENGTH'
          ? 'fields-missing'
          : 'quote-misplaced'
  return { file: file.name, line, reason, found: null }
}

/** The file in portions of whole lines, so that no character is cut in two. Refuses the first line that is not UTF-8, or has no end. */
export async function* wholeLines(file: PolisFile, onProgress?: OnProgress): AsyncGenerator<Uint8Array> {
  let rest: Uint8Array = new Uint8Array(0)
  let linesBefore = 0
  let bytesRead = 0
  for await (const chunk of file.open()) {
    const joined = rest.length ? Buffer.concat([rest, chunk]) : chunk
    const end = joined.lastIndexOf(newline) + 1
    const whole = joined.subarray(0, end)
    if (whole.length) yield* checked(file, whole, linesBefore)
    linesBefore += linesIn(whole)
    rest = joined.subarray(end)
    if (rest.length > longestRecord) throw new Refused({ file: file.name, line: linesBefore + 1, reason: 'line-too-long', found: null })
    bytesRead += chunk.length
    onProgress?.({ file: file.name, bytesRead, bytes: file.bytes })
  }
  if (rest.length) yield* checked(file, rest, linesBefore)
}

const newline = 10

/** These lines, or those before the first that is not UTF-8, which is then refused. */
function* checked(file: PolisFile, lines: Uint8Array, linesBefore: number): Generator<Uint8Array> {
  if (isUtf8(lines)) return yield lines
  const bad = firstBadLine(lines)
  if (bad.from > 0) yield lines.subarray(0, bad.from)
  throw new Refused({ file: file.name, line: linesBefore + bad.line, reason: 'not-utf8', found: null })
}

function linesIn(bytes: Uint8Array): number {
  let lines = 0
  for (let at = bytes.indexOf(newline); at >= 0; at = bytes.indexOf(newline, at + 1)) lines++
  return lines
}

/** The line, counted from 1, and where it begins. */
function firstBadLine(bytes: Uint8Array): { line: number; from: number } {
  let line = 1
  let from = 0
  for (let at = bytes.indexOf(newline); at >= 0; at = bytes.indexOf(newline, from)) {
    if (!isUtf8(bytes.subarray(from, at))) break
    from = at + 1
    line++
  }
  return { line, from }
}
