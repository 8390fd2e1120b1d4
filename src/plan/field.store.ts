import { sql } from 'kysely'
import type { Read, Write } from '#platform/db'
import type { FieldList, ListedField } from './field.ts'

const tables = { field: 'action_field', group: 'target_group' } as const

/** A list in its order, with how much stands in each of its entries; goals that were dropped too. */
export const listedFields = (db: Read, list: FieldList): Promise<ListedField[]> =>
  db.rows(
    list === 'field'
      ? sql`
        select id, slug, name,
          (select count(*)::integer from goal where municipality_id = ${db.municipality} and action_field_id = action_field.id) as goals,
          (select count(*)::integer from measure where municipality_id = ${db.municipality} and action_field_id = action_field.id) as measures
        from action_field where municipality_id = ${db.municipality} order by position, slug`
      : sql`
        select id, slug, name, 0 as goals,
          (select count(*)::integer from measure where municipality_id = ${db.municipality} and target_group_id = target_group.id) as measures
        from target_group where municipality_id = ${db.municipality} order by position, slug`,
  )

/** Adds an entry at the end of its list. */
export const addField = (db: Write, list: FieldList, { id, slug, name }: Pick<ListedField, 'id' | 'slug' | 'name'>) =>
  db.rows(sql`
    insert into ${sql.table(tables[list])} (municipality_id, id, slug, name, position)
    values (${db.municipality}, ${id}, ${slug}, ${name},
      (select coalesce(max(position), 0) + 1 from ${sql.table(tables[list])} where municipality_id = ${db.municipality}))`)

export const renameField = (db: Write, list: FieldList, id: string, name: string) =>
  db.rows(sql`update ${sql.table(tables[list])} set name = ${name} where municipality_id = ${db.municipality} and id = ${id}`)

/** Puts a list into this order. */
export const orderFields = (db: Write, list: FieldList, ids: readonly string[]) =>
  db.rows(sql`
    update ${sql.table(tables[list])} as listed set position = ordered.place
    from unnest(${[...ids]}::uuid[]) with ordinality as ordered (id, place)
    where listed.municipality_id = ${db.municipality} and listed.id = ordered.id`)

export const removeField = (db: Write, list: FieldList, id: string) =>
  db.rows(sql`delete from ${sql.table(tables[list])} where municipality_id = ${db.municipality} and id = ${id}`)
