import type { Write } from '#platform/db'
import { amendmentsIn, anchor, markForReview, putAcceptedIn, putDecision } from './amendment.store.ts'
import { type Amendment, carriedOver } from './amendment.ts'
import type { VersionContent } from './version.ts'

/**
 * Carries amendments over to a version that is being published: those of unchanged sentences go on; where the sentence reads otherwise now they are
 * marked, so that page, author and staff see it; where it was dropped they end. What was accepted is in this version.
 */
export async function carryOver(
  db: Write,
  vision: { id: string },
  { number, content }: { number: number; content: Pick<VersionContent, 'chapters'> },
  now: Date,
): Promise<void> {
  const wordings = new Map(content.chapters.flatMap(({ sentences }) => sentences).map(sentence => [sentence.number, sentence.text]))
  const undecided = [...(await amendmentsIn(db, vision.id)), ...(await amendmentsIn(db, vision.id, 'pending'))].filter(one => !one.decision)
  for (const amendment of undecided) await carry(db, amendment, wordings.get(amendment.sentenceNumber), now)
  await putAcceptedIn(db, vision.id, number, [...wordings.keys()])
}

async function carry(db: Write, amendment: Amendment, wording: string | undefined, now: Date) {
  const fate = carriedOver(amendment, wording)
  if (fate === 'ends') await putDecision(db, amendment.id, { decision: 'ended', reason: '', by: null, at: now })
  else if (fate === 'needs-review' && !amendment.needsReview) await markForReview(db, amendment.id)
  else if (fate === 'stays' && amendment.needsReview) await anchor(db, amendment.id, amendment.baseText)
}
