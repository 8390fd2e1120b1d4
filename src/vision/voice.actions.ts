import { note } from '#platform/audit'
import type { Write } from '#platform/db'
import { notFound } from '#platform/web'
import { lockForWriting } from './chapter.actions.ts'
import { findDrawn } from './fate.store.ts'
import type { StatementAt, WritingAt } from './sentence.actions.ts'
import { findWritten } from './sentence.change.store.ts'
import { isVoiceOf, putVoice } from './source.change.store.ts'
import { type SourceUse, sourceUses } from './source.ts'
import { touchVision } from './vision.store.ts'
import { removeVoice } from './voice.store.ts'

export const linkRefusals = ['use-missing', 'statement-unknown', 'already-linked', 'is-dropped', 'is-adopted'] as const
/** Why a statement was not linked to a sentence, or not taken away from it. */
export type LinkRefusal = (typeof linkRefusals)[number]

/** Links a statement to a sentence as one of the voices it comes from. */
export async function linkStatement(
  db: Write,
  { by, vision: slug }: WritingAt,
  number: number,
  { dialogue, number: statementNumber, use }: StatementAt & { use: string },
): Promise<LinkRefusal | undefined> {
  const vision = await lockForWriting(db, slug)
  if (typeof vision === 'string') return vision
  const sentence = (await findWritten(db, vision.id, number)) ?? notFound()
  if (sentence.isDropped) return 'is-dropped'
  if (!isUse(use)) return 'use-missing'
  const statement = await findDrawn(db, vision.id, dialogue, statementNumber)
  if (!statement) return 'statement-unknown'
  if (await isVoiceOf(db, sentence.id, statement.id)) return 'already-linked'
  await putVoice(db, { sentence: sentence.id, statement: statement.id, use })
  await touchVision(db, vision.id)
  const details = { sentence: number, statement: statementNumber, dialogue }
  await note(db, { personId: by.personId, deed: 'statement-linked', subject: slug, details })
}

const isUse = (use: string): use is SourceUse => (sourceUses as readonly string[]).includes(use)

/** Takes a statement away from a sentence. Where a colleague has done so already, nothing is left to do. */
export async function unlinkStatement(
  db: Write,
  { by, vision: slug }: WritingAt,
  number: number,
  voice: string,
): Promise<LinkRefusal | undefined> {
  const vision = await lockForWriting(db, slug)
  if (typeof vision === 'string') return vision
  const sentence = (await findWritten(db, vision.id, number)) ?? notFound()
  const removed = await removeVoice(db, sentence.id, voice)
  if (!removed) return
  await touchVision(db, vision.id)
  await note(db, { personId: by.personId, deed: 'statement-unlinked', subject: slug, details: { sentence: number, ...removed } })
}
