import { randomUUID } from 'node:crypto'
import { type Generated, sql } from 'kysely'
import type { Report, ReportGround, ReportOnDesk, ReportState, ReportVerdict } from '#dialogue'
import type { Read, Write } from '#platform/db'
import type { Contribution, ContributionState } from './contribution.ts'

declare module '#platform/db' {
  interface TownTables {
    contribution_report: {
      municipality_id: string
      id: string
      vision_id: string
      contribution_id: string
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

type Reported = Pick<Contribution, 'number' | 'kind' | 'text' | 'language'> & { state: ContributionState }

/** A notice about a contribution, as whoever made it may see it. */
export type ContributionReport = Omit<Report, 'statement'> & { contribution: Reported }
export type ContributionReportOnDesk = Omit<ReportOnDesk, 'statement'> & { contribution: Reported }

export type NewReport = {
  contribution: string
  ground: ReportGround
  text: string
  language: string
  name: string
  email: string | undefined
  receivedAt: Date
}

/** Stores a report under the next number of the vision, which the caller has locked. */
export async function putReport(db: Write, vision: string, { contribution, email, receivedAt, ...report }: NewReport) {
  const { last } = await db
    .selectFrom('contribution_report')
    .select(({ fn }) => fn.max('number').as('last'))
    .where('municipality_id', '=', db.municipality)
    .where('vision_id', '=', vision)
    .executeTakeFirstOrThrow()
  const stored = { id: randomUUID(), number: (last ?? 0) + 1 }
  await db
    .insertInto('contribution_report')
    .values({
      ...report,
      ...stored,
      municipality_id: db.municipality,
      vision_id: vision,
      contribution_id: contribution,
      email: email ?? null,
      received_at: receivedAt,
    })
    .execute()
  return stored
}

/** Neither name nor address is read. */
export const findReport = async (db: Read, vision: string, id: string): Promise<ContributionReport | undefined> =>
  (await db.rows<ContributionReport>(sql`select ${columns} from ${reports(db, vision)} and report.id = ${id}::uuid`)).at(0)

/** Open ones first, the oldest at the top; then what was decided, the latest first. */
export const reportsIn = (db: Read, vision: string): Promise<ContributionReportOnDesk[]> =>
  db.rows(sql`
    select ${columns}, report.name, report.email from ${reports(db, vision)}
    order by report.state = 'open' desc, report.decided_at desc nulls first, report.number limit ${mostListed}`)

const mostListed = 200

const columns = sql`
  report.id, report.number, report.ground, report.text, report.language, report.received_at as "receivedAt", report.state, report.answer,
  report.decided_at as "decidedAt",
  json_build_object('number', contribution.number, 'kind', contribution.kind, 'text', contribution.text, 'language', contribution.language,
    'state', contribution.state) as contribution`

const reports = (db: Read, vision: string) => sql`
  contribution_report report
  join contribution on contribution.municipality_id = report.municipality_id and contribution.id = report.contribution_id
  where report.municipality_id = ${db.municipality} and report.vision_id = ${vision}`

export async function openReports(db: Read, vision: string): Promise<number> {
  const { count } = await db
    .selectFrom('contribution_report')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('municipality_id', '=', db.municipality)
    .where('vision_id', '=', vision)
    .where('state', '=', 'open')
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** The number of the contribution a report is about. */
export async function reportedContribution(db: Read, vision: string, number: number): Promise<number | undefined> {
  const [row] = await db.rows<{ number: number }>(sql`
    select contribution.number from ${reports(db, vision)} and report.number = ${number}`)
  return row?.number
}

export type LockedReport = { id: string; number: number; state: ReportState; language: string; email: string | null }

/** All reports about a contribution; until this transaction ends nobody else decides on them. */
export const lockReports = (db: Write, contribution: string): Promise<LockedReport[]> =>
  db
    .selectFrom('contribution_report')
    .select(['id', 'number', 'state', 'language', 'email'])
    .where('municipality_id', '=', db.municipality)
    .where('contribution_id', '=', contribution)
    .orderBy('number')
    .forUpdate()
    .execute()

export const putReportVerdict = (
  db: Write,
  ids: readonly string[],
  { verdict, answer, by, at }: { verdict: ReportVerdict; answer: string; by: string; at: Date },
) =>
  db
    .updateTable('contribution_report')
    .set({ state: verdict, answer, decided_by: by, decided_at: at })
    .where('municipality_id', '=', db.municipality)
    .where('id', 'in', ids)
    .execute()

/** Who has reported goes; the report stays. */
export async function forgetReporters(db: Write, decidedBefore: Date): Promise<number> {
  const gone = await db.rows(sql`
    update contribution_report set name = '', email = null
    where municipality_id = ${db.municipality} and decided_at < ${decidedBefore} and (name <> '' or email is not null) returning 1`)
  return gone.length
}
