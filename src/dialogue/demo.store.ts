import { sql } from 'kysely'
import type { Write } from '#platform/db'

/** The invented decisions stand in the log of moderation too. */
export const noteDemoDecisions = (db: Write, dialogue: string) =>
  db.rows(sql`
    insert into moderation_decision (municipality_id, id, dialogue_id, statement_id, verdict, reason, cause, at)
    select municipality_id, gen_random_uuid(), dialogue_id, id, state, rejection_reason, 'review', decided_at from statement
    where municipality_id = ${db.municipality} and dialogue_id = ${dialogue} and origin = 'resident' and decided_at is not null`)

/** The first operator of the instance becomes coordinator of this town, unless they have a role in it. */
export const welcomeOperator = (db: Write, since: Date) =>
  db.rows(sql`
    insert into membership (municipality_id, person_id, role, since)
    select ${db.municipality}, id, 'coordinator', ${since} from person where is_operator order by created_at, id limit 1
    on conflict (municipality_id, person_id) do nothing`)
