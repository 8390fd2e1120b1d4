import { dayOf, type EnteredFor, enteredFor } from '#dialogue'
import { note } from '#platform/audit'
import type { Write } from '#platform/db'
import { notFound, type SignedIn } from '#platform/web'
import { type Contributed, contribute, type Submission } from './contribution.actions.ts'
import { putContribution } from './contribution.store.ts'
import { type ContributionRefusal, type ContributionValues, judgeContribution, tidiedValues } from './contribution.ts'
import { findIssue } from './issue.store.ts'
import { isOpenFor, isPublicIssue } from './issue.ts'
import { lockVision } from './vision.store.ts'

export type ProposalKind = 'bridge' | 'dissent'
export type Proposed = Contributed<ContributionRefusal | 'not-open'>

/** A resident proposes a bridge, or the words of a group that does not agree. */
export async function propose(
  db: Write,
  slug: string,
  number: number,
  kind: ProposalKind,
  sent: Pick<Submission, 'author' | 'values'>,
  languages: readonly string[],
  now: Date,
): Promise<Proposed> {
  const vision = (await lockVision(db, slug)) ?? notFound()
  const issue = (await findIssue(db, vision.id, number)) ?? notFound()
  if (!isPublicIssue(issue)) return notFound()
  if (!isOpenFor(kind, issue)) return { refusal: 'not-open' }
  return contribute(db, vision, { subject: { kind, issueId: issue.id, sentenceId: null }, ...sent }, languages, now)
}

export type OnBehalf = { kind: ProposalKind; values: ContributionValues; enteredFor: string; enteredForName: string }
export type OnBehalfRefusal = ContributionRefusal | 'not-open' | 'sender-missing'

/** Staff enter what was said elsewhere, with whose it is; they have read it, so it waits for nobody. */
export async function enterOnBehalf(
  db: Write,
  by: SignedIn,
  slug: string,
  number: number,
  { kind, values: typed, ...sender }: OnBehalf,
  languages: readonly string[],
  now: Date,
): Promise<OnBehalfRefusal | undefined> {
  const vision = (await lockVision(db, slug)) ?? notFound()
  const issue = (await findIssue(db, vision.id, number)) ?? notFound()
  if (!isOpenFor(kind, issue)) return 'not-open'
  const values = tidiedValues(kind, typed)
  const refusal = judgeContribution(kind, values, languages)
  if (refusal) return refusal
  const origin: EnteredFor | undefined = enteredFor.find(known => known === sender.enteredFor)
  if (!origin) return 'sender-missing'
  await putContribution(db, vision.id, {
    ...values,
    kind,
    issueId: issue.id,
    sentenceId: null,
    authorKey: null,
    enteredFor: origin,
    enteredForName: sender.enteredForName,
    state: 'approved',
    submittedOn: dayOf(now),
  })
  await note(db, { personId: by.personId, deed: 'issue-proposal-entered', subject: slug, details: { issue: number } })
}
