import { note } from '#platform/audit'
import type { Write } from '#platform/db'
import { notFound } from '#platform/web'
import { lockForWriting } from './chapter.actions.ts'
import type { WritingAt } from './sentence.actions.ts'
import { findWritten, type WrittenSentence } from './sentence.change.store.ts'
import { putOther, removeSource } from './source.change.store.ts'
import { judgeSource, type SourceRefusals, type SourceValues } from './source.values.ts'
import { touchVision } from './vision.store.ts'
import type { Vision } from './vision.ts'

export type ClosedRefusal = 'is-dropped' | 'is-adopted'

type Found = { vision: Vision; sentence: WrittenSentence }

/** Adds something from outside the dialogues a sentence comes from. */
export async function addSource(
  db: Write,
  at: WritingAt,
  number: number,
  values: SourceValues,
  file: { name: string; content: Uint8Array } | undefined,
): Promise<{ refusals: SourceRefusals } | { refusal: ClosedRefusal } | undefined> {
  const found = await findOpen(db, at, number)
  if (typeof found === 'string') return { refusal: found }
  const judged = judgeSource(values, file)
  if ('refusals' in judged) return judged
  await putOther(db, found.vision.id, found.sentence.id, judged)
  return noted(db, at, found, 'source-added')
}

export async function dropSource(db: Write, at: WritingAt, number: number, id: string): Promise<ClosedRefusal | undefined> {
  const found = await findOpen(db, at, number)
  if (typeof found === 'string') return found
  if (!(await removeSource(db, found.sentence.id, id))) notFound()
  return noted(db, at, found, 'source-removed')
}

async function findOpen(db: Write, at: WritingAt, number: number): Promise<Found | ClosedRefusal> {
  const vision = await lockForWriting(db, at.vision)
  if (typeof vision === 'string') return vision
  const sentence = (await findWritten(db, vision.id, number)) ?? notFound()
  return sentence.isDropped ? 'is-dropped' : { vision, sentence }
}

async function noted(db: Write, { by }: WritingAt, { vision, sentence }: Found, deed: string): Promise<undefined> {
  await touchVision(db, vision.id)
  await note(db, { personId: by.personId, deed, subject: vision.slug, details: { sentence: sentence.number } })
}
