import { dayOf } from '#dialogue'
import { note } from '#platform/audit'
import type { Read, Write } from '#platform/db'
import { notFound, type SignedIn } from '#platform/web'
import { addStep, orderSteps, putStep, removeStep, stepsOf } from './sequence.store.ts'
import { type ConsultationStep, judgeStep, mostSteps, moved, type StepRefusals, type StepValues } from './sequence.ts'

/** Whose consultation sequence it is. */
export type SequenceOwner = {
  /** null: the plan of the town */
  vision: string | null
  /** what the log calls it */
  subject: string
  /** until the transaction ends nobody else changes it */
  lock(db: Write): Promise<unknown>
  /** steps something holds by: they stay as they are */
  settled(db: Read, steps: readonly ConsultationStep[]): Promise<ReadonlySet<string>>
}

/** What concerns a step as a whole: it stands in a resolution, there are too many. */
export type SequenceRefusal = 'step-settled' | 'too-many-steps'
export type Refused = { refusals: StepRefusals } | { refusal: SequenceRefusal }

/** Adds a step at the end, or writes one anew. */
export async function keepStep(
  db: Write,
  by: SignedIn,
  owner: SequenceOwner,
  id: string | undefined,
  values: StepValues,
  now: Date,
): Promise<Refused | undefined> {
  await owner.lock(db)
  const steps = await stepsOf(db, owner.vision)
  const before = id === undefined ? undefined : (steps.find(step => step.id === id) ?? notFound())
  const judged = judgeStep(values, dayOf(now))
  if ('refusals' in judged) return judged
  if (!before && steps.length >= mostSteps) return { refusal: 'too-many-steps' }
  if (before && (await isSettled(db, owner, before))) return { refusal: 'step-settled' }
  await (before ? putStep(db, { id: before.id, ...judged.step }) : addStep(db, owner.vision, judged.step))
  await noteChange(db, by, owner, judged.step)
  return undefined
}

export async function dropStep(db: Write, by: SignedIn, owner: SequenceOwner, id: string): Promise<SequenceRefusal | undefined> {
  await owner.lock(db)
  const step = (await stepsOf(db, owner.vision)).find(step => step.id === id) ?? notFound()
  if (await isSettled(db, owner, step)) return 'step-settled'
  await removeStep(db, id)
  await noteChange(db, by, owner, step)
  return undefined
}

export async function moveStep(db: Write, by: SignedIn, owner: SequenceOwner, id: string, direction: 'up' | 'down') {
  await owner.lock(db)
  const steps = await stepsOf(db, owner.vision)
  const step = steps.find(step => step.id === id) ?? notFound()
  await orderSteps(
    db,
    owner.vision,
    moved(steps, id, direction).map(({ id }) => id),
  )
  await noteChange(db, by, owner, step)
}

const isSettled = async (db: Read, owner: SequenceOwner, step: ConsultationStep) => (await owner.settled(db, [step])).has(step.id)

const noteChange = (db: Write, by: SignedIn, { subject }: SequenceOwner, { body }: Pick<ConsultationStep, 'body'>) =>
  note(db, { personId: by.personId, deed: 'consultation-sequence-changed', subject, details: { body } })
