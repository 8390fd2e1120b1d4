import { CsvError, parse } from 'csv-parse/sync'
import { mostRows, type ReadFile, refused, rowsOf } from './import.file.ts'

/** Reads a CSV file as spreadsheets write it here: parted by semicolons, commas or tabs, in UTF-8, UTF-16 or Windows-1252. */
export function readCsv(bytes: Uint8Array): ReadFile {
  const text = textOf(bytes)
  if (text === undefined) return refused('encoding-unknown')
  try {
    const records = parse(text, {
      delimiter: delimiterOf(text),
      relax_column_count: true,
      skip_empty_lines: false,
      to: mostRows + 100,
    })
    return rowsOf(records)
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    return refused('quotes-wrong', Number(error.lines) || '')
  }
}

/** The sign that is most frequent in the first line, outside of quotes. */
function delimiterOf(text: string): string {
  const head = (/^\s*[^\n]*/.exec(text)?.[0] ?? '').replace(/"[^"]*"/g, '')
  const count = (sign: string) => head.split(sign).length
  return [';', ',', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best))
}

/** Undefined where nobody can say which letters are meant. */
function textOf(bytes: Uint8Array): string | undefined {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return decoded(bytes, 'utf-16le')
  if (first === 0xfe && second === 0xff) return decoded(bytes, 'utf-16be')
  return decoded(bytes, 'utf-8') ?? (isWindows(bytes) ? decoded(bytes, 'windows-1252') : undefined)
}

function decoded(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/**
 * Windows-1252 has a sign for nearly every byte, so whether a text is written in it shows in what it would say: the umlauts of DOS and of old
 * Macs become control characters, or quotation marks, paragraph and euro signs inside words.
 */
const isWindows = (bytes: Uint8Array) => !/[\0-\b\u007f-\u009fŸ]|\p{L}[„”§€]\p{Ll}/u.test(new TextDecoder('windows-1252').decode(bytes))
