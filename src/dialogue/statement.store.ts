import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db'
import type { EnteredFor, RejectionReason, Standing, Statement, StatementEdit, StatementOrigin, StatementState } from './statement.ts'

export const approvedStatements = (db: Read, dialogue: string): Promise<Statement[]> =>
  statements(db, dialogue)
    .select(['id', 'number', 'text', 'language', enteredForOf.as('enteredFor'), 'entered_for_name as enteredForName'])
    .where('state', '=', 'approved')
    .orderBy('number')
    .execute()

/** Is another one when a statement everybody can vote on reads otherwise, has come or has gone; the database reads them, not the server. */
export async function wordingStamp(db: Read, dialogue: string): Promise<string> {
  const [row] = await db.rows<{ stamp: string | null }>(sql`
    select md5(string_agg(number || ' ' || text, chr(10) order by number)) as stamp
    from statement where municipality_id = ${db.municipality} and dialogue_id = ${dialogue} and state = 'approved'`)
  return row?.stamp ?? ''
}

/** Where nobody has said more, the origin tells it. */
export const enteredForOf = sql<EnteredFor | null>`coalesce(statement.entered_for, case statement.origin when 'seed' then 'town' when 'paper' then 'paper' end)`

export type NewStatement = {
  /** the next free one where none is given */
  number?: number
  text: string
  language: string
  origin: StatementOrigin
  state: StatementState
  submittedOn: string
  authorId?: string
  enteredFor?: EnteredFor
  enteredForName?: string
  decidedAt?: Date
  rejectionReason?: RejectionReason
  rejectionNote?: string
  /** number of the statement that says the same */
  mergedInto?: number
}

/** Adds statements to a dialogue and answers with their ids and numbers in the same order. */
export async function insertStatements(
  db: Write,
  dialogue: string,
  added: readonly NewStatement[],
): Promise<{ id: string; number: number }[]> {
  let next = (await lastNumber(db, dialogue, added)) + 1
  const numbered = added.map(statement => ({ ...statement, id: randomUUID(), number: statement.number ?? next++ }))
  for (let from = 0; from < numbered.length; from += rowsAtOnce)
    await db
      .insertInto('statement')
      .values(numbered.slice(from, from + rowsAtOnce).map(statement => toRow(db, dialogue, statement)))
      .execute()
  const merged = numbered.filter(statement => statement.mergedInto !== undefined)
  if (merged.length > 0) await pointTo(db, dialogue, merged)
  return numbered.map(({ id, number }) => ({ id, number }))
}

/** A statement of PostgreSQL takes at most 65,535 parameters. */
const rowsAtOnce = 1000

/** The highest number so far or about to be given; the lock on the dialogue keeps others from giving the next one as well. */
async function lastNumber(db: Write, dialogue: string, added: readonly NewStatement[]): Promise<number> {
  await db
    .selectFrom('dialogue')
    .select('id')
    .where('municipality_id', '=', db.municipality)
    .where('id', '=', dialogue)
    .forUpdate()
    .executeTakeFirst()
  const { last } = await statements(db, dialogue)
    .select(({ fn }) => fn.max('number').as('last'))
    .executeTakeFirstOrThrow()
  return added.reduce((highest, { number = 0 }) => Math.max(highest, number), last ?? 0)
}

const toRow = (db: Write, dialogue: string, statement: NewStatement & { id: string; number: number }) => ({
  municipality_id: db.municipality,
  id: statement.id,
  dialogue_id: dialogue,
  number: statement.number,
  text: statement.text,
  language: statement.language,
  origin: statement.origin,
  state: statement.state,
  author_id: statement.authorId ?? null,
  rejection_reason: statement.rejectionReason ?? null,
  rejection_note: statement.rejectionNote ?? '',
  merged_into: null,
  submitted_on: statement.submittedOn,
  decided_at: statement.decidedAt ?? null,
  entered_for: statement.enteredFor ?? null,
  entered_for_name: statement.enteredForName ?? '',
})

const pointTo = (db: Write, dialogue: string, merged: readonly { id: string; mergedInto?: number }[]) =>
  db.rows(sql`
    update statement set merged_into = target.id
    from unnest(${merged.map(({ id }) => id)}::uuid[], ${merged.map(({ mergedInto }) => mergedInto)}::integer[]) as pointer (id, target_number)
    join statement target on target.municipality_id = ${db.municipality} and target.dialogue_id = ${dialogue}
      and target.number = pointer.target_number
    where statement.municipality_id = ${db.municipality} and statement.id = pointer.id`)

