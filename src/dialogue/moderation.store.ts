import { randomUUID } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import type { Read, Write } from '#platform/db'
import { type Decision, type Mending, perPage, type Reviewed, type View } from './moderation.ts'
import { isUnchecked, isWaiting, statements } from './statement.store.ts'
import type { Statement, StatementOrigin, StatementState } from './statement.ts'

/** One page of a list: what waits by age, what is decided by the time of the decision, the latest first. */
export const reviewPage = (db: Read, dialogue: string, view: View, search: string, page: number): Promise<Reviewed[]> =>
  reviewed(
    db,
    dialogue,
    sql`${inView(view)} and ${matches(search)}
      order by ${view === 'waiting' ? sql`statement.number` : sql`statement.decided_at desc nulls last, statement.number desc`}
      limit ${perPage} offset ${(page - 1) * perPage}`,
  )

export const findReviewed = async (db: Read, dialogue: string, number: number) =>
  (await reviewed(db, dialogue, sql`statement.number = ${number}`)).at(0)

export async function countInView(db: Read, dialogue: string, view: View, search: string): Promise<number> {
  const { count } = await statements(db, dialogue)
    .select(sql<number>`count(*)`.as('count'))
    .where(inView(view))
    .where(matches(search))
    .executeTakeFirstOrThrow()
  return count
}

const reviewed = (db: Read, dialogue: string, wanted: RawBuilder<unknown>): Promise<Reviewed[]> =>
  db.rows(sql`
    select statement.id, statement.number, statement.text, statement.language, statement.origin, statement.state,
      statement.rejection_reason as reason, statement.rejection_note as note, statement.submitted_on as "submittedOn",
      statement.decided_at as "decidedAt", target.number as "mergedInto", ${hasVotes(db)} as "hasVotes",
      array(
        select before from statement_edit edit
        where edit.municipality_id = ${db.municipality} and edit.statement_id = statement.id order by edit.at
      ) as "formerTexts"
    from statement
    left join statement target on target.municipality_id = ${db.municipality} and target.id = statement.merged_into
    where statement.municipality_id = ${db.municipality} and statement.dialogue_id = ${dialogue} and ${wanted}`)

const inView = (view: View) => (view === 'waiting' ? isWaiting : sql<boolean>`(statement.state = ${view} and not ${isUnchecked})`)

/** By words of the text or by number. */
const matches = (search: string) => {
  const containing = `%${search.replace(/[\\%_]/g, '\\$&')}%`
  const number = /^\d{1,9}$/.test(search) ? Number(search) : null
  return sql<boolean>`(statement.text ilike ${containing} or statement.number = ${number}::integer)`
}

const hasVotes = (db: Read) =>
  sql<boolean>`exists (select from own_vote as vote where vote.municipality_id = ${db.municipality} and vote.statement_id = statement.id)`

// ── Deeds ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────

export type LockedStatement = Statement & { origin: StatementOrigin; state: StatementState; decidedAt: Date | null }

/**
 * Finds statements by number and keeps others from deciding on them or mending them until this transaction ends. Votes go on: their
 * foreign key asks for less than this lock forbids, so a batch of votes and a decision never wait for each other.
 */
export const lockStatements = (db: Write, dialogue: string, numbers: readonly number[]): Promise<LockedStatement[]> =>
  lockable(db, dialogue)
    .where('number', 'in', numbers)
    .orderBy('number') // everybody locks in the same order, so that nobody waits in a circle
    .forNoKeyUpdate()
    .execute()

/** The same for one statement, and nobody can vote on it meanwhile. */
export const lockAgainstVotes = (db: Write, dialogue: string, number: number): Promise<LockedStatement | undefined> =>
  lockable(db, dialogue).where('number', '=', number).forUpdate().executeTakeFirst()

const lockable = (db: Write, dialogue: string) =>
  statements(db, dialogue).select(['id', 'number', 'text', 'language', 'origin', 'state', 'decided_at as decidedAt'])

/** Stores a decision; only what belongs to the new state is kept of earlier ones. */
export async function putDecision(db: Write, statement: string, { state, reason, note }: Decision, target: string | null, now: Date) {
  await db
    .updateTable('statement')
    .set({
      state,
      rejection_reason: state === 'rejected' ? (reason ?? null) : null,
      rejection_note: state === 'rejected' ? note : '',
      merged_into: target,
      decided_at: state === 'pending' ? null : now,
    })
    .where('municipality_id', '=', db.municipality)
    .where('id', '=', statement)
    .execute()
  if (target) await passOn(db, statement, target)
}

/** What was merged into a statement that is itself merged now, says the same as the new one. */
const passOn = (db: Write, from: string, to: string) =>
  db
    .updateTable('statement')
    .set({ merged_into: to })
    .where('municipality_id', '=', db.municipality)
    .where('merged_into', '=', from)
    .execute()

/**
 * Mends the text unless somebody has voted on it; says whether it did. With the statement locked against votes, a vote on it is either
 * in already and found here, or waits until this has committed.
 */
export async function mendText(db: Write, statement: Statement, { text, language }: Mending, by: string, now: Date): Promise<boolean> {
  const mended = await db.rows(sql`
    update statement set text = ${text}, language = ${language}
    where municipality_id = ${db.municipality} and id = ${statement.id} and not ${hasVotes(db)}
    returning id`)
  if (mended.length === 0) return false
  if (text !== statement.text)
    await db
      .insertInto('statement_edit')
      .values({
        municipality_id: db.municipality,
        id: randomUUID(),
        statement_id: statement.id,
        before: statement.text,
        after: text,
        person_id: by,
        at: now,
      })
      .execute()
  return true
}
