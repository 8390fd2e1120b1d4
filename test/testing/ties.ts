/** A row as whoever reads the table sees it: its values, and what PostgreSQL tells of every row (transaction and place). */
export type TableRow = { table: string; values: Record<string, unknown>; transaction: string; place: number }

/** Who a row is about, by the first of these columns it has; a row without one is about itself. */
const subjects = ['participant_id', 'pseudonym', 'subscriber_id', 'person_id', 'code_hash', 'proof_hash', 'token_hash', 'id'] as const

/** A shorter value is no key: too many things are called so. */
const shortestKey = 8

/**
 * Everything in which one thing leads to another: rows by the values in them. A value leads on only if it singles out: the town, the day
 * or a statement is shared by rows of a table about `fewest` or more different people. A row that names many more is a crowd, and leads on to nobody.
 */
export class Ties {
  private readonly tokensOf: Map<TableRow, ReadonlySet<string>>
  private readonly rowsWith = new Map<string, TableRow[]>()
  private readonly names: ReadonlySet<string>
  private readonly fewest: number

  constructor(rows: readonly TableRow[], fewest: number) {
    this.fewest = fewest
    this.tokensOf = new Map(rows.map(row => [row, tokensIn(row)]))
    this.names = new Set(rows.map(nameOf))
    for (const [row, tokens] of this.tokensOf)
      for (const token of tokens) this.rowsWith.set(token, [...(this.rowsWith.get(token) ?? []), row])
  }

  /** All rows that these values lead to, however many steps away. */
  from(values: readonly string[]): TableRow[] {
    const [reached, seen] = [new Set<TableRow>(), new Set<string>()]
    const next = values.map(value => value.toLowerCase())
    for (let value = next.pop(); value !== undefined; value = next.pop()) {
      if (seen.has(value) || !this.singlesOut(value)) continue
      seen.add(value)
      for (const row of this.rowsWith.get(value) ?? []) {
        if (reached.has(row)) continue
        reached.add(row)
        if (!this.namesACrowd(row)) next.push(...this.tokensOf.get(row)!)
      }
    }
    return [...reached]
  }

  private singlesOut(value: string) {
    const named = Map.groupBy(this.rowsWith.get(value) ?? [], ({ table }) => table)
    return [...named.values()].every(rows => new Set(rows.map(nameOf)).size < this.fewest)
  }

  private namesACrowd(row: TableRow) {
    return [...this.tokensOf.get(row)!].filter(token => this.names.has(token)).length > 2 * this.fewest
  }
}

function nameOf({ table, values, place }: TableRow): string {
  const found = subjects.map(column => values[column]).find(value => value !== undefined && value !== null)
  return String(found ?? `${table} ${place}`).toLowerCase()
}

/** Values of a row and whole words in them, encoded ones too; and which transaction wrote it. */
function tokensIn({ values, transaction }: TableRow): ReadonlySet<string> {
  const words = leavesOf(values).flatMap(wordsIn)
  const decoded = words.filter(word => /^[\w+/=.-]{16,}$/.test(word)).flatMap(word => word.split('.').flatMap(decodedWords))
  return new Set([...words, ...decoded, `transaction ${transaction}`].map(word => word.toLowerCase()))
}

const leavesOf = (value: unknown): string[] =>
  value !== null && typeof value === 'object' ? Object.values(value).flatMap(leavesOf) : value === null ? [] : [String(value)]

const wordsIn = (text: string) => [text, ...text.split(/[^\w@.+-]+/), ...text.split(/[^\w@+-]+/)].filter(word => word.length >= shortestKey)

const decodedWords = (word: string) => {
  const text = Buffer.from(word, 'base64url').toString('utf8')
  return text.includes('\uFFFD') ? [] : wordsIn(text)
}
