import { randomUUID } from 'node:crypto'
import { dayOf } from '#dialogue'
import type { Read, Write } from '#platform/db'
import { judgeEmail } from '#platform/people'
import { notFound } from '#platform/web'
import { findMeasure, involvements, lockMeasure } from './measure.store.ts'
import { acceptedLead, type Measure } from './measure.ts'
import { findChange, insertMeasure, putChange, updateMeasure } from './measure-change.store.ts'
import {
  type ChangedBy,
  type Circumstances,
  changedFields,
  judgeChange,
  judgeNew,
  judgeNumber,
  type MeasureFields,
  type MeasureRefusals,
  type NewMeasureRefusals,
  picked,
} from './measure-change.ts'
import { posts } from './money.store.ts'
import { actionFields, targetGroups } from './plan.store.ts'

/**
 * Changes a measure: whoever does it, and by whatever way, passes here. Judged is what differs from what is stored now; what holds is stored and
 * kept as a change that can be taken back. `change` is undefined where nothing differed. The caller writes the log: it knows the deed.
 */
export async function changeMeasure(
  db: Write,
  measure: Pick<Measure, 'id'>,
  after: Partial<MeasureFields>,
  by: ChangedBy,
  now: Date,
): Promise<{ change: string | undefined } | { refusals: MeasureRefusals }> {
  const before = (await lockMeasure(db, measure.id)) ?? notFound()
  const wanted = withoutRegular(before, after)
  const refusals = await refusalsOf(db, before, wanted, by, now)
  if (Object.keys(refusals).length > 0) return { refusals }
  const fields = changedFields(before, wanted)
  if (fields.length === 0) return { change: undefined }
  const values = picked(wanted, fields)
  await updateMeasure(db, before.id, values, now)
  return { change: await putChange(db, { measureId: before.id, by, before: picked(before, fields), after: values, at: now }) }
}

/** What would be refused of a change; empty where it would be taken. */
export const refusalsOf = async (
  db: Read,
  before: Measure,
  after: Partial<MeasureFields>,
  by: ChangedBy,
  now: Date,
): Promise<MeasureRefusals> => judgeChange(before, after, await circumstances(db, by, now, before.id))

/** Adds a measure under a number nobody has had; judged like a change. */
export async function addMeasure(
  db: Write,
  number: string,
  fields: MeasureFields,
  now: Date,
): Promise<{ measure: Measure } | { refusals: NewMeasureRefusals }> {
  const refusal = judgeNumber(number) ?? ((await findMeasure(db, number)) && 'number-taken')
  const refusals = { ...(refusal && { number: refusal }), ...judgeNew(fields, await circumstances(db, { changer: 'staff' }, now)) }
  if (Object.keys(refusals).length > 0) return { refusals }
  const measure = { id: randomUUID(), number, ...fields }
  await insertMeasure(db, measure, now)
  return { measure }
}

/** Takes a change back: its fields say again what they said before. What was changed once more since then stays, and is named. */
export async function takeBack(
  db: Write,
  measure: Pick<Measure, 'id'>,
  changeId: string,
  personId: string,
  now: Date,
): Promise<{ change: string | undefined } | { refusals: MeasureRefusals }> {
  const current = (await lockMeasure(db, measure.id)) ?? notFound()
  const { before, after } = (await findChange(db, measure.id, changeId)) ?? notFound()
  const since = changedFields(current, after)
  if (since.length > 0) return { refusals: Object.fromEntries(since.map(field => [field, 'changed-since'])) }
  return changeMeasure(db, measure, before, { changer: 'staff', personId, reverts: changeId }, now)
}

/** What is no longer regular has no day since when it is. */
const withoutRegular = (before: Measure, after: Partial<MeasureFields>): Partial<MeasureFields> =>
  before.status === 'made-regular' && after.status !== undefined && after.status !== 'made-regular'
    ? { regularSince: null, ...after }
    : after

async function circumstances(db: Read, by: ChangedBy, now: Date, measureId?: string): Promise<Circumstances> {
  const [fields, groups] = [await actionFields(db), await targetGroups(db)]
  return {
    by,
    today: dayOf(now),
    fields: new Set(fields.map(({ id }) => id)),
    groups: new Set(groups.map(({ id }) => id)),
    hasAcceptedLead: measureId !== undefined && acceptedLead(await involvements(db, measureId)) !== undefined,
    hasPosts: measureId !== undefined && (await posts(db, measureId)).length > 0,
    isMail: text => judgeEmail(text) === undefined,
  }
}
