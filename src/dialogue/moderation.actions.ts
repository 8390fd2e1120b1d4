import { note } from '#platform/audit'
import type { Write } from '#platform/db'
import { BadRequest, notFound, type SignedIn } from '#platform/web'
import { isAppealOpen } from './appeal.store.ts'
import type { Dialogue } from './dialogue.ts'
import { claimantOf } from './moderation.claim.store.ts'
import { lockAgainstVotes, lockStatements, mendText, putDecision } from './moderation.store.ts'
import { type Decision, type DecisionRefusal, longestNote, type Mending, type MendingRefusal } from './moderation.ts'
import { findTwin } from './statement.similarity.store.ts'
import { judgeText, lengthOf, mayBecome, type StatementState, standingOf, tidied } from './statement.ts'
import { putNews } from './subscription.store.ts'

const deeds: Record<StatementState, string> = {
  approved: 'statement-approved',
  rejected: 'statement-rejected',
  merged: 'statement-merged',
  pending: 'statement-reopened',
}

/** A moderator decides on a statement. What a colleague has decided since the page was made is not overruled unseen. */
export async function decide(
  db: Write,
  by: SignedIn,
  dialogue: Dialogue,
  number: number,
  decision: Decision,
  now: Date,
): Promise<DecisionRefusal | undefined> {
  const { state, seen, into, reason } = decision
  const isMerge = state === 'merged'
  const locked = await lockStatements(db, dialogue.id, isMerge && into !== undefined ? [number, into] : [number])
  const statement = locked.find(one => one.number === number) ?? notFound()
  const target = isMerge ? locked.find(one => one.number === into && one.number !== number) : undefined

  if (standingOf(statement) !== seen) return 'decided-meanwhile'
  if (await isInOtherHands(db, by, statement.id, now)) return 'claimed-by-other'
  if (await isAppealOpen(db, statement.id)) return 'appealed'
  if (!mayBecome(standingOf(statement), state)) throw new BadRequest('value-unknown') // no page offers it
  if (state === 'rejected' && !reason) return 'reason-missing'
  if (lengthOf(decision.note) > longestNote) return 'note-too-long'
  if (isMerge && target?.state !== 'approved') return 'target-missing'

  const decided = { dialogue: dialogue.id, statement: statement.id, by: by.personId, cause: 'review', target: target?.id, at: now } as const
  await putDecision(db, decision, decided)
  if (state !== 'pending') await putNews(db, { dialogue: dialogue.id, statement: statement.id, kind: `statement-${state}`, at: now })
  const details = { statement: number, ...(state === 'rejected' && reason && { reason }), ...(target && { into: target.number }) }
  await note(db, { personId: by.personId, deed: deeds[state], subject: dialogue.slug, details })
}

/** Statements that wait are in the hands of whoever took them; what is decided is nobody's. */
async function isInOtherHands(db: Write, by: SignedIn, statement: string, now: Date) {
  const claimant = await claimantOf(db, statement, now)
  return claimant !== undefined && claimant !== by.personId
}

/** Mends typos as long as nobody has voted: from the first vote on the statement means what it says. */
export async function mend(
  db: Write,
  by: SignedIn,
  dialogue: Dialogue,
  number: number,
  mending: Mending,
  now: Date,
): Promise<MendingRefusal | undefined> {
  const statement = (await lockAgainstVotes(db, dialogue.id, number)) ?? notFound()
  const text = tidied(mending.text)
  if (await isInOtherHands(db, by, statement.id, now)) return 'claimed-by-other'
  if (tidied(statement.text) !== tidied(mending.seen)) return 'mended-meanwhile'
  if (!dialogue.languages.includes(mending.language) && mending.language !== statement.language) return 'language-unknown'
  const refusal = judgeText(text, Math.max(dialogue.statementLength, lengthOf(statement.text)))
  if (refusal) return refusal
  const twin = await findTwin(db, dialogue.id, text, statement.id)
  if (twin?.state === 'approved' || twin?.state === 'pending') return 'text-taken'
  if (text === statement.text && mending.language === statement.language) return undefined

  if (!(await mendText(db, statement, { ...mending, text }, by.personId, now))) return 'voted-already'
  await note(db, { personId: by.personId, deed: 'statement-mended', subject: dialogue.slug, details: { statement: number } })
}
