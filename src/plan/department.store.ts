import type { Read } from '#platform/db'
import type { Department } from './department.ts'

/** By name; those that were dissolved too. */
export const departments = (db: Read): Promise<Department[]> => selected(db).orderBy('name').orderBy('slug').execute()

export const findDepartment = (db: Read, slug: string): Promise<Department | undefined> =>
  selected(db).where('slug', '=', slug).executeTakeFirst()

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
