import { note } from '#platform/audit'
import type { Write } from '#platform/db'
import { notFound, type SignedIn } from '#platform/web'
import { fatesOf, findDrawn, putFate } from './fate.store.ts'
import { type FateRefusal, type FateValues, judgeFate } from './fate.ts'
import { tellFates } from './thread.actions.ts'
import { publicFates } from './thread.store.ts'
import { lockVision } from './vision.store.ts'

/** Which statement of which vision. */
export type FateAt = { vision: string; dialogue: string; number: number }

/** Decides what becomes of a statement no sentence comes from and that is not negotiated; those who asked to be told are. */
export async function decideFate(
  db: Write,
  by: SignedIn,
  { vision: slug, dialogue, number }: FateAt,
  values: FateValues,
  now: Date,
): Promise<FateRefusal | undefined> {
  const vision = (await lockVision(db, slug)) ?? notFound()
  const statement = (await findDrawn(db, vision.id, dialogue, number)) ?? notFound()
  const judged = judgeFate(values)
  if ('refusal' in judged) return judged.refusal
  const fate = (await fatesOf(db, vision.id)).get(statement.id)
  if (judged.fate !== 'none' && fate && fate.kind !== 'department' && fate.kind !== 'declined') return 'has-fate'
  const before = await publicFates(db, vision.id)
  await putFate(db, vision.id, statement.id, judged, by.personId, now)
  await tellFates(db, vision.id, before, now)
  await note(db, {
    personId: by.personId,
    deed: 'statement-fate-decided',
    subject: slug,
    details: { dialogue, statement: number, fate: judged.fate },
  })
}
