import type { Read, Write } from '#platform/db'
import type { Involvement } from './measure.ts'

/** A department leads or takes part, in the one role it has from now on. */
export function putInvolvement(db: Write, { measureId, departmentId, role, state, reason, answeredOn }: Involvement) {
  const said = { role, state, reason, answered_on: answeredOn }
  return db
    .insertInto('measure_department')
    .values({ municipality_id: db.municipality, measure_id: measureId, department_id: departmentId, ...said })
    .onConflict(same => same.columns(['municipality_id', 'measure_id', 'department_id']).doUpdateSet(said))
    .execute()
}

export const removeInvolvement = (db: Write, { measureId, departmentId }: Pick<Involvement, 'measureId' | 'departmentId'>) =>
  db
    .deleteFrom('measure_department')
    .where('municipality_id', '=', db.municipality)
    .where('measure_id', '=', measureId)
    .where('department_id', '=', departmentId)
    .execute()

/** Partners outside the administration, in the order in which they were named: of one measure, or of all. */
export const partners = (db: Read, measureId?: string): Promise<{ measureId: string; name: string }[]> =>
  db
    .selectFrom('measure_partner')
    .select(['measure_id as measureId', 'name'])
    .where('municipality_id', '=', db.municipality)
    .$if(measureId !== undefined, query => query.where('measure_id', '=', measureId!))
    .orderBy('measure_id')
    .orderBy('position')
    .execute()

/** From now on a measure has these partners and no others. */
export async function putPartners(db: Write, measureId: string, names: readonly string[]) {
  await db.deleteFrom('measure_partner').where('municipality_id', '=', db.municipality).where('measure_id', '=', measureId).execute()
  const rows = names.map((name, position) => ({ municipality_id: db.municipality, measure_id: measureId, position, name }))
  if (rows.length > 0) await db.insertInto('measure_partner').values(rows).execute()
}
