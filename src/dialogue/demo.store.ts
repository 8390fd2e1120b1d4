import { sql } from 'kysely'
import type { Write } from '#platform/db'

/** The first operator of the instance becomes coordinator of this town, unless they have a role in it. */
export const welcomeOperator = (db: Write, since: Date) =>
  db.rows(sql`
    insert into membership (municipality_id, person_id, role, since)
    select ${db.municipality}, id, 'coordinator', ${since} from person where is_operator order by created_at, id limit 1
    on conflict (municipality_id, person_id) do nothing`)
