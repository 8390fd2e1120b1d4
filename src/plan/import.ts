import type { FileRow } from './import.file.ts'
import { bodyOf, type Mapping } from './import.mapping.ts'
import { cellIn, type RowRefusal, readRow } from './import.row.ts'
import { judgePartners } from './involvement.ts'
import { cellsOf, type DescribedMeasure, differingColumns, type PlanNames } from './measure.cells.ts'
import type { MeasureColumn } from './measure.table.ts'
import { acceptedLead } from './measure.ts'
import { type Circumstances, emptyMeasure, judgeChange, judgeNew, judgeNumber, type MeasureField } from './measure-change.ts'
import type { Value } from './table.ts'

/** A table as it was uploaded, and how its columns are understood. */
export type PlanImport = { id: string; name: string; rows: readonly FileRow[]; mapping: Mapping; uploadedAt: Date }

export type Difference = { column: MeasureColumn; before: Value; after: Value }

/** What taking a row over would do. */
export type JudgedRow = { line: number; number: string; title: string } & (
  | { kind: 'refused'; refusals: RowRefusal[] }
  | { kind: 'new'; after: DescribedMeasure; differences: Difference[] }
  | { kind: 'changed'; before: DescribedMeasure; after: DescribedMeasure; differences: Difference[] }
  | { kind: 'same' }
)

/** Names that stand in a table and not in the plan; they can be added to it. */
export type MissingNames = Record<'fields' | 'groups' | 'departments', string[]>

/** The plan as far as a table speaks of it. */
export type KnownPlan = {
  names: PlanNames
  /** by number */
  measures: ReadonlyMap<string, DescribedMeasure>
  /** numbers of measures that have posts */
  withPosts: ReadonlySet<string>
  today: string
  fields: ReadonlySet<string>
  groups: ReadonlySet<string>
  isMail(text: string): boolean
}

/** What would become of each row of a table. Nothing is stored; taking over asks again and does just this. */
export function judgeTable({ rows, mapping }: Pick<PlanImport, 'rows' | 'mapping'>, plan: KnownPlan): JudgedRow[] {
  const body = bodyOf(rows, mapping)
  const numbers = body.map(row => cellIn(row, mapping, 'number'))
  const twice = new Set(numbers.filter((number, place) => numbers.indexOf(number) !== place))
  return body.map((row, place) => judgeRow(row, mapping, plan, twice.has(numbers[place]!)))
}

const unknown = { fields: 'field-unknown', groups: 'group-unknown', departments: 'department-unknown' } as const

export function missingNames(rows: readonly JudgedRow[]): MissingNames {
  const refusals = rows.flatMap(row => (row.kind === 'refused' ? row.refusals : []))
  const names = (list: keyof MissingNames) => [
    ...new Set(refusals.filter(({ refusal }) => refusal === unknown[list]).map(({ found }) => found)),
  ]
  return { fields: names('fields'), groups: names('groups'), departments: names('departments') }
}

function judgeRow(row: FileRow, mapping: Mapping, plan: KnownPlan, isTwice: boolean): JudgedRow {
  const number = cellIn(row, mapping, 'number')
  const before = plan.measures.get(number)
  const { after, refusals } = readRow(row, mapping, plan.names, before ?? { ...nothingSaid, number })
  if (isTwice && number !== '') refusals.push({ column: 'number', refusal: 'number-twice', found: number })
  const judged = refusals.length > 0 ? refusals : judgeMeasure(before, after, plan)
  const at = { line: row.line, number, title: after.fields.title }
  if (judged.length > 0) return { ...at, kind: 'refused', refusals: judged }
  const [said, saidBefore] = [cellsOf(after, plan.names), cellsOf(before ?? nothingSaid, plan.names)]
  const differences = differingColumns(saidBefore, said).map(column => ({ column, before: saidBefore[column], after: said[column] }))
  if (!before) return { ...at, kind: 'new', after, differences }
  return differences.length === 0 ? { ...at, kind: 'same' } : { ...at, kind: 'changed', before, after, differences }
}

const nothingSaid: DescribedMeasure = { number: '', fields: emptyMeasure, goals: [], leads: [], parts: [], partners: [] }

/** The same rules as for everybody who changes a measure, and those a table alone can break. */
function judgeMeasure(before: DescribedMeasure | undefined, after: DescribedMeasure, plan: KnownPlan): RowRefusal[] {
  const at: Circumstances = {
    by: { changer: 'staff' },
    today: plan.today,
    fields: plan.fields,
    groups: plan.groups,
    hasAcceptedLead: isLedAs(after),
    hasPosts: plan.withPosts.has(after.number),
    isMail: plan.isMail,
  }
  const said = cellsOf(after, plan.names)
  const refusal = (column: MeasureColumn, refusal: RowRefusal['refusal']): RowRefusal => ({
    column,
    refusal,
    found: String(said[column] ?? ''),
  })
  const refusals = Object.entries(before ? judgeChange(before.fields, after.fields, at) : judgeNew(after.fields, at)).map(([field, why]) =>
    refusal(field as MeasureField, why),
  )
  const wrongNumber = before ? undefined : judgeNumber(after.number)
  if (wrongNumber) refusals.unshift(refusal('number', wrongNumber))
  const wrongPartners = judgePartners(after.partners)
  if (wrongPartners) refusals.push(refusal('partners', wrongPartners))
  if (after.leads.some(({ departmentId }) => after.parts.includes(departmentId))) refusals.push(refusal('parts', 'already-involved'))
  const isRegular = before?.fields.status === 'made-regular' && after.fields.status === 'made-regular'
  if (isRegular && isLedAs(before) && !isLedAs(after)) refusals.push(refusal('leads', 'lead-of-regular'))
  return refusals
}

const isLedAs = ({ leads }: DescribedMeasure) => acceptedLead(leads.map(({ state }) => ({ role: 'lead' as const, state }))) !== undefined
