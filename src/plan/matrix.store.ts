import { sql } from 'kysely'
import type { Read } from '#platform/db'
import { departments } from './department.store.ts'
import { type MatrixMeasure, type MatrixRole, type MatrixView, matrixOf, settledRoles } from './matrix.ts'
import { byNumber } from './measure.store.ts'
import { actionFields, planOf } from './plan.store.ts'
import type { Plan } from './plan.ts'

/** Who does what, with every answer departments have given. */
export async function matrixForStaff(db: Read): Promise<MatrixView> {
  const roles = await allRoles(db)
  const involved = new Set(roles.map(({ departmentId }) => departmentId))
  return viewOf(db, {
    measures: await matrixMeasures(db),
    roles,
    departments: (await departments(db)).filter(({ id, isClosed }) => !isClosed || involved.has(id)),
    showsMoney: true,
  })
}

/** Who does what, as everybody may know it; undefined while the town has not published its plan. */
export async function publicMatrix(db: Read): Promise<{ plan: Plan; view: MatrixView } | undefined> {
  const plan = await planOf(db)
  if (!plan.isPublished) return undefined
  const measures = (await matrixMeasures(db)).filter(({ isPublic }) => isPublic)
  const shown = new Set(measures.map(({ id }) => id))
  const roles = settledRoles(await allRoles(db)).filter(({ measureId }) => shown.has(measureId))
  const view = await viewOf(db, { measures, roles, departments: await departments(db), showsMoney: plan.showsMoney })
  const withPart = view.departments.filter(({ id }) => !view.matrix.departmentsWithoutPart.includes(id))
  return { plan, view: { ...view, departments: withPart } }
}

type Parts = Pick<MatrixView, 'departments' | 'showsMoney'> & { measures: readonly TitledMeasure[]; roles: readonly MatrixRole[] }
type TitledMeasure = MatrixMeasure & { title: string }

async function viewOf(db: Read, { measures, roles, departments, showsMoney }: Parts): Promise<MatrixView> {
  const fields = await actionFields(db)
  const matrix = matrixOf({ fields, departments }, measures, roles, showsMoney ? await plannedCents(db) : new Map())
  return {
    matrix,
    fields: fields.filter(({ id }) => matrix.measures.has(id)),
    departments,
    titles: new Map(measures.map(({ number, title }) => [number, title])),
    showsMoney,
  }
}

async function matrixMeasures(db: Read): Promise<(TitledMeasure & { isPublic: boolean })[]> {
  const rows = await db
    .selectFrom('measure')
    .select(['id', 'number', 'title', 'action_field_id as fieldId', 'status', 'is_public as isPublic'])
    .where('municipality_id', '=', db.municipality)
    .execute()
  return rows.sort((one, other) => byNumber.compare(one.number, other.number))
}

const allRoles = (db: Read): Promise<MatrixRole[]> =>
  db
    .selectFrom('measure_department')
    .select(['measure_id as measureId', 'department_id as departmentId', 'role', 'state'])
    .where('municipality_id', '=', db.municipality)
    .orderBy('measure_id')
    .orderBy('department_id')
    .execute()

/** What each measure is planned to cost over all years, by its id. */
async function plannedCents(db: Read): Promise<Map<string, number>> {
  const rows = await db.rows<{ id: string; cents: number }>(sql`
    select measure_id as id, sum(amount_cents)::bigint as cents from cost where municipality_id = ${db.municipality} group by measure_id`)
  return new Map(rows.map(({ id, cents }) => [id, cents]))
}
