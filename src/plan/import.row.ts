import { dayIn, flagIn, leadIn, periodIn, wordIn } from './import.cell.ts'
import type { FileRow } from './import.file.ts'
import type { Mapping } from './import.mapping.ts'
import type { PartnersRefusal } from './involvement.ts'
import type { DescribedMeasure, PlanNames } from './measure.cells.ts'
import { type TableHead, tableHeads } from './measure.table.ts'
import type { Light, Priority } from './measure.ts'
import type { MeasureField, MeasureRefusal, NumberRefusal } from './measure-change.ts'
import type { Status } from './status.ts'
import { parted } from './table.ts'

/** What a table alone can say wrongly. */
export const cellRefusals = [
  'number-twice',
  'word-unknown',
  'day-unreadable',
  'period-unreadable',
  'flag-unknown',
  'field-unknown',
  'group-unknown',
  'goal-unknown',
  'goal-dropped',
  'department-unknown',
  'department-closed',
  'already-involved',
  'lead-taken',
  'lead-of-regular',
] as const
export type CellRefusal = (typeof cellRefusals)[number]

/** What is wrong with a row: in which column, and what stands there. */
export type RowRefusal = { column: TableHead; refusal: CellRefusal | NumberRefusal | MeasureRefusal | PartnersRefusal; found: string }

/** A cell of a row; '' where the row is shorter, or the file has no such column. */
export const cellIn = ({ cells }: FileRow, { columns }: Mapping, key: TableHead) => cells[columns[key] ?? -1] ?? ''

/** The measure as the row describes it: of what the file has no column for, nothing changes. */
export function readRow(row: FileRow, mapping: Mapping, names: PlanNames, before: DescribedMeasure) {
  const refusals: RowRefusal[] = []
  let after = before
  for (const key of tableHeads) {
    if (mapping.columns[key] === undefined) continue
    const found = cellIn(row, mapping, key)
    const read = readers[key]?.(found, before, names)
    if (read && 'refusal' in read) refusals.push({ column: key, ...read })
    else if (read) after = { ...after, ...read.parts, fields: { ...after.fields, ...read.fields } }
  }
  return { after: asOneWould(before, after, mapping), refusals }
}

/** What follows from what was said, where the table itself says nothing of it. */
function asOneWould(before: DescribedMeasure, after: DescribedMeasure, { columns }: Mapping): DescribedMeasure {
  const isNoLongerRegular = before.fields.status === 'made-regular' && after.fields.status !== 'made-regular'
  const leading = new Set(after.leads.map(({ departmentId }) => departmentId))
  return {
    ...after,
    ...(columns.parts === undefined && { parts: after.parts.filter(id => !leading.has(id)) }),
    ...(isNoLongerRegular && columns.regularSince === undefined && { fields: { ...after.fields, regularSince: null } }),
  }
}

type Read =
  | { fields?: Partial<DescribedMeasure['fields']>; parts?: Partial<Omit<DescribedMeasure, 'fields' | 'number'>> }
  | { refusal: CellRefusal; found: string }
type Reader = (text: string, before: DescribedMeasure, names: PlanNames) => Read

/** White space somebody stored at the ends of a text is no difference. */
const text =
  (key: TextField): Reader =>
  (said, { fields }) => ({ fields: { [key]: fields[key].replace(/\r\n?/g, '\n').trim() === said ? fields[key] : said } })

type TextField = { [Key in MeasureField]: DescribedMeasure['fields'][Key] extends string ? Key : never }[MeasureField]

/** An empty cell leaves open what cannot be empty. */
const word =
  (key: 'status' | 'priority' | 'light'): Reader =>
  said => {
    if (said === '') return key === 'light' ? { fields: { light: null } } : {}
    const found = wordIn(key, said)
    return found === undefined ? { refusal: 'word-unknown', found: said } : { fields: { [key]: found as Status & Priority & Light } }
  }

