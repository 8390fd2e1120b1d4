import { lengthOf } from '#dialogue'
import { note } from '#platform/audit'
import type { Write } from '#platform/db'
import { BadRequest, notFound, type SignedIn } from '#platform/web'
import { findAmendment } from './amendment.store.ts'
import { findAppeal } from './contribution.appeal.store.ts'
import { isInOtherHands } from './contribution.claim.store.ts'
import { putVerdict } from './contribution.desk.store.ts'
import { lockContribution } from './contribution.store.ts'
import { type ContributionDecision, type DecisionRefusal, longestNote, mayBecome } from './contribution.ts'
import type { Vision } from './vision.ts'

/** A moderator approves or rejects a contribution. What a colleague has decided since the page was made is not overruled unseen. */
export async function decideContribution(
  db: Write,
  by: SignedIn,
  vision: Vision,
  number: number,
  { state, seen, reason, note: said }: ContributionDecision,
  now: Date,
): Promise<DecisionRefusal | undefined> {
  const contribution = (await lockContribution(db, vision.id, number)) ?? notFound()
  if (contribution.state !== seen) return 'decided-meanwhile'
  if (state === 'pending' || !mayBecome(contribution.state, state)) throw new BadRequest('value-unknown') // no page offers it
  if (await isInOtherHands(db, contribution.id, { person: by.personId, now })) return 'claimed-by-other'
  if ((await findAppeal(db, contribution.id))?.state === 'open') return 'appealed'
  const isRejected = state === 'rejected'
  if (isRejected && !reason) return 'reason-missing'
  if (lengthOf(said) > longestNote) return 'note-too-long'
  if (isRejected && (await findAmendment(db, vision.id, number))?.decision === 'accepted') return 'accepted-already'
  await putVerdict(db, contribution.id, {
    state,
    reason: isRejected ? (reason ?? null) : null,
    note: isRejected ? said : '',
    cause: 'review',
    by: by.personId,
    at: now,
  })
  await note(db, {
    personId: by.personId,
    deed: `contribution-${state}`,
    subject: vision.slug,
    details: { contribution: number, ...(isRejected && reason && { reason }) },
  })
}
