import { sql } from 'kysely'
import type { Read, Write } from '#platform/db'
import type { Department } from './department.ts'

/** By name; those that were dissolved too. */
export const departments = (db: Read): Promise<Department[]> => selected(db).orderBy('name').orderBy('slug').execute()

export const findDepartment = (db: Read, slug: string): Promise<Department | undefined> =>
  selected(db).where('slug', '=', slug).executeTakeFirst()

export const departmentName = async (db: Read, id: string): Promise<string> =>
  (await selected(db).where('id', '=', id).executeTakeFirst())?.name ?? ''

const selected = (db: Read) =>
  db
    .selectFrom('department')
    .select([
      'id',
      'slug',
      'name',
      'short_name as shortName',
      'head_role as headRole',
      'head_name as headName',
      'mail',
      'parent_id as parentId',
      'is_closed as isClosed',
    ])
    .where('municipality_id', '=', db.municipality)

/** Stores a department, new or changed. */
export const putDepartment = (db: Write, { id, slug, ...department }: Omit<Department, 'isClosed'>) => {
  const columns = {
    name: department.name,
    short_name: department.shortName,
    head_role: department.headRole,
    head_name: department.headName,
    mail: department.mail,
    parent_id: department.parentId,
  }
  return db
    .insertInto('department')
    .values({ municipality_id: db.municipality, id, slug, ...columns })
    .onConflict(same => same.columns(['municipality_id', 'id']).doUpdateSet(columns))
    .execute()
}

export const setClosed = (db: Write, id: string, isClosed: boolean) =>
  db.updateTable('department').set({ is_closed: isClosed }).where('municipality_id', '=', db.municipality).where('id', '=', id).execute()

export const removeDepartment = (db: Write, id: string) =>
  db.deleteFrom('department').where('municipality_id', '=', db.municipality).where('id', '=', id).execute()

export type DepartmentUse = { leads: number; parts: number }

/** How many measures each department leads or was asked to lead, and in how many it takes part, by its id; those without any are left out. */
export async function departmentUses(db: Read): Promise<Map<string, DepartmentUse>> {
  const rows = await db.rows<DepartmentUse & { id: string }>(sql`
    select department_id as id,
      count(*) filter (where role = 'lead' and state <> 'refused')::integer as leads,
      count(*) filter (where role = 'part')::integer as parts
    from measure_department where municipality_id = ${db.municipality} group by department_id`)
  return new Map(rows.map(({ id, leads, parts }) => [id, { leads, parts }]))
}

/** Something names the department: a measure, a link that was sent to it, a department that belongs to it. */
export async function isDepartmentInUse(db: Read, id: string): Promise<boolean> {
  const [row] = await db.rows<{ isInUse: boolean }>(sql`
    select exists (select from measure_department where municipality_id = ${db.municipality} and department_id = ${id})
      or exists (select from update_link where municipality_id = ${db.municipality} and department_id = ${id})
      or exists (select from department where municipality_id = ${db.municipality} and parent_id = ${id}) as "isInUse"`)
  return row!.isInUse
}
