import { sql } from 'kysely'
import type { Read } from '#platform/db'

/** How many have voted on statements that count, without telling whether they are few. */
export async function votesOnApproved(db: Read, dialogue: string): Promise<number> {
  const rows = await db.rows<{ votes: number }>(sql`
    select count(*)::integer as votes
    from vote join statement on statement.municipality_id = vote.municipality_id and statement.id = vote.statement_id
    where vote.municipality_id = ${db.municipality} and statement.municipality_id = ${db.municipality}
      and vote.dialogue_id = ${dialogue} and statement.state = 'approved'`)
  return rows[0]?.votes ?? 0
}

export async function peopleVoting(db: Read, dialogue: string): Promise<number> {
  const row = await db
    .selectFrom('vote')
    .select(({ fn }) => fn.count<number>('participant_id').distinct().as('people'))
    .where('municipality_id', '=', db.municipality)
    .where('dialogue_id', '=', dialogue)
    .executeTakeFirstOrThrow()
  return Number(row.people)
}
