import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Database, Read } from '#platform/db'
import type { Ballots } from './coordination.ts'
import { othersTurn } from './short-steps.ts'
import type { AnswerCode } from './vote.ts'

/** What these people have answered, on statements that count; read in short pages so that nobody's vote waits for them. */
export async function ballotsOf(
  database: Database,
  municipality: string,
  dialogue: string,
  participants: readonly string[],
): Promise<Ballots[]> {
  const ballots: Ballots[] = []
  for (let start = 0; start < participants.length; start += peoplePerPage) {
    await othersTurn()
    const page = participants.slice(start, start + peoplePerPage)
    ballots.push(...(await database.reading(municipality, db => ballotPage(db, dialogue, page))))
  }
  return ballots
}

/**
 * What some people have answered. Pseudonyms are random, so those that follow a random number are a random sample; the number is a new one
 * each time, so that nobody can choose to be in it.
 */
export async function sampleOfBallots(database: Database, municipality: string, dialogue: string, most: number): Promise<Ballots[]> {
  const start = randomUUID()
  const following = await votersAfter(database, municipality, dialogue, start, most)
  const first = following.length < most ? await votersAfter(database, municipality, dialogue, lowestId, most - following.length) : []
  return ballotsOf(database, municipality, dialogue, [...new Set([...following, ...first])])
}

/** About 200 votes: a few milliseconds on the embedded database. */
const peoplePerPage = 10
const lowestId = '00000000-0000-0000-0000-000000000000'

/** The next so many people, by their number, who have voted in this dialogue. */
async function votersAfter(database: Database, municipality: string, dialogue: string, after: string, most: number): Promise<string[]> {
  const rows = await database.reading(municipality, db =>
    db
      .selectFrom('vote')
      .select('participant_id')
      .distinct()
      .where('municipality_id', '=', municipality)
      .where('dialogue_id', '=', dialogue)
      .where('participant_id', '>', after)
      .orderBy('participant_id')
      .limit(most)
      .execute(),
  )
  return rows.map(row => row.participant_id)
}

async function ballotPage(db: Read, dialogue: string, participants: readonly string[]): Promise<Ballots[]> {
  const rows = await db.rows<{ participant_id: string; numbers: string; answers: string }>(sql`
    select given.participant_id, string_agg(statement.number::text, ',' order by statement.number) as numbers,
      string_agg(given.answer::text, ',' order by statement.number) as answers
    from unnest(${participants}::uuid[]) as person (id)
    cross join lateral (
      select participant_id, statement_id, answer from vote
      where municipality_id = ${db.municipality} and dialogue_id = ${dialogue} and participant_id = person.id
      offset 0 -- else the planner, while it has no statistics, reads the whole dialogue
    ) as given
    join statement on statement.municipality_id = ${db.municipality} and statement.id = given.statement_id and statement.state = 'approved'
    group by given.participant_id`)
  return rows.map(({ participant_id, numbers, answers }) => {
    const given = answers.split(',').map(Number) as AnswerCode[]
    return { participant: participant_id, answers: new Map(numbers.split(',').map((number, index) => [Number(number), given[index]!])) }
  })
}
