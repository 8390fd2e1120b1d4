import { lengthOf, tidied } from '#dialogue'
import { note } from '#platform/audit'
import type { Write } from '#platform/db'
import { notFound, type SignedIn } from '#platform/web'
import { amendmentsIn, anchor, anchorage, findAmendment, putAmendedText, putDecision } from './amendment.store.ts'
import { type Amendment, conflictsOf, type Judgement, type JudgementRefusal, longestDecisionReason } from './amendment.ts'
import { lockContribution } from './contribution.store.ts'
import { longestContribution } from './contribution.ts'
import { findSentence, lockVision } from './vision.store.ts'
import { isWritable, type Sentence, type Vision } from './vision.ts'

/**
 * Staff accept an amendment, which changes the sentence at the desk, or decline it with a reason. What a colleague has decided or written since the
 * page was made is not overruled unseen.
 */
export async function decideAmendment(
  db: Write,
  by: SignedIn,
  slug: string,
  number: number,
  judgement: Judgement,
  now: Date,
): Promise<JudgementRefusal | undefined> {
  const vision = (await lockVision(db, slug)) ?? notFound()
  await lockContribution(db, vision.id, number) // a moderator may be about to reject it
  const amendment = await findAmendment(db, vision.id, number)
  if (amendment?.state !== 'approved') return notFound()
  if (amendment.decision) return 'decided-meanwhile'
  if (lengthOf(judgement.reason) > longestDecisionReason) return 'reason-too-long'
  const refusal = judgement.verdict === 'accepted' ? await accept(db, by, vision, amendment, judgement, now) : judgeDeclined(judgement)
  if (refusal) return refusal
  await putDecision(db, amendment.id, { decision: judgement.verdict, reason: judgement.reason, by: by.personId, at: now })
  await note(db, { personId: by.personId, deed: `amendment-${judgement.verdict}`, subject: vision.slug, details: { amendment: number } })
}

const judgeDeclined = ({ reason }: Judgement): JudgementRefusal | undefined => (reason === '' ? 'reason-missing' : undefined)

async function accept(
  db: Write,
  by: SignedIn,
  vision: Vision,
  amendment: Amendment,
  { seen, wording, despiteConflict }: Judgement,
  now: Date,
): Promise<JudgementRefusal | undefined> {
  const sentence = (await findSentence(db, vision.id, amendment.sentenceNumber)) ?? notFound()
  const text = tidied(wording)
  const refusal = judgeAccepted(vision, sentence, seen, text)
  if (refusal) return refusal
  const anchored = await anchorage(db, vision.id, amendment)
  const conflicts = conflictsOf({ ...amendment, baseText: anchored }, await amendmentsIn(db, vision.id))
  if (conflicts.length > 0 && !despiteConflict) return 'conflict'
  if (anchored !== amendment.baseText) await anchor(db, amendment.id, anchored)
  if (text !== sentence.text) await putAmendedText(db, sentence, text, amendment.id, by.personId, now)
}

function judgeAccepted(
  vision: Vision,
  sentence: Sentence & { isDropped: boolean },
  seen: string,
  text: string,
): JudgementRefusal | undefined {
  if (!isWritable(vision)) return 'is-adopted'
  if (sentence.isDropped) return 'sentence-dropped'
  if (sentence.text !== seen) return 'changed-meanwhile'
  if (text === '') return 'wording-missing'
  if (lengthOf(text) > longestContribution) return 'wording-too-long'
}
