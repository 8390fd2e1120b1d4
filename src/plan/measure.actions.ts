import { note } from '#platform/audit'
import type { Write } from '#platform/db'
import { notFound, type SignedIn } from '#platform/web'
import { findMeasure, lockMeasure } from './measure.store.ts'
import { addMeasure, changeMeasure, takeBack } from './measure-change.actions.ts'
import { type MeasureField, type MeasureFields, type MeasureRefusals, type NewMeasureRefusals, picked } from './measure-change.ts'
import { seenOf } from './seen.ts'

/** What a form about a measure sends: what its fields said when it was made, what they are to say, and what goes along with it. */
export type Sent = { seen: string; fields: Partial<MeasureFields>; along?: Partial<MeasureFields> }

/** Stores what staff have changed of a measure; what others have changed since the form was made is not overwritten. */
export async function saveMeasure(
  db: Write,
  by: SignedIn,
  number: string,
  { seen, fields, along = {} }: Sent,
  now: Date,
): Promise<{ refusals: MeasureRefusals } | 'changed-meanwhile' | undefined> {
  const { id } = (await findMeasure(db, number)) ?? notFound()
  const measure = (await lockMeasure(db, id)) ?? notFound()
  if (seen !== seenOf(picked(measure, Object.keys(fields) as MeasureField[]))) return 'changed-meanwhile'
  const changed = await changeMeasure(db, measure, { ...fields, ...along }, { changer: 'staff', personId: by.personId }, now)
  if ('refusals' in changed) return changed
  if (!changed.change) return undefined
  const deed = fields.status && fields.status !== measure.status ? `measure-status-${fields.status}` : 'measure-changed'
  await note(db, { personId: by.personId, deed, subject: number })
}

export async function createMeasure(
  db: Write,
  by: SignedIn,
  number: string,
  fields: MeasureFields,
  now: Date,
): Promise<NewMeasureRefusals | undefined> {
  const added = await addMeasure(db, number, fields, now)
  if ('refusals' in added) return added.refusals
  await note(db, { personId: by.personId, deed: 'measure-added', subject: number, details: { title: fields.title } })
}

/** Takes back one change of a measure, whoever made it. */
export async function revertChange(
  db: Write,
  by: SignedIn,
  number: string,
  changeId: string,
  now: Date,
): Promise<MeasureRefusals | undefined> {
  const measure = (await findMeasure(db, number)) ?? notFound()
  const reverted = await takeBack(db, measure, changeId, by.personId, now)
  if ('refusals' in reverted) return reverted.refusals
  if (reverted.change) await note(db, { personId: by.personId, deed: 'measure-change-reverted', subject: number })
}
