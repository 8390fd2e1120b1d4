import type { Department } from './department.ts'
import { acceptedLead, type Involvement, type Light, lights, type Measure } from './measure.ts'
import type { ActionField } from './plan.ts'
import { type Status, statuses } from './status.ts'

/** So many measures stand on a page of the list. */
export const measuresPerPage = 100

/** What the address of the list asks for; fields and departments by their slugs. `light` none: nobody has set one. */
export type MeasureQuery = {
  field?: string
  department?: string
  status?: Status
  light?: Light | 'none'
  isLeadOpen: boolean
  page: number
}

/** What the address does not say, or says wrongly, is as if it had not been said. */
export function queryIn(get: (name: string) => string | undefined): MeasureQuery {
  const page = get('seite') ?? ''
  return {
    field: get('feld') || undefined,
    department: get('amt') || undefined,
    status: statuses.find(known => known === get('stand')),
    light: ([...lights, 'none'] as const).find(known => known === get('ampel')),
    isLeadOpen: get('federfuehrung') === 'offen',
    page: /^[1-9]\d{0,3}$/.test(page) ? Number(page) : 1,
  }
}

/** The same as query of an address. */
export const addressed = ({ field, department, status, light, isLeadOpen, page }: MeasureQuery) => ({
  feld: field,
  amt: department,
  stand: status,
  ampel: light,
  federfuehrung: isLeadOpen ? 'offen' : undefined,
  seite: page === 1 ? undefined : page,
})

/** What the list shows of a measure. */
export type ListedMeasure = Pick<Measure, 'id' | 'number' | 'title' | 'fieldId' | 'status' | 'light' | 'statedOn'> & {
  involved: readonly Role[]
}

type Role = Pick<Involvement, 'departmentId' | 'role' | 'state'>

export type MeasurePage<Listed extends ListedMeasure = ListedMeasure> = { shown: Listed[]; found: number; page: number; pages: number }

/** The measures the query asks for, of them those of its page; past the last page one finds the last. */
export function measurePage<Listed extends ListedMeasure>(
  measures: readonly Listed[],
  query: MeasureQuery,
  at: Names,
): MeasurePage<Listed> {
  const found = measures.filter(measure => isFound(measure, query, at))
  const pages = Math.max(1, Math.ceil(found.length / measuresPerPage))
  const page = Math.min(query.page, pages)
  return { shown: found.slice((page - 1) * measuresPerPage, page * measuresPerPage), found: found.length, page, pages }
}

/** Fields and departments of the town, by which slugs are understood. */
export type Names = { fields: readonly ActionField[]; departments: readonly Pick<Department, 'id' | 'slug' | 'name'>[] }

function isFound({ fieldId, status, light, involved }: ListedMeasure, query: MeasureQuery, { fields, departments }: Names): boolean {
  const field = query.field && (fields.find(({ slug }) => slug === query.field)?.id ?? 'unknown')
  const department = query.department && (departments.find(({ slug }) => slug === query.department)?.id ?? 'unknown')
  return (
    (!field || fieldId === field) &&
    (!department || involved.some(({ departmentId, state }) => departmentId === department && state !== 'refused')) &&
    (!query.status || status === query.status) &&
    (!query.light || (light ?? 'none') === query.light) &&
    (!query.isLeadOpen || isLeadOpen(involved))
  )
}

/** No one department has accepted to lead it: none was asked, one has not answered or has refused, or two claim it. */
export const isLeadOpen = (involved: readonly Role[]) => acceptedLead(involved) === undefined

/** How many there are of each kind the list can be narrowed to, of all there are. */
export const countsOf = (measures: readonly ListedMeasure[]) => ({
  status: tallied(measures, ({ status }) => [status]),
  light: tallied(measures, ({ light }) => [light ?? 'none']),
  field: tallied(measures, ({ fieldId }) => [fieldId]),
  department: tallied(measures, ({ involved }) =>
    involved.filter(({ state }) => state !== 'refused').map(({ departmentId }) => departmentId),
  ),
  leadOpen: measures.filter(({ involved }) => isLeadOpen(involved)).length,
})
export type MeasureCounts = ReturnType<typeof countsOf>

function tallied(measures: readonly ListedMeasure[], kindsOf: (measure: ListedMeasure) => readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const measure of measures) for (const kind of kindsOf(measure)) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  return counts
}
