import { note } from '#platform/audit'
import type { Write } from '#platform/db'
import { notFound, type SignedIn } from '#platform/web'
import { fateOf, putFate, removeFate } from './fate.store.ts'
import { type FateRefusal, type FateWish, judgeFate } from './fate.ts'
import { tellFates } from './thread.actions.ts'
import { publicFates } from './thread.store.ts'
import { lockVision } from './vision.store.ts'

/** Staff say what becomes of a statement no sentence came from, or take that back. Those who asked are told. */
export async function decideFate(
  db: Write,
  by: SignedIn,
  slug: string,
  which: { dialogue: string; number: number },
  wish: FateWish,
  now: Date,
): Promise<FateRefusal | undefined> {
  const vision = (await lockVision(db, slug)) ?? notFound()
  const statement = await fateOf(db, vision.id, which.dialogue, which.number)
  if (!statement) return 'not-drawn-on'
  const refusal = judgeFate(wish, statement)
  if (refusal) return refusal
  const before = await publicFates(db, vision.id)
  if (wish.fate === 'taken-back') await removeFate(db, vision.id, statement.id)
  else await putFate(db, vision.id, statement.id, { ...decisionIn(wish), by: by.personId, at: now })
  await tellFates(db, vision.id, before, now)
  const details = { fate: wish.fate, statement: statement.number, dialogue: statement.dialogue.slug }
  await note(db, { personId: by.personId, deed: 'statement-fate-decided', subject: slug, details })
}

/** A department is named only where the statement goes to one. */
const decisionIn = ({ fate, department, reason }: FateWish) =>
  fate === 'department' ? { fate: 'department' as const, department, reason } : { fate: 'declined' as const, department: '', reason }
