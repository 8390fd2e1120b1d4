import { sql } from 'kysely'
import type { Read } from '#platform/db'
import type { Participation } from './results.ts'

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

/** Who came when and answered how often, on statements that count. */
export async function participationIn(db: Read, dialogue: string): Promise<Participation> {
  const rows = await db.rows<{ day: string; votes: number; people: number }>(sql`
    select day::text as day, votes, count(*)::integer as people
    from (
      select min(vote.cast_on) as day, count(*)::integer as votes
      from vote join statement on statement.municipality_id = vote.municipality_id and statement.id = vote.statement_id
      where vote.municipality_id = ${db.municipality} and statement.municipality_id = ${db.municipality}
        and vote.dialogue_id = ${dialogue} and statement.state = 'approved'
      group by vote.participant_id
    ) as person
    group by day, votes order by day`)
  const byDay = new Map<string, number>()
  for (const { day, people } of rows) byDay.set(day, (byDay.get(day) ?? 0) + people)
  return {
    votesPerPerson: rows.flatMap(({ votes, people }) => new Array<number>(people).fill(votes)),
    newcomersByDay: [...byDay].map(([day, people]) => ({ day, people })),
  }
}
