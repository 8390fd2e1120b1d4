import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db'
import type { Measure } from './measure.ts'
import type { ChangedBy, MeasureField, MeasureFields } from './measure-change.ts'

/** In which column each field of a measure stands. */
const columns = {
  title: 'title',
  description: 'description',
  fieldId: 'action_field_id',
  targetGroupId: 'target_group_id',
  startsOn: 'starts_on',
  endsOn: 'ends_on',
  priority: 'priority',
  status: 'status',
  statusReason: 'status_reason',
  light: 'light',
  lightReason: 'light_reason',
  stateOfAffairs: 'state_of_affairs',
  nextStep: 'next_step',
  obstacles: 'obstacles',
  statedOn: 'stated_on',
  resolutionNumber: 'resolution_number',
  resolvedOn: 'resolved_on',
  budgetLine: 'budget_line',
  noPostsReason: 'no_posts_reason',
  continuation: 'continuation',
  regularSince: 'regular_since',
  responsibleName: 'responsible_name',
  responsibleMail: 'responsible_mail',
  isPublic: 'is_public',
} as const satisfies Record<MeasureField, string>

const inColumns = (fields: Partial<MeasureFields>) =>
  Object.fromEntries((Object.keys(fields) as MeasureField[]).map(field => [columns[field], fields[field]]))

/** Stores a new measure. */
export const insertMeasure = (db: Write, { id, number, ...fields }: Measure, now: Date) =>
  db
    .insertInto('measure')
    .values({
      municipality_id: db.municipality,
      id,
      number,
      title: fields.title,
      action_field_id: fields.fieldId,
      ...inColumns(fields),
      created_at: now,
      revised_at: now,
    })
    .execute()

export const updateMeasure = (db: Write, id: string, fields: Partial<MeasureFields>, now: Date) =>
  db
    .updateTable('measure')
    .set({ ...inColumns(fields), revised_at: now })
    .where('municipality_id', '=', db.municipality)
    .where('id', '=', id)
    .execute()

/** A change of a measure: what the fields said before, and what they say after. */
export type MeasureChange = {
  id: string
  at: Date
  /** null: by link, or the account is gone */
  person: string | null
  /** by whom, where it came by link; for which department, where that has been forgotten */
  linkName: string | null
  byLink: boolean
  before: Partial<MeasureFields>
  after: Partial<MeasureFields>
  reverts: string | null
}

type NewChange = { measureId: string; by: ChangedBy; before: Partial<MeasureFields>; after: Partial<MeasureFields>; at: Date }

export async function putChange(db: Write, { measureId, by, before, after, at }: NewChange): Promise<string> {
  const id = randomUUID()
  await db
    .insertInto('measure_change')
    .values({
      municipality_id: db.municipality,
      id,
      measure_id: measureId,
      at,
      person_id: by.personId ?? null,
      link_id: by.linkId ?? null,
      before: JSON.stringify(before),
      after: JSON.stringify(after),
      reverts: by.reverts ?? null,
    })
    .execute()
  return id
}

/** What was changed of a measure, newest first. */
export const changesOf = (db: Read, measureId: string): Promise<MeasureChange[]> =>
  db.rows(sql`
    select change.id, change.at, person.name as person, change.before, change.after, change.reverts,
      change.link_id is not null as "byLink", coalesce(nullif(link.name, ''), nullif(link.mail, ''), department.name) as "linkName"
    from measure_change as change
    left join person on person.id = change.person_id
    left join update_link as link on link.municipality_id = change.municipality_id and link.id = change.link_id
    left join department on department.municipality_id = link.municipality_id and department.id = link.department_id
    where change.municipality_id = ${db.municipality} and change.measure_id = ${measureId}
    order by change.at desc, change.id`)

export const findChange = async (db: Read, measureId: string, id: string): Promise<MeasureChange | undefined> =>
  (await changesOf(db, measureId)).find(change => change.id === id)
