import { randomUUID } from 'node:crypto'
import { dayOf } from '#dialogue'
import { note } from '#platform/audit'
import type { Write } from '#platform/db'
import { notFound, type SignedIn } from '#platform/web'
import { lockMeasure, milestones } from './measure.store.ts'
import type { Measure } from './measure.ts'
import { putMilestone, removeMilestone } from './milestone.store.ts'
import { judgeMilestone, type MilestoneRefusals, type MilestoneValues, mostMilestones } from './milestone.ts'

type At = { by: SignedIn; measure: Pick<Measure, 'id' | 'number'> }

/** Adds a milestone to a measure. */
export async function addMilestone(
  db: Write,
  at: At,
  values: MilestoneValues,
  now: Date,
): Promise<MilestoneRefusals | 'too-many' | undefined> {
  const refusals = judgeMilestone(values, dayOf(now))
  if (Object.keys(refusals).length > 0) return refusals
  await lockMeasure(db, at.measure.id)
  if ((await milestones(db, at.measure.id)).length >= mostMilestones) return 'too-many'
  await putMilestone(db, milestoneOf(at, randomUUID(), values))
  return noted(db, at, 'milestone-added', values.title)
}

export async function changeMilestone(
  db: Write,
  at: At,
  id: string,
  values: MilestoneValues,
  now: Date,
): Promise<MilestoneRefusals | undefined> {
  await findHere(db, at, id)
  const refusals = judgeMilestone(values, dayOf(now))
  if (Object.keys(refusals).length > 0) return refusals
  await putMilestone(db, milestoneOf(at, id, values))
  return noted(db, at, 'milestone-changed', values.title)
}

/** A milestone has been reached today. */
export async function reachMilestone(db: Write, at: At, id: string, now: Date): Promise<undefined> {
  const milestone = await findHere(db, at, id)
  if (milestone.reachedOn !== null) return undefined
  await putMilestone(db, { ...milestone, reachedOn: dayOf(now) })
  return noted(db, at, 'milestone-changed', milestone.title)
}

export async function dropMilestone(db: Write, at: At, id: string): Promise<undefined> {
  const { title } = await findHere(db, at, id)
  await removeMilestone(db, id)
  return noted(db, at, 'milestone-removed', title)
}

const findHere = async (db: Write, at: At, id: string) =>
  (await milestones(db, at.measure.id)).find(milestone => milestone.id === id) ?? notFound()

const milestoneOf = ({ measure }: At, id: string, { title, dueOn, reachedOn }: MilestoneValues) => ({
  id,
  measureId: measure.id,
  title,
  dueOn,
  reachedOn: reachedOn || null,
})

async function noted(db: Write, { by, measure }: At, deed: string, title: string): Promise<undefined> {
  await note(db, { personId: by.personId, deed, subject: measure.number, details: { title } })
}
