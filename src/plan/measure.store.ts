import { type Expression, sql } from 'kysely'
import type { Read, Write } from '#platform/db'
import type { ListedMeasure } from './measure.list.ts'
import type { Involvement, Measure, Milestone } from './measure.ts'

/** All measures, in the order of their numbers as people count (2 before 10). */
export async function measures(db: Read): Promise<Measure[]> {
  const rows = await allAtOnce(db, selected(db))
  return rows.sort((one, other) => byNumber.compare(one.number, other.number))
}

/** Thousands of rows as one value: reading it takes half the time that reading them one by one takes. Days are texts in it as they are in rows. */
async function allAtOnce<Row>(db: Read, query: Expression<Row>): Promise<Row[]> {
  const [{ all } = { all: [] }] = await db.rows<{ all: Row[] }>(sql`select coalesce(json_agg(found), '[]') as all from (${query}) as found`)
  return all
}

/** These measures, in no order. */
export const measuresWith = (db: Read, ids: readonly string[]): Promise<Measure[]> =>
  ids.length === 0 ? Promise.resolve([]) : selected(db).where('id', 'in', ids).execute()

export const byNumber = new Intl.Collator('de', { numeric: true })

export const findMeasure = (db: Read, number: string): Promise<Measure | undefined> =>
  selected(db).where('number', '=', number).executeTakeFirst()

/** What the list of measures shows of all of them, in the order of their numbers. */
export async function listedMeasures(db: Read): Promise<ListedMeasure[]> {
  const rows = await db
    .selectFrom('measure')
    .select(['id', 'number', 'title', 'action_field_id as fieldId', 'status', 'light', 'stated_on as statedOn'])
    .where('municipality_id', '=', db.municipality)
    .execute()
  const roles = await db
    .selectFrom('measure_department')
    .select(['measure_id as measureId', 'department_id as departmentId', 'role', 'state'])
    .where('municipality_id', '=', db.municipality)
    .execute()
  const involved = Map.groupBy(roles, ({ measureId }) => measureId)
  return rows
    .sort((one, other) => byNumber.compare(one.number, other.number))
    .map(measure => ({ ...measure, involved: involved.get(measure.id) ?? [] }))
}

/** A measure, held until the transaction ends: of two who change it at once the second sees what the first has done. */
export const lockMeasure = (db: Write, id: string): Promise<Measure | undefined> =>
  selected(db).where('id', '=', id).forUpdate().executeTakeFirst()

const selected = (db: Read) =>
  db
    .selectFrom('measure')
    .select([
      'id',
      'number',
      'title',
      'description',
      'action_field_id as fieldId',
      'target_group_id as targetGroupId',
      'starts_on as startsOn',
      'ends_on as endsOn',
      'priority',
      'status',
      'status_reason as statusReason',
      'light',
      'light_reason as lightReason',
      'state_of_affairs as stateOfAffairs',
      'next_step as nextStep',
      'obstacles',
      'stated_on as statedOn',
      'resolution_number as resolutionNumber',
      'resolved_on as resolvedOn',
      'budget_line as budgetLine',
      'no_posts_reason as noPostsReason',
      'continuation',
      'regular_since as regularSince',
      'responsible_name as responsibleName',
      'responsible_mail as responsibleMail',
      'is_public as isPublic',
    ])
    .where('municipality_id', '=', db.municipality)

/** Who leads and who takes part: of one measure, or of all. */
export const involvements = (db: Read, measureId?: string): Promise<Involvement[]> =>
  allAtOnce(
    db,
    db
      .selectFrom('measure_department')
      .select(['measure_id as measureId', 'department_id as departmentId', 'role', 'state', 'reason', 'answered_on as answeredOn'])
      .where('municipality_id', '=', db.municipality)
      .$if(measureId !== undefined, query => query.where('measure_id', '=', measureId!))
      .orderBy('measure_id')
      .orderBy('department_id'),
  )

/** Milestones by date: of one measure, or of all. */
export const milestones = (db: Read, measureId?: string): Promise<Milestone[]> =>
  db
    .selectFrom('milestone')
    .select(['id', 'measure_id as measureId', 'title', 'due_on as dueOn', 'reached_on as reachedOn'])
    .where('municipality_id', '=', db.municipality)
    .$if(measureId !== undefined, query => query.where('measure_id', '=', measureId!))
    .orderBy('due_on')
    .orderBy('id')
    .execute()

/** Which measures serve which goals. */
export const goalsOfMeasures = (db: Read): Promise<{ measureId: string; goalId: string }[]> =>
  allAtOnce(
    db,
    db.selectFrom('measure_goal').select(['measure_id as measureId', 'goal_id as goalId']).where('municipality_id', '=', db.municipality),
  )
