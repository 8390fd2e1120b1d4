import type { Department } from './department.ts'
import { type Involvement, leadsOf, type Measure } from './measure.ts'
import type { ActionField } from './plan.ts'
import { settled } from './publication.ts'
import { isOpen } from './status.ts'

/**
 * Who does how much in an action field: in how many open measures a department leads or takes part, and what they cost. `asked`: leads it
 * has not accepted yet, which are among `leads`.
 */
export type Cell = { leads: number; asked: number; parts: number; cents: number }

export type MatrixMeasure = Pick<Measure, 'id' | 'number' | 'fieldId' | 'status'>
export type MatrixRole = Pick<Involvement, 'measureId' | 'departmentId' | 'role' | 'state'>
export type MatrixDepartment = Pick<Department, 'id' | 'slug' | 'name'>

export type Matrix = {
  /** open measures of a field, by its id; fields without any are missing */
  measures: ReadonlyMap<string, number>
  /** by the field's id, then the department's; nothing where it has no part */
  cells: ReadonlyMap<string, ReadonlyMap<string, Cell>>
  /** cost of all open measures of a field, by its id */
  costs: ReadonlyMap<string, number>
  /** fields with open measures of which none has a lead that accepted */
  fieldsWithoutLead: string[]
  /** departments with no part in any open measure */
  departmentsWithoutPart: string[]
  /** numbers of open measures two departments claim to lead */
  doubleLeads: string[]
  /** numbers of open measures whose only lead has not answered yet */
  leadsNotAccepted: string[]
}

/** Action fields against departments, over the measures that are still open. */
export function matrixOf(
  places: { fields: readonly { id: string }[]; departments: readonly { id: string }[] },
  all: readonly MatrixMeasure[],
  roles: readonly MatrixRole[],
  centsOf: ReadonlyMap<string, number>,
): Matrix {
  const measures = all.filter(({ status }) => isOpen(status))
  const involved = Map.groupBy(roles, ({ measureId }) => measureId)
  const leads = new Map(measures.map(({ id }) => [id, leadsOf(involved.get(id) ?? [])]))
  const inField = Map.groupBy(measures, ({ fieldId }) => fieldId)
  const isLed = ({ id }: MatrixMeasure) => leads.get(id)!.some(({ state }) => state === 'accepted')
  const active = new Set(
    measures.flatMap(({ id }) => (involved.get(id) ?? []).filter(({ state }) => state !== 'refused').map(role => role.departmentId)),
  )
  return {
    measures: new Map([...inField].map(([id, found]) => [id, found.length])),
    cells: new Map(places.fields.map(({ id }) => [id, cellsOf(inField.get(id) ?? [], involved, centsOf)])),
    costs: new Map(places.fields.map(({ id }) => [id, sum((inField.get(id) ?? []).map(measure => centsOf.get(measure.id) ?? 0))])),
    fieldsWithoutLead: places.fields.filter(({ id }) => inField.has(id) && !inField.get(id)!.some(isLed)).map(({ id }) => id),
    departmentsWithoutPart: places.departments.filter(({ id }) => !active.has(id)).map(({ id }) => id),
    doubleLeads: measures.filter(({ id }) => leads.get(id)!.length > 1).map(({ number }) => number),
    leadsNotAccepted: measures
      .filter(({ id }) => leads.get(id)!.length === 1 && leads.get(id)![0]!.state === 'asked')
      .map(({ number }) => number),
  }
}

/** A measure's cost stands with whoever leads it, once: in a row the cells never hold more than the field costs. */
function cellsOf(
  measures: readonly MatrixMeasure[],
  involved: ReadonlyMap<string, readonly MatrixRole[]>,
  centsOf: ReadonlyMap<string, number>,
): ReadonlyMap<string, Cell> {
  const cells = new Map<string, Cell>()
  for (const { id } of measures) {
    const roles = (involved.get(id) ?? []).filter(({ state }) => state !== 'refused')
    const [payer] = leadsOf(roles)
    for (const role of roles) {
      const { leads, asked, parts, cents } = cells.get(role.departmentId) ?? noPart
      cells.set(role.departmentId, {
        leads: leads + (role.role === 'lead' ? 1 : 0),
        asked: asked + (role.state === 'asked' ? 1 : 0),
        parts: parts + (role.role === 'part' ? 1 : 0),
        cents: cents + (role === payer ? (centsOf.get(id) ?? 0) : 0),
      })
    }
  }
  return cells
}

const noPart: Cell = { leads: 0, asked: 0, parts: 0, cents: 0 }

/** Roles as everybody may know them: a lead is told once one department alone has accepted it. */
export const settledRoles = (roles: readonly MatrixRole[]): MatrixRole[] =>
  [...Map.groupBy(roles, ({ measureId }) => measureId).values()].flatMap(settled)

/** The matrix with the names of its rows and columns; fields without an open measure have none. Without money nothing is told of costs. */
export type MatrixView = {
  matrix: Matrix
  fields: ActionField[]
  departments: MatrixDepartment[]
  /** titles of measures, by their numbers */
  titles: ReadonlyMap<string, string>
  showsMoney: boolean
}

/** What all open measures of a department cost, over the fields. */
export const costOfDepartment = ({ cells }: Matrix, id: string) => sum([...cells.values()].map(row => row.get(id)?.cents ?? 0))

export const costOfAll = ({ costs }: Matrix) => sum([...costs.values()])

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)
