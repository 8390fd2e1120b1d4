import type { Balance } from './balance.ts'
import type { Allotment, Cost, FinancingSource, Post, Spending } from './money.ts'
import type { ColumnOf } from './table.ts'
import { categoryWords, sourceWords, stateWords } from './table.words.ts'

export const measureNumber = { key: 'measure', head: 'Maßnahme', kind: 'text', of: ({ number }: { number: string }) => number } as const
export const yearColumn = { key: 'year', head: 'Jahr', kind: 'number', of: ({ year }: { year: number }) => year } as const
export const amountColumn = {
  key: 'amountCents',
  head: 'Betrag',
  kind: 'cents',
  of: ({ amountCents }: { amountCents: number }) => amountCents,
} as const

export const balanceColumns = (
  [
    ['planned', 'Geplante Kosten'],
    ['financed', 'Finanziert'],
    ['secured', 'Davon bewilligt'],
    ['spent', 'Ausgegeben'],
    ['gap', 'Lücke'],
    ['surplus', 'Überschuss'],
  ] as const satisfies readonly [keyof Balance, string][]
).map(([part, head]): ColumnOf<Balance> => ({ key: `${part}Cents`, head, kind: 'cents', of: balance => balance[part] }))

export const costColumns: ColumnOf<Cost & { number: string }>[] = [
  measureNumber,
  yearColumn,
  { key: 'category', head: 'Art', kind: 'word', words: categoryWords, of: ({ category }) => category },
  amountColumn,
]

export function allotmentColumns(sources: readonly FinancingSource[]): ColumnOf<Allotment & { number: string }>[] {
  const sourceBy = new Map(sources.map(source => [source.id, source]))
  return [
    measureNumber,
    yearColumn,
    { key: 'source', head: 'Geldquelle', kind: 'text', of: ({ sourceId }) => sourceBy.get(sourceId)?.name ?? '' },
    { key: 'kind', head: 'Geldgeber', kind: 'word', words: sourceWords, of: ({ sourceId }) => sourceBy.get(sourceId)?.kind ?? null },
    { key: 'reference', head: 'Aktenzeichen', kind: 'text', of: ({ sourceId }) => sourceBy.get(sourceId)?.reference ?? '' },
    { key: 'state', head: 'Stand', kind: 'word', words: stateWords, of: ({ state }) => state },
    amountColumn,
  ]
}

export const postColumns: ColumnOf<Post & { number: string }>[] = [
  measureNumber,
  yearColumn,
  { key: 'title', head: 'Stelle', kind: 'text', of: ({ title }) => title },
  { key: 'grade', head: 'Entgeltgruppe', kind: 'text', of: ({ grade }) => grade },
  { key: 'fullTimeEquivalents', head: 'Umfang', kind: 'number', of: ({ hundredths }) => hundredths / 100 },
  { key: 'isFilled', head: 'Besetzt', kind: 'flag', of: ({ isFilled }) => isFilled },
  { key: 'fundedUntil', head: 'Finanziert bis', kind: 'day', of: ({ fundedUntil }) => fundedUntil },
]

export const sourceColumns: ColumnOf<FinancingSource>[] = [
  { key: 'name', head: 'Geldquelle', kind: 'text', of: ({ name }) => name },
  { key: 'kind', head: 'Geldgeber', kind: 'word', words: sourceWords, of: ({ kind }) => kind },
  { key: 'reference', head: 'Aktenzeichen', kind: 'text', of: ({ reference }) => reference },
  amountColumn,
  { key: 'endsOn', head: 'Endet am', kind: 'day', of: ({ endsOn }) => endsOn },
  { key: 'continuation', head: 'Fortführung', kind: 'text', of: ({ continuation }) => continuation },
]

export function spendingColumns(sources: readonly FinancingSource[]): ColumnOf<Spending & { number: string }>[] {
  const nameOf = new Map(sources.map(({ id, name }) => [id, name]))
  return [
    measureNumber,
    { key: 'spentOn', head: 'Ausgegeben am', kind: 'day', of: ({ spentOn }) => spentOn },
    { key: 'source', head: 'Geldquelle', kind: 'text', of: ({ sourceId }) => nameOf.get(sourceId ?? '') ?? '' },
    { key: 'purpose', head: 'Zweck', kind: 'text', of: ({ purpose }) => purpose },
    amountColumn,
  ]
}
