import { zipSync } from 'fflate'
import { type CellValue, default as readSheets } from 'read-excel-file/universal'
import { type Archive, unpack } from './archive.source.ts'
import { mostBytes, mostColumns, mostRows, type ReadFile, refused, rowsOf } from './import.file.ts'

/**
 * Reads the sheet called like the table of measures, else the first that has rows. The library that reads sheets knows no limits and takes the
 * last result of a formula for a value; so the archive is unpacked, measured and searched here, and it gets what was found harmless.
 */
export async function readWorkbook(bytes: Uint8Array, sheetName: string): Promise<ReadFile> {
  const count = new RowCount()
  const archive = unpack(bytes, { mostBytes, wanted: isXml, isEnough: (name, piece) => isSheet(name) && count.add(name, piece) > rowsRead })
  if (archive === 'enough') return refused('too-many-rows', mostRows)
  if (archive === 'too-large') return refused('too-large', mostBytes)
  if (archive === 'broken') return refused('broken')
  const problem = problemOf(archive)
  if (problem) return problem
  try {
    const sheets = await readSheets(new Blob([zipSync(Object.fromEntries(archive.files), { level: 0 }) as BlobPart]), { trim: false })
    const sheet = sheets.find(({ sheet }) => sheet === sheetName) ?? sheets.find(({ data }) => data.length > 1) ?? sheets[0]
    return rowsOf((sheet?.data ?? []).map(row => row.map(textOf)))
  } catch {
    return refused('broken')
  }
}

/** The table, its head, and what stands above it. */
const rowsRead = mostRows + 100

const isXml = (name: string) => /\.(xml|rels)$/i.test(name) && !/^(docProps|customXml)\//.test(name)
const isSheet = (name: string) => /^xl\/worksheets\/[^/]+\.xml$/i.test(name)

/** Counts the rows of each sheet while it is unpacked. */
class RowCount {
  private readonly counted = new Map<string, { rows: number; rest: string }>()

  /** How many rows this sheet has so far. */
  add(name: string, piece: Uint8Array): number {
    const { rows, rest } = this.counted.get(name) ?? { rows: 0, rest: '' }
    const text = rest + Buffer.from(piece).toString('latin1')
    const found = rows + (text.match(/[<:]row[\s>/]/g)?.length ?? 0)
    this.counted.set(name, { rows: found, rest: text.slice(-4) })
    return found
  }
}

function problemOf({ names, files }: Archive): ReadFile | undefined {
  if (!files.has('xl/workbook.xml'))
    return refused(names.includes('mimetype') || names.includes('content.xml') ? 'open-document' : 'not-a-table')
  if (names.some(name => /vbaProject|^xl\/(macrosheets|dialogsheets)\//i.test(name))) return refused('macros')
  for (const [name, file] of files) {
    const problem = problemIn(name, file)
    if (problem) return problem
  }
  return undefined
}

function problemIn(name: string, file: Uint8Array): ReadFile | undefined {
  const text = decoded(file)
  // a declared entity multiplies text when it is read
  if (text === undefined || /<!(DOCTYPE|ENTITY)/i.test(text)) return refused('broken')
  if (name === '[Content_Types].xml' && /macroEnabled/i.test(text)) return refused('macros')
  return isSheet(name) ? problemOnSheet(text) : undefined
}

function decoded(file: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(file)
  } catch {
    return undefined
  }
}

/** Where a cell or a row says it stands: the library fills up everything before it. */
const address = /^([A-Z]{0,3})(\d{1,7})$/

function problemOnSheet(xml: string): ReadFile | undefined {
  let cell = ''
  for (const [, tag, attributes = ''] of xml.matchAll(/<(?:\w+:)?(row|c|f)\b([^>]*)>/g)) {
    if (tag === 'f') return refused('formula', cell)
    const given = /\sr\s*=\s*["']([^"']*)["']/.exec(attributes)
    if (!given) continue
    const [, column = '', row = ''] = address.exec(given[1] ?? '') ?? []
    if (row === '') return refused('broken')
    if (Number(row) > rowsRead) return refused('too-many-rows', mostRows)
    if (columnNumber(column) > mostColumns * 5) return refused('too-many-columns', mostColumns)
    if (tag === 'c') cell = `${column}${row}`
  }
  return undefined
}

const columnNumber = (letters: string) => [...letters].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0)

/** A cell as somebody would type it. */
function textOf(value: CellValue | null): string {
  if (value === null || value === undefined) return ''
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString().slice(0, 10)
  if (typeof value === 'boolean') return value ? 'ja' : 'nein'
  return String(value)
}
