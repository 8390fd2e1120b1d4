import { randomUUID } from 'node:crypto'
import { note } from '#platform/audit'
import type { Write } from '#platform/db'
import { notFound, type SignedIn } from '#platform/web'
import { lockForWriting } from './chapter.actions.ts'
import { chaptersOf } from './chapter.store.ts'
import { moved } from './chapter.ts'
import { findDrawn } from './fate.store.ts'
import {
  addSentence,
  findWritten,
  numbersOf,
  orderOf,
  orderSentences,
  putChange,
  putDropped,
  putWording,
  type WrittenSentence,
} from './sentence.change.store.ts'
import type { ChangeCause } from './sentence.ts'
import { putVoice } from './source.change.store.ts'
import { touchVision } from './vision.store.ts'
import type { Vision } from './vision.ts'
import { isSame, judgeWording, mostSentences, type Wording, type WordingRefusal } from './wording.ts'

/** Who writes, and in which vision. */
export type WritingAt = { by: SignedIn; vision: string; now: Date }
export type StatementAt = { dialogue: string; number: number }

export type SentenceRefusal =
  | WordingRefusal
  | 'chapter-unknown'
  | 'too-many-sentences'
  | 'statement-unknown'
  | 'changed-meanwhile'
  | 'is-dropped'
  | 'is-adopted'

/** Writes a new sentence at the end of a chapter; `from` is the statement it comes from. Without words of its own it reads as that does. */
export async function writeSentence(
  db: Write,
  at: WritingAt,
  { chapter, from, ...wording }: Wording & { chapter: string; from?: StatementAt },
): Promise<{ number: number } | { refusal: SentenceRefusal }> {
  const vision = await lockForWriting(db, at.vision)
  if (typeof vision === 'string') return { refusal: vision }
  const statement = from && (await findDrawn(db, vision.id, from.dialogue, from.number))
  if (from && !statement) return { refusal: 'statement-unknown' }
  const written = { ...wording, text: wording.text || (statement?.text ?? '') }
  const refusal = judgeWording(written)
  if (refusal) return { refusal }
  if (!(await chaptersOf(db, vision.id)).some(({ id }) => id === chapter)) return { refusal: 'chapter-unknown' }
  const { count, next } = await numbersOf(db, vision.id)
  if (count >= mostSentences) return { refusal: 'too-many-sentences' }
  const sentence = { id: randomUUID(), number: next, chapter, ...written }
  await addSentence(db, vision.id, sentence)
  if (statement) await putVoice(db, { sentence: sentence.id, statement: statement.id, use: 'taken-over' })
  await kept(db, at, vision, { ...sentence, isDropped: false }, 'written')
  return { number: next }
}

/** Changes how a sentence reads. What a colleague has written since the form was made is not overwritten unseen. */
export async function editSentence(
  db: Write,
  at: WritingAt,
  number: number,
  wording: Wording,
  seen: Wording,
): Promise<SentenceRefusal | undefined> {
  const vision = await lockForWriting(db, at.vision)
  if (typeof vision === 'string') return vision
  const sentence = (await findWritten(db, vision.id, number)) ?? notFound()
  if (sentence.isDropped) return 'is-dropped'
  const refusal = judgeWording(wording)
  if (refusal) return refusal
  if (isSame(wording, sentence)) return undefined
  if (!isSame(seen, sentence)) return 'changed-meanwhile'
  await putWording(db, sentence.id, wording)
  return kept(db, at, vision, { ...sentence, ...wording }, 'edited')
}

/** Moves a sentence one place within its chapter, or to the end of another. */
export async function moveSentence(
  db: Write,
  at: WritingAt,
  number: number,
  to: { direction: 'up' | 'down' } | { chapter: string },
): Promise<SentenceRefusal | undefined> {
  const vision = await lockForWriting(db, at.vision)
  if (typeof vision === 'string') return vision
  const sentence = (await findWritten(db, vision.id, number)) ?? notFound()
  if (sentence.isDropped) return 'is-dropped'
  const chapter = 'chapter' in to ? to.chapter : sentence.chapter
  if (!(await chaptersOf(db, vision.id)).some(({ id }) => id === chapter)) return 'chapter-unknown'
  const order = await orderOf(db, chapter)
  const others = order.filter(id => id !== sentence.id)
  await orderSentences(db, chapter, 'chapter' in to ? [...others, sentence.id] : moved(order, sentence.id, to.direction))
  await touchVision(db, vision.id)
  await note(db, { personId: at.by.personId, deed: 'sentence-moved', subject: vision.slug, details: { sentence: number } })
}

/** Takes a sentence out of the text; its number is never given again. */
export async function dropSentence(db: Write, at: WritingAt, number: number): Promise<SentenceRefusal | undefined> {
  const vision = await lockForWriting(db, at.vision)
  if (typeof vision === 'string') return vision
  const sentence = (await findWritten(db, vision.id, number)) ?? notFound()
  if (sentence.isDropped) return undefined
  await putDropped(db, sentence.id, true)
  return kept(db, at, vision, sentence, 'dropped')
}

/** Brings a dropped sentence back, at the end of its chapter. */
export async function restoreSentence(db: Write, at: WritingAt, number: number): Promise<SentenceRefusal | undefined> {
  const vision = await lockForWriting(db, at.vision)
  if (typeof vision === 'string') return vision
  const sentence = (await findWritten(db, vision.id, number)) ?? notFound()
  if (!sentence.isDropped) return undefined
  await orderSentences(db, sentence.chapter, [...(await orderOf(db, sentence.chapter)), sentence.id])
  await putDropped(db, sentence.id, false)
  return kept(db, at, vision, sentence, 'restored')
}

async function kept(
  db: Write,
  { by, now }: WritingAt,
  vision: Vision,
  { id, number, text, explanation }: WrittenSentence,
  cause: Exclude<ChangeCause, 'amendment'>,
): Promise<undefined> {
  await putChange(db, { sentence: id, at: now, by: by.personId, text, explanation, cause })
  await touchVision(db, vision.id)
  await note(db, { personId: by.personId, deed: `sentence-${cause}`, subject: vision.slug, details: { sentence: number } })
}
