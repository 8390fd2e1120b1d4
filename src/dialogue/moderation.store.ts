import { randomUUID } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import type { Read, Write } from '#platform/db'
import { dropClaim, isWithOthers, ownClaimUntil } from './moderation.claim.store.ts'
import { type Decision, type Mending, perPage, type Reviewed, type View } from './moderation.ts'
import { enteredForOf, isUnchecked, isWaiting, statements } from './statement.store.ts'
import type { RejectionReason, Statement, StatementOrigin, StatementState } from './statement.ts'

declare module '#platform/db' {
  interface TownTables {
    moderation_decision: {
      municipality_id: string
      id: string
      dialogue_id: string
      statement_id: string
      verdict: StatementState
      reason: RejectionReason | null
      cause: DecisionCause
      person_id: string | null
      at: Date
    }
  }
}

/** Who looks at the lists, and when: what others have in hand is not in them. */
export type Viewer = { person: string; now: Date }

/** One page of a list: what waits by age, what one has in hand first; what is decided by the time of the decision, the latest first. */
export const reviewPage = (db: Read, dialogue: string, viewer: Viewer, view: View, search: string, page: number): Promise<Reviewed[]> =>
  reviewed(
    db,
    dialogue,
    viewer,
    sql`${inView(db, viewer, view)} and ${matches(search)}
      order by ${view === 'waiting' ? sql`${ownClaimUntil(db, viewer.person, viewer.now)} is null, statement.number` : sql`statement.decided_at desc nulls last, statement.number desc`}
      limit ${perPage} offset ${(page - 1) * perPage}`,
  )

export const findReviewed = async (db: Read, dialogue: string, viewer: Viewer, number: number) =>
  (await reviewed(db, dialogue, viewer, sql`statement.number = ${number}`)).at(0)

export async function countInView(db: Read, dialogue: string, viewer: Viewer, view: View, search: string): Promise<number> {
  const { count } = await statements(db, dialogue)
    .select(sql<number>`count(*)`.as('count'))
    .where(inView(db, viewer, view))
    .where(matches(search))
    .executeTakeFirstOrThrow()
  return count
}

const reviewed = (db: Read, dialogue: string, { person, now }: Viewer, wanted: RawBuilder<unknown>): Promise<Reviewed[]> =>
  db.rows(sql`
    select statement.id, statement.number, statement.text, statement.language, statement.origin, statement.state,
      statement.rejection_reason as reason, statement.rejection_note as note, statement.submitted_on as "submittedOn",
      statement.decided_at as "decidedAt", target.number as "mergedInto", ${hasVotes(db)} as "hasVotes",
      ${enteredForOf} as "enteredFor", statement.entered_for_name as "enteredForName", ${ownClaimUntil(db, person, now)} as "claimedUntil",
      array(
        select before from statement_edit edit
        where edit.municipality_id = ${db.municipality} and edit.statement_id = statement.id order by edit.at
      ) as "formerTexts"
    from statement
    left join statement target on target.municipality_id = ${db.municipality} and target.id = statement.merged_into
    where statement.municipality_id = ${db.municipality} and statement.dialogue_id = ${dialogue} and ${wanted}`)

const inView = (db: Read, { person, now }: Viewer, view: View) =>
  view === 'waiting'
    ? sql<boolean>`(${isWaiting} and not ${isWithOthers(db, person, now)})`
    : sql<boolean>`(statement.state = ${view} and not ${isUnchecked})`

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

/** How a decision came about. */
export type DecisionCause = 'review' | 'appeal' | 'report'
export type Decided = { dialogue: string; statement: string; by: string; cause: DecisionCause; target?: string; at: Date }

/** Stores a decision and notes it for the public log; the statement itself keeps only what belongs to its new state. */
export async function putDecision(db: Write, { state, reason, note }: Pick<Decision, 'state' | 'reason' | 'note'>, decided: Decided) {
  const { dialogue, statement, by, cause, target = null, at } = decided
  await db
    .updateTable('statement')
    .set({
      state,
      rejection_reason: state === 'rejected' ? (reason ?? null) : null,
      rejection_note: state === 'rejected' ? note : '',
      merged_into: target,
      decided_at: state === 'pending' ? null : at,
    })
    .where('municipality_id', '=', db.municipality)
    .where('id', '=', statement)
    .execute()
  if (target) await passOn(db, statement, target)
  await dropClaim(db, statement)
  await db
    .insertInto('moderation_decision')
    .values({
      municipality_id: db.municipality,
      id: randomUUID(),
      dialogue_id: dialogue,
      statement_id: statement,
      verdict: state,
      reason: state === 'rejected' ? (reason ?? null) : null,
      cause,
      person_id: by,
      at,
    })
    .execute()
}

/** Who rejected a statement last, if they still work for the town. */
export async function rejectedBy(db: Read, statement: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('moderation_decision')
    .select('person_id')
    .where('municipality_id', '=', db.municipality)
    .where('statement_id', '=', statement)
    .where('verdict', '=', 'rejected')
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.person_id ?? undefined
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
