import { typedCents } from './money.ts'
import { flagWords, joined, type PlanTable, type TableColumn, type Value } from './table.ts'

/** A table as German spreadsheets open it with a double click: semicolons, commas in numbers, and a mark that says it is UTF-8. */
export const csvOf = ({ columns, rows }: PlanTable): string =>
  `\ufeff${[columns.map(({ head }) => quoted(head)), ...rows.map(row => row.map((value, place) => cellOf(columns[place]!, value)))]
    .map(cells => `${cells.join(';')}\r\n`)
    .join('')}`

function cellOf(column: TableColumn, value: Value): string {
  if (value === null) return ''
  switch (column.kind) {
    case 'cents':
      return typedCents(value as number)
    case 'number':
      return String(value).replace('.', ',')
    case 'flag':
      return flagWords[`${value as boolean}`]
    case 'word':
      return quoted(column.words[value as string] ?? '')
    case 'list':
      return quoted(harmless(joined(value as readonly string[])))
    default:
      return quoted(harmless(String(value)))
  }
}

const quoted = (text: string) => (/[";\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text)

/**
 * A spreadsheet takes a cell that begins with one of these signs for a formula, quoted or not. A no-break space before it makes it a text
 * again, and as an import cuts white space off both ends, the text comes back as it was.
 */
const harmless = (text: string) => (/^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `\u00a0${text}` : text)
