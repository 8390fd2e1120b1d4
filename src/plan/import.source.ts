import { readCsv } from './import.csv.source.ts'
import { type ReadFile, refused } from './import.file.ts'
import { readWorkbook } from './import.workbook.source.ts'

/** Reads a table by what it is, whatever it is called. */
export async function readTable(bytes: Uint8Array, sheetName: string): Promise<ReadFile> {
  if (bytes.length === 0) return refused('empty')
  if (beginsWith(bytes, zip)) return readWorkbook(bytes, sheetName)
  if (beginsWith(bytes, compound)) return refused(Buffer.from(bytes).includes(encryptedPackage) ? 'encrypted' : 'old-workbook')
  if (foreign.some(signature => beginsWith(bytes, signature))) return refused('not-a-table')
  return readCsv(bytes)
}

const zip = [0x50, 0x4b]
/** OLE compound files: workbooks of Excel until 2003, and encrypted ones of any year. */
const compound = [0xd0, 0xcf, 0x11, 0xe0]
const encryptedPackage = Buffer.from('EncryptedPackage', 'utf16le')

/** What people choose by mistake: PDF, pictures, rich text, web pages. */
const foreign = ['%PDF', '\u0089PNG', '\u00ff\u00d8\u00ff', 'GIF8', '{\\rtf', '<!DOCTYPE', '<html'].map(signature => [
  ...Buffer.from(signature, 'latin1'),
])

const beginsWith = (bytes: Uint8Array, signature: readonly number[]) => signature.every((byte, place) => bytes[place] === byte)
