import { createHash } from 'node:crypto'
import type { DialogueDoor } from '#dialogue'
import { note } from '#platform/audit'
import type { Write } from '#platform/db'
import { notFound, type SignedIn } from '#platform/web'
import { carryOver } from './amendment.carry.actions.ts'
import { putPhase } from './phase.store.ts'
import { openPoints, putVersion } from './publication.store.ts'
import { canonical, draftKinds, draftsIn, judgePublication, type PublicationRefusal, type PublicationWish } from './publication.ts'
import { tellFates } from './thread.actions.ts'
import { publicFates } from './thread.store.ts'
import { frozenContent } from './version.freeze.store.ts'
import { findVersion, versionHeads } from './version.store.ts'
import { lockVision } from './vision.store.ts'
import type { Vision } from './vision.ts'

type Answers = Pick<DialogueDoor, 'resultsOf'>
type Published = { number: number } | { refusal: PublicationRefusal }

/** Publishes a draft of the text as it reads now; a consultation draft opens the consultation. */
export async function publishDraft(
  db: Write,
  dialogues: Answers,
  by: SignedIn,
  slug: string,
  { kind, name }: { kind: string; name: string },
  fewest: number,
  now: Date,
): Promise<Published> {
  const vision = (await lockVision(db, slug)) ?? notFound()
  if (vision.phase === 'adopted') return { refusal: 'is-adopted' }
  const draft = draftKinds.find(known => known === kind && draftsIn[vision.phase].includes(known))
  if (!draft) return { refusal: 'kind-missing' }
  const published = await publishVersion(db, dialogues, vision, { kind: draft, name, openPointsReason: '' }, by, fewest, now)
  if ('refusal' in published) return published
  if (draft === 'consultation-draft') await putPhase(db, vision.id, 'consultation')
  await note(db, { personId: by.personId, deed: 'version-published', subject: slug, details: { version: published.number, name } })
  return published
}

/** Makes a version of the text as it reads now, which nothing changes any more. Whoever calls it has locked the vision. */
export async function publishVersion(
  db: Write,
  dialogues: Answers,
  vision: Vision,
  wish: PublicationWish,
  by: SignedIn,
  fewest: number,
  now: Date,
): Promise<Published> {
  const [last] = await versionHeads(db, vision.id)
  const newest = last && (await findVersion(db, vision.id, last.number))
  const content = await frozenContent(db, dialogues, vision, fewest)
  const refusal = judgePublication(wish, content, newest, await openPoints(db, vision.id))
  if (refusal) return { refusal }
  const number = (newest?.number ?? 0) + 1
  const text = canonical(content)
  const digest = createHash('sha256').update(text).digest('hex')
  const told = await publicFates(db, vision.id)
  await putVersion(db, vision.id, { ...wish, number, publishedAt: now, content: text, digest, by: by.personId })
  await carryOver(db, vision, { number, content }, now)
  await tellFates(db, vision.id, told, now)
  return { number }
}
