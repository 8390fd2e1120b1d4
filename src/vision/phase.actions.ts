import { note } from '#platform/audit'
import type { Write } from '#platform/db'
import { notFound, type SignedIn } from '#platform/web'
import { newestKind, putPhase } from './phase.store.ts'
import { judgePhase, type PhaseRefusal } from './phase.ts'
import { lockVision } from './vision.store.ts'
import type { Phase } from './vision.ts'

/** Goes on to another phase; adopting is a deed of its own. */
export async function changePhase(
  db: Write,
  by: SignedIn,
  slug: string,
  { seen, to }: { seen: string; to: Phase },
): Promise<PhaseRefusal | undefined> {
  const vision = (await lockVision(db, slug)) ?? notFound()
  const refusal = judgePhase(seen, vision.phase, to, await newestKind(db, vision.id))
  if (refusal) return refusal
  await putPhase(db, vision.id, to)
  await note(db, { personId: by.personId, deed: 'vision-phase-changed', subject: slug, details: { from: vision.phase, to } })
  return undefined
}