export type StatementCounts = Record<Standing, number> & {
  /** what a moderator still has to look at: pending, or shown but unchecked */
  waiting: number
}

/** `approved` counts everything that can be voted on, `unchecked` those of it that nobody has looked at yet. */
export async function statementCounts(db: Read, dialogue: string): Promise<StatementCounts> {
  const rows = await statements(db, dialogue)
    .select(['state', sql<number>`count(*)`.as('count'), sql<number>`count(*) filter (where ${isUnchecked})`.as('unchecked')])
    .groupBy('state')
    .execute()
  const counts: StatementCounts = { pending: 0, unchecked: 0, approved: 0, rejected: 0, merged: 0, waiting: 0 }
  for (const { state, count, unchecked } of rows) {
    counts[state] = count
    counts.unchecked += unchecked
  }
  return { ...counts, waiting: counts.pending + counts.unchecked }
}

/** How many statements a moderator has to look at, by dialogue; dialogues without any are left out. */
export async function waitingCounts(db: Read): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('statement')
    .select(['dialogue_id', sql<number>`count(*)`.as('count')])
    .where('municipality_id', '=', db.municipality)
    .where(isWaiting)
    .groupBy('dialogue_id')
    .execute()
  return new Map(rows.map(({ dialogue_id, count }) => [dialogue_id, count]))
}

/** As `standingOf` says it, for the database. */
export const isUnchecked = sql<boolean>`(statement.state = 'approved' and statement.origin = 'resident' and statement.decided_at is null)`
export const isWaiting = sql<boolean>`(statement.state = 'pending' or ${isUnchecked})`

/** Typos mended in statements that can be voted on, oldest first; for everybody to see. */
export const editsOf = (db: Read, dialogue: string): Promise<StatementEdit[]> =>
  db
    .selectFrom('statement_edit')
    .innerJoin('statement', join =>
      join
        .onRef('statement.municipality_id', '=', 'statement_edit.municipality_id')
        .onRef('statement.id', '=', 'statement_edit.statement_id'),
    )
    .select(['statement.number', 'statement_edit.before', 'statement_edit.after', 'statement_edit.at'])
    .where('statement_edit.municipality_id', '=', db.municipality)
    .where('statement.dialogue_id', '=', dialogue)
    .where('statement.state', '=', 'approved')
    .orderBy('statement_edit.at')
    .execute()

/** The number of the statement one was merged into, where everybody can read that one; whatever it was merged into in turn. */
export async function mergedInto(db: Read, dialogue: string, number: number): Promise<number | undefined> {
  const [target] = await db.rows<{ number: number }>(sql`
    with recursive chain as (
      select state, number, merged_into from statement
      where municipality_id = ${db.municipality} and dialogue_id = ${dialogue} and number = ${number}
      union
      select target.state, target.number, target.merged_into from statement target
      join chain on chain.state = 'merged' and target.id = chain.merged_into
      where target.municipality_id = ${db.municipality}
    )
    select number from chain where state = 'approved' and number <> ${number}`)
  return target?.number
}

/** Every statement of a dialogue, as a query to go on with. */
export const statements = (db: Read, dialogue: string) =>
  db.selectFrom('statement').where('statement.municipality_id', '=', db.municipality).where('statement.dialogue_id', '=', dialogue)

/** What somebody proposed and nobody has let pass goes with them: rejected texts at once, and what waits where nobody has voted on it. */
export async function deleteUndecidedOf(db: Write, author: string) {
  await db.rows(sql`
    update appeal set text = '' from statement
    where appeal.municipality_id = ${db.municipality} and statement.municipality_id = ${db.municipality}
      and statement.id = appeal.statement_id and statement.author_id = ${author}`)
  await db.rows(sql`
    delete from translation using statement
    where translation.municipality_id = ${db.municipality} and statement.municipality_id = ${db.municipality}
      and statement.dialogue_id = translation.dialogue_id and statement.number = translation.statement_number
      and statement.author_id = ${author} and statement.state = 'rejected'`)
  await db.rows(sql`
    update statement set text = '', rejection_note = ''
    where municipality_id = ${db.municipality} and author_id = ${author} and state = 'rejected'`)
  await db.rows(sql`
    delete from statement where municipality_id = ${db.municipality} and author_id = ${author} and state = 'pending'
      and not exists (select from own_vote where own_vote.municipality_id = ${db.municipality}
        and own_vote.dialogue_id = statement.dialogue_id and own_vote.statement_id = statement.id)`)
}
