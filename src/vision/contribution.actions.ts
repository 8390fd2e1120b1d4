import { type AnswerCode, dayOf } from '#dialogue'
import type { Write } from '#platform/db'
import { notFound } from '#platform/web'
import { type ContributionTwin, findTwin, type Subject, waitingOf } from './contribution.author.store.ts'
import { lockContribution, putContribution, putContributionVote, putTelling, tallyOf, tellingOf } from './contribution.store.ts'
import {
  type ContributionRefusal,
  type ContributionValues,
  type ContributionVoteRefusal,
  judgeContribution,
  mostWaiting,
  tidiedValues,
  toldAfter,
} from './contribution.ts'
import { refusalToVote } from './contribution.voters.store.ts'
import type { Vision } from './vision.ts'

export type Contributed<Refusal = ContributionRefusal> =
  | { refusal: Refusal; twin?: number }
  | { stored: { id: string; number: number; isNew: boolean } }

export type Submission = { subject: Subject; author: string; values: ContributionValues }

/**
 * A resident brings something in; it waits until a moderator has read it. `author` is their key (`authorKeys`). The vision must be locked: of two with
 * the same text the second finds the first. That others are similar is no reason to ask back: wordings of one sentence always are.
 */
export async function contribute(
  db: Write,
  vision: Vision,
  { subject, author, values: typed }: Submission,
  languages: readonly string[],
  now: Date,
): Promise<Contributed> {
  const values = tidiedValues(subject.kind, typed)
  const refusal = judgeContribution(subject.kind, values, languages)
  if (refusal) return { refusal }
  const twin = await findTwin(db, vision.id, subject, values.text, author)
  if (twin) return answerTwin(twin)
  if ((await waitingOf(db, vision.id, author)) >= mostWaiting) return { refusal: 'too-many-waiting' }
  const stored = await putContribution(db, vision.id, {
    ...subject,
    ...values,
    authorKey: author,
    enteredFor: null,
    enteredForName: '',
    state: 'pending',
    submittedOn: dayOf(now),
  })
  return { stored: { ...stored, isNew: true } }
}

/** Somebody who sends the same form twice has sent it once. */
function answerTwin({ id, number, state, isOwn }: ContributionTwin): Contributed {
  if (isOwn && state !== 'rejected') return { stored: { id, number, isNew: false } }
  if (state === 'approved') return { refusal: 'already-there', twin: number }
  return { refusal: state === 'pending' ? 'already-waiting' : 'already-rejected' }
}

/** An answer, and what stores the pseudonym it comes from once it counts. */
export type Cast = { participant: string; answer: AnswerCode; welcome: () => Promise<void> }

/** Somebody answers a contribution. Others who vote on the same one wait, so that what is told counts every vote. */
export async function voteOnContribution(
  db: Write,
  vision: Vision,
  number: number,
  { participant, answer, welcome }: Cast,
  fewest: number,
): Promise<ContributionVoteRefusal | undefined> {
  const contribution = (await lockContribution(db, vision.id, number)) ?? notFound()
  if (contribution.state !== 'approved') return notFound()
  const refusal = await refusalToVote(db, vision, contribution, participant)
  if (refusal) return refusal
  await welcome()
  await putContributionVote(db, contribution.id, participant, answer)
  if (contribution.kind === 'amendment')
    await putTelling(db, contribution.id, toldAfter(await tellingOf(db, contribution.id), await tallyOf(db, contribution.id), fewest))
}
