import { dayOf } from '#dialogue'
import { note } from '#platform/audit'
import type { Write } from '#platform/db'
import { notFound, type SignedIn } from '#platform/web'
import { adoptionsOf } from './adoption.store.ts'
import { isSettled } from './adoption.ts'
import { addStep, orderSteps, putStep, removeStep, stepsOf } from './sequence.store.ts'
import { type ConsultationStep, judgeStep, mostSteps, moved, type StepRefusals, type StepValues } from './sequence.ts'
import { lockVision } from './vision.store.ts'
import type { Vision } from './vision.ts'

/** What concerns a step as a whole: it stands in a resolution, there are too many. */
export type SequenceRefusal = 'step-settled' | 'too-many-steps'
export type Refused = { refusals: StepRefusals } | { refusal: SequenceRefusal }

/** Adds a step at the end, or writes one anew. */
export async function keepStep(
  db: Write,
  by: SignedIn,
  { slug }: Vision,
  id: string | undefined,
  values: StepValues,
  now: Date,
): Promise<Refused | undefined> {
  const vision = (await lockVision(db, slug)) ?? notFound()
  const steps = await stepsOf(db, vision.id)
  const before = id === undefined ? undefined : (steps.find(step => step.id === id) ?? notFound())
  const judged = judgeStep(values, dayOf(now))
  if ('refusals' in judged) return judged
  if (!before && steps.length >= mostSteps) return { refusal: 'too-many-steps' }
  if (before && (await hasDecided(db, vision, before))) return { refusal: 'step-settled' }
  await (before ? putStep(db, { id: before.id, ...judged.step }) : addStep(db, vision.id, judged.step))
  await noteChange(db, by, vision, judged.step)
  return undefined
}

export async function dropStep(db: Write, by: SignedIn, { slug }: Vision, id: string): Promise<SequenceRefusal | undefined> {
  const vision = (await lockVision(db, slug)) ?? notFound()
  const step = (await stepsOf(db, vision.id)).find(step => step.id === id) ?? notFound()
  if (await hasDecided(db, vision, step)) return 'step-settled'
  await removeStep(db, id)
  await noteChange(db, by, vision, step)
  return undefined
}

export async function moveStep(db: Write, by: SignedIn, { slug }: Vision, id: string, direction: 'up' | 'down') {
  const vision = (await lockVision(db, slug)) ?? notFound()
  const steps = await stepsOf(db, vision.id)
  const step = steps.find(step => step.id === id) ?? notFound()
  await orderSteps(
    db,
    vision.id,
    moved(steps, id, direction).map(({ id }) => id),
  )
  await noteChange(db, by, vision, step)
}

const hasDecided = async (db: Write, { id }: Vision, step: ConsultationStep) => isSettled(step, await adoptionsOf(db, id))

const noteChange = (db: Write, by: SignedIn, { slug }: Vision, { body }: Pick<ConsultationStep, 'body'>) =>
  note(db, { personId: by.personId, deed: 'consultation-sequence-changed', subject: slug, details: { body } })
