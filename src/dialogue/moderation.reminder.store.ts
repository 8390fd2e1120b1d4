import { sql } from 'kysely'
import type { Read, Write } from '#platform/db'
import { policyOf } from './moderation.policy.store.ts'
import { overdueDay } from './moderation.policy.ts'
import { isWaiting } from './statement.store.ts'

declare module '#platform/db' {
  interface TownTables {
    moderation_reminder: { municipality_id: string; day: string }
  }
}

/** True for whoever marks this day first. */
export async function markReminder(db: Write, day: string): Promise<boolean> {
  const rows = await db
    .insertInto('moderation_reminder')
    .values({ municipality_id: db.municipality, day })
    .onConflict(known => known.doNothing())
    .returning('day')
    .execute()
  return rows.length > 0
}

/** Statements, appeals and reports of a dialogue that have waited longer than the town promises. */
export async function overdueIn(db: Read, dialogue: string, now: Date): Promise<number> {
  const day = overdueDay(await policyOf(db, dialogue), now)
  const [row] = await db.rows<{ count: number }>(sql`
    select (
      select count(*) from statement
      where municipality_id = ${db.municipality} and dialogue_id = ${dialogue} and ${isWaiting} and submitted_on <= ${day}
    ) + (
      select count(*) from appeal
      where municipality_id = ${db.municipality} and dialogue_id = ${dialogue} and state = 'open' and appealed_on <= ${day}
    ) + (
      select count(*) from report
      where municipality_id = ${db.municipality} and dialogue_id = ${dialogue} and state = 'open'
        and (received_at at time zone 'Europe/Berlin')::date <= ${day}
    ) as count`)
  return row!.count
}
