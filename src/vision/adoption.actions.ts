import type { DialogueDoor } from '#dialogue'
import { note } from '#platform/audit'
import type { Write } from '#platform/db'
import { notFound, type SignedIn } from '#platform/web'
import { adoptionsOf, putAdoption } from './adoption.store.ts'
import { type AdoptionRefusal, type AdoptionWish, decisionsIn, judgeAdoption } from './adoption.ts'
import { putPhase } from './phase.store.ts'
import { publishVersion } from './publication.actions.ts'
import { stepsOf } from './sequence.store.ts'
import { lockVision } from './vision.store.ts'

/** Records the resolution: the text as it reads now becomes the adopted version, and changes from now on only through a revision. */
export async function adopt(
  db: Write,
  dialogues: DialogueDoor,
  by: SignedIn,
  slug: string,
  wish: AdoptionWish,
  fewest: number,
  now: Date,
): Promise<{ refusal: AdoptionRefusal } | { version: number }> {
  const vision = (await lockVision(db, slug)) ?? notFound()
  const adoptions = await adoptionsOf(db, vision.id)
  const judged = judgeAdoption(vision, decisionsIn(await stepsOf(db, vision.id), adoptions), wish)
  if (typeof judged === 'string') return { refusal: judged }
  const { name, openPointsReason } = wish
  const kind = adoptions.length === 0 ? 'adopted' : 'revision'
  const published = await publishVersion(db, dialogues, vision, { kind, name, openPointsReason }, by, fewest, now)
  if ('refusal' in published) return { refusal: published.refusal === 'open-points' ? 'open-points' : 'not-publishable' }
  const { body, meetsOn, resolutionNumber } = judged
  await putAdoption(db, vision.id, { version: published.number, adoptedOn: meetsOn, body, resolutionNumber })
  await putPhase(db, vision.id, 'adopted')
  const details = { version: published.number, body, resolution: resolutionNumber, day: meetsOn }
  await note(db, { personId: by.personId, deed: 'vision-adopted', subject: slug, details })
  return { version: published.number }
}
