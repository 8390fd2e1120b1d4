import { note } from '#platform/audit'
import type { Write } from '#platform/db'
import type { SignedIn } from '#platform/web'
import { putPaper } from './paper.store.ts'
import { judgePaper, type PaperRefusals, type PaperValues } from './paper.ts'
import type { Vision } from './vision.ts'

/** Keeps what staff have written into the decision paper. */
export async function keepPaper(
  db: Write,
  by: SignedIn,
  vision: Vision,
  values: PaperValues,
  now: Date,
): Promise<PaperRefusals | undefined> {
  const judged = judgePaper(values)
  if ('refusals' in judged) return judged.refusals
  await putPaper(db, vision.id, judged.paper, now)
  await note(db, { personId: by.personId, deed: 'decision-paper-changed', subject: vision.title })
}
