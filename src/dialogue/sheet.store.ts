import { randomUUID } from 'node:crypto'
import { type Generated, sql } from 'kysely'
import type { Read, Write } from '#platform/db'
import { dayOf } from './dialogue.ts'
import type { Format, NewSheet, Run, RunFigures, Sheet, SheetChannel, SheetState, Ticks } from './sheet.ts'
import { type AnswerCode, answerOf, codeOf } from './vote.ts'

declare module '#platform/db' {
  interface TownTables {
    sheet_run: {
      municipality_id: string
      id: string
      dialogue_id: string
      number: number
      format: Format
      channel: SheetChannel
      languages: string[]
      printed_on: string
    }
    sheet: {
      municipality_id: string
      id: string
      dialogue_id: string
      run_id: string
      code_hash: string
      statement_numbers: number[]
      state: Generated<SheetState>
      participant_id: string | null
      entered_by: string | null
      entered_on: string | null
      checked_by: string | null
    }
  }
}

/** Stores what was printed; the lock on the dialogue keeps others from giving the same number. */
export async function putRun(
  db: Write,
  dialogue: string,
  run: Pick<Run, 'format' | 'channel' | 'languages'>,
  sheets: readonly NewSheet[],
  now: Date,
): Promise<number> {
  const { last } = await db
    .selectFrom('sheet_run')
    .select(({ fn }) => fn.max('number').as('last'))
    .where('municipality_id', '=', db.municipality)
    .where('dialogue_id', '=', dialogue)
    .executeTakeFirstOrThrow()
  const shared = { municipality_id: db.municipality, dialogue_id: dialogue }
  const [id, number] = [randomUUID(), (last ?? 0) + 1]
  const { format, channel, languages } = run
  await db
    .insertInto('sheet_run')
    .values({ ...shared, id, number, format, channel, languages, printed_on: dayOf(now) })
    .execute()
  await db
    .insertInto('sheet')
    .values(
      sheets.map(
        ({ hash, numbers }) => ({ ...shared, id: randomUUID(), run_id: id, code_hash: hash, statement_numbers: numbers }) as never,
      ),
    )
    .execute()
  return number
}

/** What was printed and how much of it has come back, the newest first. */
export const runsOf = (db: Read, dialogue: string): Promise<RunFigures[]> =>
  db.rows(sql`
    select run.number, run.format, run.channel, run.languages, run.printed_on::text as "printedOn", count(*)::integer as sheets,
      (count(*) filter (where sheet.state in ('entered', 'checked')))::integer as entered,
      (count(*) filter (where sheet.state = 'checked'))::integer as checked,
      (count(*) filter (where sheet.state = 'ended'))::integer as ended
    from sheet_run run
    join sheet on sheet.municipality_id = run.municipality_id and sheet.run_id = run.id
    where run.municipality_id = ${db.municipality} and run.dialogue_id = ${dialogue}
    group by run.number, run.format, run.channel, run.languages, run.printed_on
    order by run.number desc`)

export const findSheets = (db: Read, dialogue: string, hashes: readonly string[]): Promise<HashedSheet[]> =>
  sheets(db, dialogue, hashes).execute()

/** Holds them as well: of two people who enter the same sheet at the same moment one waits and is then too late. */
export const lockSheets = (db: Write, dialogue: string, hashes: readonly string[]): Promise<HashedSheet[]> =>
  sheets(db, dialogue, hashes)
    .orderBy('sheet.id') // everybody in the same order, so that nobody waits in a circle
    .forUpdate('sheet')
    .execute()

export type HashedSheet = Sheet & { hash: string }

const sheets = (db: Read, dialogue: string, hashes: readonly string[]) =>
  db
    .selectFrom('sheet')
    .innerJoin('sheet_run as run', join =>
      join.onRef('run.municipality_id', '=', 'sheet.municipality_id').onRef('run.id', '=', 'sheet.run_id'),
    )
    .select([
      'sheet.id',
      'sheet.code_hash as hash',
      'sheet.state',
      'sheet.statement_numbers as numbers',
      'run.channel',
      'sheet.participant_id as participant',
      'sheet.entered_by as enteredBy',
    ])
    .where('sheet.municipality_id', '=', db.municipality)
    .where('sheet.dialogue_id', '=', dialogue)
    .where('sheet.code_hash', 'in', hashes)

