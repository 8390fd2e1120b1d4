import { type Generated, sql } from 'kysely'
import type { Read, Write } from '#platform/db'
import type { Appeal, AppealState, AppealVerdict } from './appeal.ts'

declare module '#platform/db' {
  interface TownTables {
    appeal: {
      municipality_id: string
      statement_id: string
      dialogue_id: string
      text: string
      language: string
      appealed_on: string
      state: Generated<AppealState>
      answer: Generated<string>
      decided_by: Generated<string | null>
      decided_at: Generated<Date | null>
      is_same_person: Generated<boolean>
    }
  }
}

/** A rejected statement as the page of the appeal needs it. */
export type Appealable = { id: string; number: number; text: string; language: string; isRejected: boolean; isAppealed: boolean }

/** The statement with this number if this participant wrote it; nobody decides on it until the transaction of a `Write` ends. */
export async function findAppealable(db: Read, dialogue: string, number: number, author: string): Promise<Appealable | undefined> {
  const [row] = await db.rows<Appealable>(sql`
    select id, number, text, language, state = 'rejected' as "isRejected", exists (
      select from appeal where appeal.municipality_id = ${db.municipality} and appeal.statement_id = statement.id
    ) as "isAppealed"
    from statement
    where municipality_id = ${db.municipality} and dialogue_id = ${dialogue} and number = ${number} and author_id = ${author}`)
  return row
}

/** False where there is one already: the primary key lets an author appeal once. */
export async function putAppeal(
  db: Write,
  appeal: { dialogue: string; statement: string; text: string; language: string; day: string },
): Promise<boolean> {
  const rows = await db
    .insertInto('appeal')
    .values({
      municipality_id: db.municipality,
      statement_id: appeal.statement,
      dialogue_id: appeal.dialogue,
      text: appeal.text,
      language: appeal.language,
      appealed_on: appeal.day,
    })
    .onConflict(known => known.doNothing())
    .returning('statement_id')
    .execute()
  return rows.length > 0
}

export async function isAppealOpen(db: Read, statement: string): Promise<boolean> {
  const row = await db
    .selectFrom('appeal')
    .select('state')
    .where('municipality_id', '=', db.municipality)
    .where('statement_id', '=', statement)
    .executeTakeFirst()
  return row?.state === 'open'
}

export async function openAppeals(db: Read, dialogue: string): Promise<number> {
  const { count } = await db
    .selectFrom('appeal')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('municipality_id', '=', db.municipality)
    .where('dialogue_id', '=', dialogue)
    .where('state', '=', 'open')
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** Open ones first, the oldest of them at the top; then what was decided, the latest first. */
export const appealsIn = (db: Read, dialogue: string): Promise<(Appeal & { rejectedBy: string | null })[]> =>
  db.rows(sql`
    select json_build_object('id', statement.id, 'number', statement.number, 'text', statement.text, 'language', statement.language,
        'state', statement.state, 'reason', statement.rejection_reason, 'note', statement.rejection_note) as statement,
      appeal.text, appeal.language, appeal.appealed_on as "appealedOn", appeal.state, appeal.answer, appeal.decided_at as "decidedAt",
      appeal.is_same_person as "isSamePerson", (
        select person_id from moderation_decision decision
        where decision.municipality_id = ${db.municipality} and decision.statement_id = statement.id and decision.verdict = 'rejected'
        order by decision.at desc limit 1
      ) as "rejectedBy"
    from appeal
    join statement on statement.municipality_id = appeal.municipality_id and statement.id = appeal.statement_id
    where appeal.municipality_id = ${db.municipality} and appeal.dialogue_id = ${dialogue}
    order by appeal.state = 'open' desc, appeal.decided_at desc nulls first, appeal.appealed_on, statement.number
    limit ${mostListed}`)

const mostListed = 200

/** The state of the appeal against the rejection of a statement; until this transaction ends nobody else decides on it. */
export const lockAppeal = (db: Write, statement: string) =>
  db
    .selectFrom('appeal')
    .select('state')
    .where('municipality_id', '=', db.municipality)
    .where('statement_id', '=', statement)
    .forUpdate()
    .executeTakeFirst()

export const putAppealVerdict = (
  db: Write,
  statement: string,
  decided: { verdict: AppealVerdict; answer: string; by: string; isSamePerson: boolean; at: Date },
) =>
  db
    .updateTable('appeal')
    .set({
      state: decided.verdict,
      answer: decided.answer,
      decided_by: decided.by,
      decided_at: decided.at,
      is_same_person: decided.isSamePerson,
    })
    .where('municipality_id', '=', db.municipality)
    .where('statement_id', '=', statement)
    .execute()
