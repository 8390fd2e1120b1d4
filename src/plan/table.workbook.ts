import { type Cell, default as writeSheets } from 'write-excel-file/node'
import { flagWords, joined, type PlanTable, type TableColumn, type Value } from './table.ts'

/** The tables as sheets of a workbook. Text is stored as text, so that nothing of it becomes a formula. */
export const workbookOf = (tables: readonly PlanTable[]): Promise<Buffer> =>
  writeSheets(
    tables.map(({ head, columns, rows }) => ({
      sheet: head,
      data: [columns.map(headCell), ...rows.map(row => row.map((value, place) => cellOf(columns[place]!, value)))],
      columns: columns.map(({ kind }) => ({ width: widths[kind] })),
      stickyRowsCount: 1,
    })),
  ).toBuffer()

const widths: Record<TableColumn['kind'], number> = { text: 28, list: 28, word: 16, day: 13, flag: 11, number: 13, cents: 16 }

const headCell = ({ head }: TableColumn): Cell => ({ value: head, type: String, fontWeight: 'bold', wrap: true, alignVertical: 'top' })

function cellOf(column: TableColumn, value: Value): Cell {
  if (value === null || value === '') return null
  switch (column.kind) {
    case 'day':
      return { value: new Date(`${value as string}T00:00Z`), type: Date, format: 'dd.mm.yyyy', alignVertical: 'top' }
    case 'cents':
      return { value: (value as number) / 100, type: Number, format: '#,##0.00', alignVertical: 'top' }
    case 'number':
      return { value: value as number, type: Number, alignVertical: 'top' }
    case 'flag':
      return textCell(flagWords[`${value as boolean}`])
    case 'word':
      return textCell(column.words[value as string] ?? '')
    case 'list':
      return textCell(joined(value as readonly string[]))
    default:
      return textCell(String(value))
  }
}

const textCell = (text: string): Cell => (text === '' ? null : { value: escaped(text), type: String, wrap: true, alignVertical: 'top' })

/**
 * Signs XML has no place for, and those without a meaning everybody shares, are written `_x0007_` (ECMA-376, part 1, 22.9.2.19); the library
 * would leave them out. What looks like that already is told from it. A text called like something every object has, `constructor`, the
 * library takes for a text it has written before.
 */
function escaped(text: string): string {
  if (text in Object.prototype) return codeOf(text[0]!) + text.slice(1)
  return text
    .replace(/_x(?=[0-9A-Fa-f]{4}_)/g, '_x005F_x')
    .replace(/(?![\t\n])[\p{Cc}\p{Co}\p{Cn}]/gu, sign => sign.split('').map(codeOf).join(''))
}

const codeOf = (unit: string) => `_x${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`
