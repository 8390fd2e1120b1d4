import { noMoney, sumBalances, type YearBalance } from './balance.ts'
import type { Department } from './department.ts'
import type { Goal } from './goal.ts'
import { cellsOf, type DescribedMeasure, type PlanNames } from './measure.cells.ts'
import { measureColumns } from './measure.table.ts'
import type { Milestone } from './measure.ts'
import {
  allotmentColumns,
  balanceColumns,
  costColumns,
  measureNumber,
  postColumns,
  sourceColumns,
  spendingColumns,
  yearColumn,
} from './money.tables.ts'
import type { Allotment, Cost, FinancingSource, Post, Spending } from './money.ts'
import type { ColumnOf, PlanTable } from './table.ts'
import { influenceWords, levelWords } from './table.words.ts'

/** What tables tell of a plan: all of it at the desk, for everybody what is published. */
export type PlanContents = {
  names: PlanNames
  /** by their ids, in the order of their numbers; what names one that is not here is left out */
  measures: ReadonlyMap<string, DescribedMeasure>
  goals: readonly Goal[]
  departments: readonly ToldDepartment[]
  milestones: readonly Milestone[]
  balances: readonly YearBalance[]
  costs: readonly Cost[]
  sources: readonly FinancingSource[]
  allotments: readonly Allotment[]
  spendings: readonly Spending[]
  posts: readonly Post[]
  links: readonly LinkDown[]
}

/** What a measure or a goal comes from: a sentence of a vision, or a statement of a dialogue, with the name of either. */
export type LinkDown = {
  of: 'measure' | 'goal'
  ofId: string
  to: 'sentence' | 'statement'
  within: string
  number: number
  text: string
}

type ToldDepartment = Pick<Department, 'name' | 'shortName' | 'mail' | 'isClosed'> & { parent: string; contact: string }

export const measuresFile = 'massnahmen'

/** Every table of a plan. */
export const planTables = (plan: PlanContents): PlanTable[] => [
  measureTable(plan),
  tableOf('goals', 'ziele', 'Ziele', plan.goals, goalColumns(plan.names)),
  tableOf('departments', 'aemter', 'Ämter', plan.departments, departmentColumns),
  tableOf('milestones', 'meilensteine', 'Meilensteine', ofMeasures(plan, plan.milestones), milestoneColumns),
  tableOf<YearBalance & { number: string }>('balances', 'haushalt', 'Haushalt', ofMeasures(plan, plan.balances), [
    measureNumber,
    yearColumn,
    ...balanceColumns,
  ]),
  tableOf('costs', 'kosten', 'Kosten', ofMeasures(plan, plan.costs), costColumns),
  tableOf('sources', 'mittel', 'Geldquellen', plan.sources, sourceColumns),
  tableOf('allotments', 'finanzierung', 'Finanzierung', ofMeasures(plan, plan.allotments), allotmentColumns(plan.sources)),
  tableOf('spendings', 'ausgaben', 'Ausgaben', ofMeasures(plan, plan.spendings), spendingColumns(plan.sources)),
  tableOf('posts', 'stellen', 'Stellen', ofMeasures(plan, plan.posts), postColumns),
  tableOf('links', 'verknuepfungen', 'Verknüpfungen', plan.links, linkColumns(plan)),
]

/** The table without these columns. */
export function without({ columns, rows, ...table }: PlanTable, withheld: readonly string[]): PlanTable {
  const kept = columns.flatMap(({ key }, place) => (withheld.includes(key) ? [] : place))
  return { ...table, columns: kept.map(place => columns[place]!), rows: rows.map(row => kept.map(place => row[place]!)) }
}

function tableOf<Row>(key: string, file: string, head: string, rows: readonly Row[], columns: readonly ColumnOf<Row>[]): PlanTable {
  return { key, file, head, columns, rows: rows.map(row => columns.map(column => column.of(row))) }
}

/** What stands in the table of measures is what an import reads, and behind it the sums, which an import leaves alone. */
function measureTable({ measures, names, balances }: PlanContents): PlanTable {
  const byMeasure = Map.groupBy(balances, ({ measureId }) => measureId)
  const rows = [...measures].map(([id, measure]) => ({ cells: cellsOf(measure, names), ...sumBalances(byMeasure.get(id) ?? [noMoney]) }))
  return tableOf<(typeof rows)[number]>('measures', measuresFile, 'Maßnahmen', rows, [
    ...measureColumns.map(column => ({
      ...column,
      key: jsonKeys[column.key] ?? column.key,
      of: ({ cells }: (typeof rows)[number]) => cells[column.key],
    })),
    ...balanceColumns,
  ])
}

