import {
  type AppealDecision,
  type AppealDecisionRefusal,
  type AppealRefusal,
  dayOf,
  isModerator,
  judgeAppeal,
  judgeAppealDecision,
  mayJudge,
} from '#dialogue'
import { note } from '#platform/audit'
import type { Write } from '#platform/db'
import { membersOf } from '#platform/people'
import { notFound, type SignedIn } from '#platform/web'
import { findAppeal, findAppealable, putAppeal, putAppealVerdict } from './contribution.appeal.store.ts'
import { putVerdict } from './contribution.desk.store.ts'
import { lockContribution } from './contribution.store.ts'
import type { Vision } from './vision.ts'

/** The author of a rejected contribution appeals, once. */
export async function appealRejection(
  db: Write,
  vision: Vision,
  number: number,
  authorKey: string | undefined,
  said: { text: string; language: string },
  now: Date,
): Promise<AppealRefusal | undefined> {
  await lockContribution(db, vision.id, number)
  const contribution = authorKey === undefined ? undefined : await findAppealable(db, vision.id, number, authorKey)
  const refusal = judgeAppeal(contribution, said.text)
  if (refusal) return refusal
  if (!contribution) return notFound()
  await putAppeal(db, { contribution: contribution.id, day: dayOf(now), ...said })
}

/** Another moderator decides on an appeal; where there is no other, the same one does, and that is noted. */
export async function decideAppeal(
  db: Write,
  by: SignedIn,
  vision: Vision,
  number: number,
  decision: AppealDecision,
  now: Date,
): Promise<AppealDecisionRefusal | undefined> {
  const contribution = (await lockContribution(db, vision.id, number)) ?? notFound()
  const { state, rejectedBy } = (await findAppeal(db, contribution.id)) ?? notFound()
  const moderators = (await membersOf(db)).filter(isModerator).map(({ id }) => id)
  const mayDecide = mayJudge(by.personId, rejectedBy ?? undefined, moderators)
  const refusal = judgeAppealDecision({ state, mayDecide }, decision)
  if (refusal) return refusal

  const isSamePerson = by.personId === rejectedBy
  await putAppealVerdict(db, contribution.id, { ...decision, by: by.personId, isSamePerson, at: now })
  if (decision.verdict === 'granted')
    await putVerdict(db, contribution.id, { state: 'approved', reason: null, note: '', cause: 'appeal', by: by.personId, at: now })
  await note(db, {
    personId: by.personId,
    deed: `contribution-appeal-${decision.verdict}`,
    subject: vision.slug,
    details: { contribution: number, samePerson: isSamePerson },
  })
}
