import { dayOf } from '#dialogue'
import { note } from '#platform/audit'
import type { Write } from '#platform/db'
import { notFound, type SignedIn } from '#platform/web'
import { bodyPositionsOf, putBodyPosition, removeBodyPosition } from './body-position.store.ts'
import { judgePosition, type PositionRefusals, type PositionValues } from './body-position.ts'
import { issuesOf } from './issue.store.ts'
import { lockVision } from './vision.store.ts'

/** Adds what a body has stated, or corrects it. */
export async function keepBodyPosition(
  db: Write,
  by: SignedIn,
  slug: string,
  id: string | undefined,
  values: PositionValues,
  now: Date,
): Promise<PositionRefusals | undefined> {
  const vision = (await lockVision(db, slug)) ?? notFound()
  if (id !== undefined) await existing(db, vision.id, id)
  const issues = (await issuesOf(db, vision.id)).map(({ number }) => number)
  const judged = judgePosition(values, issues, dayOf(now))
  if ('refusals' in judged) return judged.refusals
  await putBodyPosition(db, vision.id, id, judged.position)
  await note(db, { personId: by.personId, deed: 'body-position-kept', subject: slug, details: { statedOn: judged.position.statedOn } })
}

export async function dropBodyPosition(db: Write, by: SignedIn, slug: string, id: string) {
  const vision = (await lockVision(db, slug)) ?? notFound()
  const { statedOn } = await existing(db, vision.id, id)
  await removeBodyPosition(db, id)
  await note(db, { personId: by.personId, deed: 'body-position-removed', subject: slug, details: { statedOn } })
}

const existing = async (db: Write, vision: string, id: string) =>
  (await bodyPositionsOf(db, vision)).find(position => position.id === id) ?? notFound()