const day =
  (key: 'startsOn' | 'endsOn' | 'statedOn' | 'resolvedOn' | 'regularSince'): Reader =>
  said => {
    if (said === '') return { fields: { [key]: null } }
    const found = dayIn(said, key === 'endsOn' ? 'last' : 'first')
    return found === undefined ? { refusal: 'day-unreadable', found: said } : { fields: { [key]: found } }
  }

const readers: Partial<Record<TableHead, Reader>> = {
  title: text('title'),
  description: text('description'),
  statusReason: text('statusReason'),
  lightReason: text('lightReason'),
  stateOfAffairs: text('stateOfAffairs'),
  nextStep: text('nextStep'),
  obstacles: text('obstacles'),
  resolutionNumber: text('resolutionNumber'),
  budgetLine: text('budgetLine'),
  noPostsReason: text('noPostsReason'),
  continuation: text('continuation'),
  responsibleName: text('responsibleName'),
  responsibleMail: text('responsibleMail'),
  status: word('status'),
  priority: word('priority'),
  light: word('light'),
  startsOn: day('startsOn'),
  endsOn: day('endsOn'),
  statedOn: day('statedOn'),
  resolvedOn: day('resolvedOn'),
  regularSince: day('regularSince'),
  period: said => {
    if (said === '') return { fields: { startsOn: null, endsOn: null } }
    const found = periodIn(said)
    return found ? { fields: found } : { refusal: 'period-unreadable', found: said }
  },
  isPublic: said => {
    if (said === '') return {}
    const isPublic = flagIn(said)
    return isPublic === undefined ? { refusal: 'flag-unknown', found: said } : { fields: { isPublic } }
  },
  fieldId: (said, _before, { fields }) => {
    if (said === '') return { fields: { fieldId: '' } }
    const found = fields.find(said)
    return found ? { fields: { fieldId: found.id } } : { refusal: 'field-unknown', found: said }
  },
  targetGroupId: (said, _before, { groups }) => {
    if (said === '') return { fields: { targetGroupId: null } }
    const found = groups.find(said)
    return found ? { fields: { targetGroupId: found.id } } : { refusal: 'group-unknown', found: said }
  },
  goals: readGoals,
  leads: readLeads,
  parts: readParts,
  partners: said => ({ parts: { partners: parted(said) } }),
}

/** Goals by their numbers, parted by any sign: 3; 4, 7. */
function readGoals(said: string, before: DescribedMeasure, { goals }: PlanNames): Read {
  const found: string[] = []
  for (const number of said.split(/[\s,;]+/).filter(Boolean)) {
    const goal = [...goals.values()].find(each => String(each.number) === number)
    if (!goal) return { refusal: 'goal-unknown', found: number }
    if (goal.isDropped && !before.goals.includes(goal.id)) return { refusal: 'goal-dropped', found: number }
    found.push(goal.id)
  }
  return { parts: { goals: [...new Set(found)] } }
}

/** Whoever is named leads; without a word behind the name a department that was not asked yet is asked. */
function readLeads(said: string, before: DescribedMeasure, { departments }: PlanNames): Read {
  const leads: DescribedMeasure['leads'][number][] = []
  for (const word of parted(said)) {
    const { name, state } = leadIn(word)
    const department = departments.find(name) ?? departments.find(word)
    if (!department) return { refusal: 'department-unknown', found: name }
    const known = before.leads.find(({ departmentId }) => departmentId === department.id)
    if (department.isClosed && !known) return { refusal: 'department-closed', found: name }
    if (leads.every(({ departmentId }) => departmentId !== department.id))
      leads.push({ departmentId: department.id, state: state ?? known?.state ?? 'asked' })
  }
  return leads.filter(({ state }) => state === 'accepted').length > 1 ? { refusal: 'lead-taken', found: said } : { parts: { leads } }
}

function readParts(said: string, before: DescribedMeasure, { departments }: PlanNames): Read {
  const parts: string[] = []
  for (const word of parted(said)) {
    const department = departments.find(word)
    if (!department) return { refusal: 'department-unknown', found: word }
    if (department.isClosed && !before.parts.includes(department.id)) return { refusal: 'department-closed', found: word }
    parts.push(department.id)
  }
  return { parts: { parts: [...new Set(parts)] } }
}