/** What is counted of a sheet; a statement that cannot be voted on any more is left out. */
export async function ticksOf(db: Read, dialogue: string, sheet: Sheet): Promise<Ticks> {
  if (sheet.participant === null) return new Map()
  const rows = await db
    .selectFrom('vote')
    .innerJoin('statement', join =>
      join.onRef('statement.municipality_id', '=', 'vote.municipality_id').onRef('statement.id', '=', 'vote.statement_id'),
    )
    .select(['statement.number', 'vote.answer'])
    .where('vote.municipality_id', '=', db.municipality)
    .where('vote.dialogue_id', '=', dialogue)
    .where('vote.participant_id', '=', sheet.participant)
    .where('statement.state', '=', 'approved')
    .execute()
  return new Map(rows.map(({ number, answer }) => [number, answerOf(answer)]))
}

/** One sheet to be counted as a new participant's votes. */
export type CountedSheet = { sheet: string; participant: string; channel: SheetChannel; ticks: Ticks }

/** Counts sheets that are held: a participant each, its votes on statements that can be voted on, and the code is used up. */
export async function countSheets(db: Write, dialogue: string, counted: readonly CountedSheet[], by: string, now: Date) {
  const today = dayOf(now)
  await db
    .insertInto('participant')
    .values(counted.map(({ participant, channel }) => ({ municipality_id: db.municipality, id: participant, first_seen: today, channel })))
    .execute()
  await putTicks(db, dialogue, counted, today)
  await db.rows(sql`
    update sheet set state = 'entered', participant_id = given.participant, entered_by = ${by}::uuid, entered_on = ${today}::date
    from unnest(${counted.map(({ sheet }) => sheet)}::uuid[], ${counted.map(({ participant }) => participant)}::uuid[]) as given (id, participant)
    where sheet.municipality_id = ${db.municipality} and sheet.id = given.id`)
}

/** Puts these votes in the place of those the sheet had, on statements that can be voted on. */
export async function replaceTicks(db: Write, dialogue: string, participant: string, ticks: Ticks, now: Date) {
  await db.rows(sql`
    delete from vote using statement
    where vote.municipality_id = ${db.municipality} and vote.dialogue_id = ${dialogue} and vote.participant_id = ${participant}
      and statement.municipality_id = ${db.municipality} and statement.id = vote.statement_id and statement.state = 'approved'`)
  await putTicks(db, dialogue, [{ participant, ticks }], dayOf(now))
}

async function putTicks(db: Write, dialogue: string, given: readonly { participant: string; ticks: Ticks }[], today: string) {
  const votes = given.flatMap(({ participant, ticks }) =>
    [...ticks].map(([number, answer]) => ({ participant, number, code: codeOf[answer] })),
  )
  await db.rows(sql`
    insert into vote (municipality_id, dialogue_id, participant_id, statement_id, answer, cast_on)
    select ${db.municipality}::uuid, ${dialogue}::uuid, given.participant, statement.id, given.answer, ${today}::date
    from unnest(${votes.map(({ participant }) => participant)}::uuid[], ${votes.map(({ number }) => number)}::integer[],
      ${votes.map(({ code }): AnswerCode => code)}::smallint[]) as given (participant, number, answer)
    join statement on statement.municipality_id = ${db.municipality} and statement.dialogue_id = ${dialogue}
      and statement.number = given.number and statement.state = 'approved'
    order by given.participant, statement.id`)
}

/** Makes the codes of a run good for nothing, except those that have been entered; answers with how many. */
export async function endUnused(db: Write, dialogue: string, run: number): Promise<number> {
  const ended = await db.rows(sql`
    update sheet set state = 'ended' from sheet_run run
    where sheet.municipality_id = ${db.municipality} and sheet.state = 'printed'
      and run.municipality_id = ${db.municipality} and run.id = sheet.run_id and run.dialogue_id = ${dialogue} and run.number = ${run}
    returning sheet.id`)
  return ended.length
}

/** Nobody can enter or correct a sheet any more, so which votes came from which is kept no longer, nor who typed them in. */
export const untieSheets = (db: Write, dialogue: string) =>
  db
    .updateTable('sheet')
    .set({ participant_id: null, entered_by: null, entered_on: null, checked_by: null })
    .where('municipality_id', '=', db.municipality)
    .where('dialogue_id', '=', dialogue)
    .execute()

/** Entered anew by somebody: a second entry by another is possible again. */
export const markEntered = (db: Write, sheet: string, by: string, now: Date) =>
  db
    .updateTable('sheet')
    .set({ state: 'entered', entered_by: by, entered_on: dayOf(now), checked_by: null })
    .where('municipality_id', '=', db.municipality)
    .where('id', '=', sheet)
    .execute()

export const markChecked = (db: Write, sheet: string, by: string) =>
  db
    .updateTable('sheet')
    .set({ state: 'checked', checked_by: by })
    .where('municipality_id', '=', db.municipality)
    .where('id', '=', sheet)
    .execute()
