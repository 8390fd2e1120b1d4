import { type RawBuilder, sql } from 'kysely'
import { dayOf } from '#dialogue'
import type { Write } from '#platform/db'
import { isOpen, statuses } from './status.ts'

const count = async (db: Write, statement: RawBuilder<unknown>) => (await db.rows(statement)).length

const closed = statuses.filter(status => !isOpen(status))

/** Who was responsible for a measure that is over, and who was before: nobody is asked about it any more. The department stays. */
export async function forgetResponsible(db: Write, before: Date): Promise<number> {
  const former = await count(
    db,
    sql`update measure_change set before = before - array['responsibleName', 'responsibleMail'], after = after - array['responsibleName', 'responsibleMail']
      where municipality_id = ${db.municipality} and at < ${before}
        and (before ?| array['responsibleName', 'responsibleMail'] or after ?| array['responsibleName', 'responsibleMail'])
      returning 1`,
  )
  await db.rows(sql`delete from measure_change where municipality_id = ${db.municipality} and at < ${before} and after = '{}'`)
  const last = await count(
    db,
    sql`update measure set responsible_name = '', responsible_mail = ''
      where municipality_id = ${db.municipality} and status in (${sql.join(closed)}) and revised_at < ${before}
        and (responsible_name <> '' or responsible_mail <> '')
      returning 1`,
  )
  return former + last
}

/** The day on which a link ended stays, for which department it was and what was answered; who had it goes. */
export const forgetHolders = (db: Write, before: Date) =>
  count(
    db,
    sql`update update_link set name = '', mail = ''
      where municipality_id = ${db.municipality} and ends_on < ${dayOf(before)} and (name <> '' or mail <> '')
      returning 1`,
  )

export const deleteOldImports = (db: Write, before: Date) =>
  count(db, sql`delete from plan_import where municipality_id = ${db.municipality} and uploaded_at < ${before} returning 1`)
