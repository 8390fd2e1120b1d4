import { sql } from 'kysely'
import type { Read, Write } from '#platform/db'
import type { AnswerCode } from './vote.ts'

export type ParticipantRow = { id: string; firstSeen: string }
export type VoteRow = { participant: string; statement: string; answer: AnswerCode; day: string }

/** The address of the dialogue that was made from these very files. */
export async function slugOfImport(db: Read, digest: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('dialogue')
    .select('slug')
    .where('municipality_id', '=', db.municipality)
    .where('import_digest', '=', digest)
    .executeTakeFirst()
  return row?.slug
}

export const putParticipants = (db: Write, rows: readonly ParticipantRow[]) =>
  db.rows(sql`
    insert into participant (municipality_id, channel, id, first_seen)
    select ${db.municipality}, 'online', * from unnest(${rows.map(row => row.id)}::uuid[], ${rows.map(row => row.firstSeen)}::date[])`)

/** Stores votes in portions, telling after each how many are stored. No two may be of the same person on the same statement. */
export async function putVoteRows(db: Write, dialogue: string, rows: readonly VoteRow[], onStored: (votes: number) => void = () => {}) {
  for (let from = 0; from < rows.length; from += portion) {
    const part = rows.slice(from, from + portion)
    await db.rows(sql`
      insert into vote (municipality_id, dialogue_id, participant_id, statement_id, answer, cast_on)
      select ${db.municipality}, ${dialogue}, * from unnest(
        ${part.map(row => row.participant)}::uuid[], ${part.map(row => row.statement)}::uuid[],
        ${part.map(row => row.answer)}::smallint[], ${part.map(row => row.day)}::date[])`)
    onStored(from + part.length)
  }
}

/** Large enough that the round trip does not count, small enough for a bar of progress. */
const portion = 5000

/** Removes people who have voted in this dialogue and nowhere else, with their votes. */
export const deleteItsParticipants = (db: Write, dialogue: string) =>
  db.rows(sql`
    delete from participant where municipality_id = ${db.municipality}
      and id in (select participant_id from vote where municipality_id = ${db.municipality} and dialogue_id = ${dialogue})
      and not exists (select from vote elsewhere where elsewhere.municipality_id = ${db.municipality}
        and elsewhere.participant_id = participant.id and elsewhere.dialogue_id <> ${dialogue})`)
