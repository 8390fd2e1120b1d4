import { randomUUID } from 'node:crypto'
import { type Generated, sql } from 'kysely'
import type { Read, Write } from '#platform/db'
import type { Report, ReportGround, ReportOnDesk, ReportState, ReportVerdict } from './report.ts'

declare module '#platform/db' {
  interface TownTables {
    report: {
      municipality_id: string
      id: string
      dialogue_id: string
      statement_id: string
      number: number
      ground: ReportGround
      text: string
      language: string
      name: string
      email: string | null
      received_at: Date
      state: Generated<ReportState>
      answer: Generated<string>
      decided_by: Generated<string | null>
      decided_at: Generated<Date | null>
    }
  }
}

export type NewReport = {
  dialogue: string
  statement: string
  ground: ReportGround
  text: string
  language: string
  name: string
  email: string | undefined
  receivedAt: Date
}

/** Stores a report under the next number of the dialogue, which the caller has locked. */
export async function putReport(db: Write, report: NewReport): Promise<{ id: string; number: number }> {
  const { last } = await db
    .selectFrom('report')
    .select(({ fn }) => fn.max('number').as('last'))
    .where('municipality_id', '=', db.municipality)
    .where('dialogue_id', '=', report.dialogue)
    .executeTakeFirstOrThrow()
  const [id, number] = [randomUUID(), (last ?? 0) + 1]
  await db
    .insertInto('report')
    .values({
      municipality_id: db.municipality,
      id,
      dialogue_id: report.dialogue,
      statement_id: report.statement,
      number,
      ground: report.ground,
      text: report.text,
      language: report.language,
      name: report.name,
      email: report.email ?? null,
      received_at: report.receivedAt,
    })
    .execute()
  return { id, number }
}

/** What the reporter may see of it: neither name nor address is read. */
export const findReport = async (db: Read, dialogue: string, id: string): Promise<Report | undefined> =>
  (await db.rows<Report>(sql`select ${columns} from ${reports(db, dialogue)} and report.id = ${id}::uuid`)).at(0)

/** Open ones first, the oldest at the top; then what was decided, the latest first. */
export const reportsIn = (db: Read, dialogue: string): Promise<ReportOnDesk[]> =>
  db.rows(sql`
    select ${columns}, report.name, report.email from ${reports(db, dialogue)}
    order by report.state = 'open' desc, report.decided_at desc nulls first, report.number limit ${mostListed}`)

const mostListed = 200

const columns = sql`
  report.id, report.number, report.ground, report.text, report.language, report.received_at as "receivedAt", report.state, report.answer,
  report.decided_at as "decidedAt",
  json_build_object('id', statement.id, 'number', statement.number, 'text', statement.text, 'language', statement.language,
    'state', statement.state, 'reason', statement.rejection_reason) as statement`

const reports = (db: Read, dialogue: string) => sql`
  report join statement on statement.municipality_id = report.municipality_id and statement.id = report.statement_id
  where report.municipality_id = ${db.municipality} and report.dialogue_id = ${dialogue}`

export async function openReports(db: Read, dialogue: string): Promise<number> {
  const { count } = await db
    .selectFrom('report')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('municipality_id', '=', db.municipality)
    .where('dialogue_id', '=', dialogue)
    .where('state', '=', 'open')
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** The number of the statement a report is about. */
export const reportedStatement = (db: Read, dialogue: string, number: number) =>
  db
    .selectFrom('report')
    .innerJoin('statement', join =>
      join.onRef('statement.municipality_id', '=', 'report.municipality_id').onRef('statement.id', '=', 'report.statement_id'),
    )
    .select('statement.number')
    .where('report.municipality_id', '=', db.municipality)
    .where('report.dialogue_id', '=', dialogue)
    .where('report.number', '=', number)
    .executeTakeFirst()

export type LockedReport = { id: string; number: number; state: ReportState; language: string; email: string | null }

/** All reports about a statement; until this transaction ends nobody else decides on them. */
export const lockReports = (db: Write, statement: string): Promise<LockedReport[]> =>
  db
    .selectFrom('report')
    .select(['id', 'number', 'state', 'language', 'email'])
    .where('municipality_id', '=', db.municipality)
    .where('statement_id', '=', statement)
    .orderBy('number')
    .forUpdate()
    .execute()

export const putReportVerdict = (
  db: Write,
  ids: readonly string[],
  decided: { verdict: ReportVerdict; answer: string; by: string; at: Date },
) =>
  db
    .updateTable('report')
    .set({ state: decided.verdict, answer: decided.answer, decided_by: decided.by, decided_at: decided.at })
    .where('municipality_id', '=', db.municipality)
    .where('id', 'in', ids)
    .execute()

export const forgetReporters = (db: Write, decidedBefore: Date) =>
  db
    .updateTable('report')
    .set({ name: '', email: null })
    .where('municipality_id', '=', db.municipality)
    .where('decided_at', '<', decidedBefore)
    .execute()
