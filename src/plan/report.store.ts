import { sql } from 'kysely'
import { dayOf } from '#dialogue'
import type { Read, Write } from '#platform/db'
import { departments } from './department.store.ts'
import { goals } from './goal.store.ts'
import { partners } from './involvement.store.ts'
import { goalsOfMeasures, involvements, measures } from './measure.store.ts'
import type { MeasureFields } from './measure-change.ts'
import { allotments, costs, financingSources, posts, spendings } from './money.store.ts'
import { actionFields, targetGroups } from './plan.store.ts'
import type { ReportParts } from './report.content.ts'
import type { Report, ReportHead } from './report.ts'

const head = ['number', 'title', 'as_of as asOf', 'made_at as madeAt', 'digest', 'is_public as isPublic'] as const

/** All reports, the newest first, without what they say. */
export const reportHeads = (db: Read): Promise<ReportHead[]> =>
  db.selectFrom('progress_report').select(head).where('municipality_id', '=', db.municipality).orderBy('number', 'desc').execute()

export const findReport = (db: Read, number: number): Promise<Report | undefined> =>
  db
    .selectFrom('progress_report')
    .select([...head, 'content'])
    .where('municipality_id', '=', db.municipality)
    .where('number', '=', number)
    .executeTakeFirst() as Promise<Report | undefined>

/** `content`: canonical JSON, of which `digest` was made. */
export const putReport = (
  db: Write,
  { number, title, asOf, madeAt, digest }: Omit<ReportHead, 'isPublic'>,
  content: string,
  madeBy: string,
) =>
  db
    .insertInto('progress_report')
    .values({ municipality_id: db.municipality, number, title, as_of: asOf, content, digest, made_at: madeAt, made_by: madeBy })
    .execute()

export const setReportPublic = (db: Write, number: number, isPublic: boolean) =>
  db
    .updateTable('progress_report')
    .set({ is_public: isPublic })
    .where('municipality_id', '=', db.municipality)
    .where('number', '=', number)
    .execute()

/** The plan as it stands, and what was changed of measures after that day. */
export async function reportParts(db: Read, asOf: string): Promise<ReportParts> {
  const createdOn = new Map(
    (await db.selectFrom('measure').select(['id', 'created_at']).where('municipality_id', '=', db.municipality).execute()).map(
      ({ id, created_at }) => [id, dayOf(created_at)],
    ),
  )
  return {
    fields: await actionFields(db),
    groups: await targetGroups(db),
    departments: await departments(db),
    goals: await goals(db),
    measures: (await measures(db)).map(measure => ({ ...measure, createdOn: createdOn.get(measure.id)! })),
    laterChanges: await db.rows<{ measureId: string; before: Partial<MeasureFields> }>(sql`
      select measure_id as "measureId", before from measure_change
      where municipality_id = ${db.municipality} and (at at time zone 'Europe/Berlin')::date > ${asOf}::date
      order by at desc, id desc`),
    involved: await involvements(db),
    partners: await partners(db),
    serves: await goalsOfMeasures(db),
    sources: await financingSources(db),
    costs: await costs(db),
    allotments: await allotments(db),
    spendings: await spendings(db),
    posts: await posts(db),
  }
}
