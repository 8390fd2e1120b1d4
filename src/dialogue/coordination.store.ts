import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Database, Read } from '#platform/db'
import type { Ballots } from './coordination.ts'
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
    const wanted = participants.slice(start, start + peoplePerPage)
    ballots.push(
      ...(await database.reading(municipality, db => ballotPage(db, dialogue, sql`vote.participant_id = any(${wanted}::uuid[])`))),
    )
  }
  return ballots
}

/**
 * What some people have answered. Pseudonyms are random, so those that follow a random number are a random sample; the number is a new one
 * each time, so that nobody can choose to be in it.
 */
export async function sampleOfBallots(database: Database, municipality: string, dialogue: string, most: number): Promise<Ballots[]> {
  const start = randomUUID()
  const ballots = new Map<string, Ballots>()
  for (const first of [start, lowestId])
    for (let after = first; ballots.size < most; ) {
      const page = await database.reading(municipality, db => ballotPage(db, dialogue, sql`vote.participant_id > ${after}`))
      for (const ballot of page) ballots.set(ballot.participant, ballot)
      if (page.length < peoplePerPage) break
      after = page.at(-1)!.participant
    }
  return [...ballots.values()].slice(0, most)
}

/** About 1,500 votes: a few milliseconds on the embedded database. */
const peoplePerPage = 75
const lowestId = '00000000-0000-0000-0000-000000000000'

async function ballotPage(db: Read, dialogue: string, wanted: ReturnType<typeof sql>): Promise<Ballots[]> {
  const rows = await db.rows<{ participant_id: string; numbers: string; answers: string }>(sql`
    select vote.participant_id, string_agg(statement.number::text, ',' order by statement.number) as numbers,
      string_agg(vote.answer::text, ',' order by statement.number) as answers
    from vote join statement on statement.municipality_id = vote.municipality_id and statement.id = vote.statement_id
    where vote.municipality_id = ${db.municipality} and statement.municipality_id = ${db.municipality}
      and vote.dialogue_id = ${dialogue} and statement.state = 'approved' and ${wanted}
    group by vote.participant_id order by vote.participant_id limit ${peoplePerPage}`)
  return rows.map(({ participant_id, numbers, answers }) => {
    const given = answers.split(',').map(Number) as AnswerCode[]
    return { participant: participant_id, answers: new Map(numbers.split(',').map((number, index) => [Number(number), given[index]!])) }
  })
}
