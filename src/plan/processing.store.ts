import { sql } from 'kysely'
import type { Read } from '#platform/db'
import { planOf } from './plan.store.ts'
import type { PlanFacts } from './processing.ts'

export async function planFacts(db: Read): Promise<PlanFacts> {
  const [row] = await db.rows<Pick<PlanFacts, 'namesPeople'>>(sql`
    select exists (select from department where municipality_id = ${db.municipality} and (head_name <> '' or mail <> ''))
      or exists (select from measure where municipality_id = ${db.municipality} and (responsible_name <> '' or responsible_mail <> ''))
      or exists (select from update_link where municipality_id = ${db.municipality} and (name <> '' or mail <> ''))
      or exists (select from plan_import where municipality_id = ${db.municipality}) as "namesPeople"`)
  const { isPublished, contacts } = await planOf(db)
  return { namesPeople: row?.namesPeople ?? false, contacts: isPublished ? contacts : 'none' }
}
