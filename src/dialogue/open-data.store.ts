import { sql } from 'kysely'
import type { Database, Read } from '#platform/db'
import type { StatementToPublish, StoredBallot } from './open-data.ts'
import { enteredForOf } from './statement.store.ts'
import { originalOf, publishedOf, type Translations } from './translation.ts'
import type { AnswerCode } from './vote.ts'

/** All ballots on approved statements, read in short pages so that on the embedded database nobody's vote waits for them. */
export async function readBallots(database: Database, municipality: string, dialogue: string): Promise<StoredBallot[]> {
  const ballots: StoredBallot[] = []
  for (let after = firstId; ; ) {
    const page = await database.reading(municipality, db => ballotsAfter(db, dialogue, after))
    for (const { participant_id, numbers, answers, days } of page)
      ballots.push({
        participantId: participant_id,
        numbers: numbers.split(',').map(Number),
        answers: answers.split(',').map(Number) as AnswerCode[],
        days: days.split(','),
      })
    if (page.length < participantsPerPage) return ballots
    after = page.at(-1)!.participant_id
  }
}

const participantsPerPage = 300
const firstId = '00000000-0000-0000-0000-000000000000'

type BallotRow = { participant_id: string; numbers: string; answers: string; days: string }

const ballotsAfter = (db: Read, dialogue: string, after: string) =>
  db.rows<BallotRow>(sql`
    select vote.participant_id,
      string_agg(statement.number::text, ',' order by statement.number) as numbers,
      string_agg(vote.answer::text, ',' order by statement.number) as answers,
      string_agg(vote.cast_on::text, ',' order by statement.number) as days
    from vote join statement on statement.municipality_id = vote.municipality_id and statement.id = vote.statement_id
    where vote.municipality_id = ${db.municipality} and statement.municipality_id = ${db.municipality}
      and vote.dialogue_id = ${dialogue} and vote.participant_id > ${after} and statement.state = 'approved'
    group by vote.participant_id order by vote.participant_id limit ${participantsPerPage}`)

export async function statementsToPublish(db: Read, dialogue: string, translations: Translations): Promise<StatementToPublish[]> {
  const rows = await db
    .selectFrom('statement')
    .select(['number', 'text', 'language', 'submitted_on', enteredForOf.as('enteredFor'), 'entered_for_name as enteredForName'])
    .where('municipality_id', '=', db.municipality)
    .where('dialogue_id', '=', dialogue)
    .where('state', '=', 'approved')
    .orderBy('number')
    .execute()
  return rows.map(({ submitted_on, ...statement }) => ({
    ...statement,
    submittedOn: submitted_on,
    translations: publishedOf(translations, originalOf(statement)),
  }))
}