/** In JSON things are called what they are, not how they are stored. */
const jsonKeys: Readonly<Record<string, string>> = { fieldId: 'field', targetGroupId: 'targetGroup' }

/** Rows that belong to a measure, with its number, in the order of measures. */
function ofMeasures<Row extends { measureId: string }>({ measures }: PlanContents, rows: readonly Row[]): (Row & { number: string })[] {
  const byMeasure = Map.groupBy(rows, ({ measureId }) => measureId)
  return [...measures].flatMap(([id, { number }]) => (byMeasure.get(id) ?? []).map(row => ({ ...row, number })))
}

const goalColumns = (names: PlanNames): ColumnOf<Goal>[] => [
  { key: 'number', head: 'Nummer', kind: 'number', of: ({ number }) => number },
  { key: 'field', head: 'Handlungsfeld', kind: 'text', of: ({ fieldId }) => names.fields.wordOf(fieldId) },
  { key: 'title', head: 'Ziel', kind: 'text', of: ({ title }) => title },
  { key: 'description', head: 'Beschreibung', kind: 'text', of: ({ description }) => description },
  { key: 'level', head: 'Zuständig', kind: 'word', words: levelWords, of: ({ level }) => level },
  { key: 'influence', head: 'Die Kommune', kind: 'word', words: influenceWords, of: ({ influence }) => influence },
  { key: 'addressee', head: 'Forderung an', kind: 'text', of: ({ addressee }) => addressee },
  { key: 'demand', head: 'Forderung', kind: 'text', of: ({ demand }) => demand },
  { key: 'indicator', head: 'Kennzahl', kind: 'text', of: ({ indicator }) => indicator?.name ?? '' },
  { key: 'unit', head: 'Einheit', kind: 'text', of: ({ indicator }) => indicator?.unit ?? '' },
  { key: 'baseline', head: 'Ausgangswert', kind: 'number', of: ({ indicator }) => indicator?.baseline ?? null },
  { key: 'baselineYear', head: 'Ausgangsjahr', kind: 'number', of: ({ indicator }) => indicator?.baselineYear ?? null },
  { key: 'target', head: 'Zielwert', kind: 'number', of: ({ indicator }) => indicator?.target ?? null },
  { key: 'targetYear', head: 'Zieljahr', kind: 'number', of: ({ indicator }) => indicator?.targetYear ?? null },
  { key: 'isPublic', head: 'Öffentlich', kind: 'flag', of: ({ isPublic }) => isPublic },
  { key: 'isDropped', head: 'Aufgegeben', kind: 'flag', of: ({ isDropped }) => isDropped },
]

const departmentColumns: ColumnOf<ToldDepartment>[] = [
  { key: 'name', head: 'Amt', kind: 'text', of: ({ name }) => name },
  { key: 'shortName', head: 'Kürzel', kind: 'text', of: ({ shortName }) => shortName },
  { key: 'parent', head: 'Gehört zu', kind: 'text', of: ({ parent }) => parent },
  { key: 'contact', head: 'Leitung', kind: 'text', of: ({ contact }) => contact },
  { key: 'mail', head: 'E-Mail', kind: 'text', of: ({ mail }) => mail },
  { key: 'isClosed', head: 'Aufgelöst', kind: 'flag', of: ({ isClosed }) => isClosed },
]

const milestoneColumns: ColumnOf<Milestone & { number: string }>[] = [
  measureNumber,
  { key: 'title', head: 'Meilenstein', kind: 'text', of: ({ title }) => title },
  { key: 'dueOn', head: 'Fällig am', kind: 'day', of: ({ dueOn }) => dueOn },
  { key: 'reachedOn', head: 'Erreicht am', kind: 'day', of: ({ reachedOn }) => reachedOn },
]

function linkColumns({ measures, names }: PlanContents): ColumnOf<LinkDown>[] {
  const numberOf = ({ of, ofId }: LinkDown) => (of === 'measure' ? measures.get(ofId)?.number : names.goals.get(ofId)?.number)
  return [
    { key: 'of', head: 'Was', kind: 'word', words: { measure: 'Maßnahme', goal: 'Ziel' }, of: ({ of }) => of },
    { key: 'ofNumber', head: 'Nummer', kind: 'text', of: link => String(numberOf(link) ?? '') },
    { key: 'to', head: 'Kommt aus', kind: 'word', words: { sentence: 'Leitsatz', statement: 'Aussage' }, of: ({ to }) => to },
    { key: 'within', head: 'Leitbild oder Dialog', kind: 'text', of: ({ within }) => within },
    { key: 'number', head: 'Dort Nummer', kind: 'number', of: ({ number }) => number },
    { key: 'text', head: 'Wortlaut', kind: 'text', of: ({ text }) => text },
  ]
}
