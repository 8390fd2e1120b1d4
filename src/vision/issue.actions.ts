import { areVotesParted, type DialogueDoor } from '#dialogue'
import { note } from '#platform/audit'
import type { Write } from '#platform/db'
import { BadRequest, notFound, type SignedIn } from '#platform/web'
import { electoratesOf } from './bridge.store.ts'
import { roundResult } from './bridge.ts'
import { approvedDissents } from './dissent.ts'
import {
  addEntry,
  addIssue,
  entriesOf,
  findIssue,
  putEnding,
  putEntry,
  putIssue,
  putResult,
  putState,
  putStatements,
  removeEntry,
  roundOf,
  statementsMeant,
  statementsOf,
} from './issue.store.ts'
import {
  type Closing,
  type ClosingRefusals,
  type EntryRefusals,
  type EntryValues,
  type Issue,
  type IssueRefusals,
  type IssueState,
  type IssueValues,
  judgeClosing,
  judgeEntry,
  judgeIssue,
  mayFollow,
  mostEntries,
  type Outcome,
  readStatements,
} from './issue.ts'
import { tellEnding, tellFates } from './thread.actions.ts'
import { publicFates } from './thread.store.ts'
import { lockVision } from './vision.store.ts'

/** Adds an issue, or writes question, background and statements anew. */
export async function keepIssue(
  db: Write,
  by: SignedIn,
  slug: string,
  number: number | undefined,
  values: IssueValues,
): Promise<{ refusals: IssueRefusals } | { number: number }> {
  const vision = (await lockVision(db, slug)) ?? notFound()
  const before = number === undefined ? undefined : await changeable(db, vision.id, number)
  const refusals = judgeIssue(values)
  if (Object.keys(refusals).length > 0) return { refusals }
  const meant = readStatements(values.statements) ?? []
  const statements = await statementsMeant(db, vision.id, meant)
  if (statements.length < meant.length) return { refusals: { statements: 'not-drawn-on' } }
  const issue = before ?? (await addIssue(db, vision.id, values))
  await putIssue(db, issue.id, values)
  await putStatements(
    db,
    issue.id,
    statements.map(({ id }) => id),
  )
  await noteIssue(db, by, slug, before ? 'issue-changed' : 'issue-added', issue.number)
  return { number: issue.number }
}

/** Adds a position, a fact or an option, or writes one anew. */
export async function keepEntry(
  db: Write,
  by: SignedIn,
  slug: string,
  number: number,
  id: string | undefined,
  values: EntryValues,
): Promise<EntryRefusals | undefined> {
  const vision = (await lockVision(db, slug)) ?? notFound()
  const issue = await changeable(db, vision.id, number)
  const entries = await entriesOf(db, issue.id)
  if (id !== undefined && !entries.some(entry => entry.id === id)) return notFound()
  const judged = judgeEntry(values)
  if ('refusals' in judged) return judged.refusals
  if (id === undefined && entries.length >= mostEntries) return { text: 'too-many' }
  await (id === undefined ? addEntry(db, issue.id, judged.entry) : putEntry(db, { id, ...judged.entry }))
  await noteIssue(db, by, slug, 'issue-changed', number)
}

export async function dropEntry(db: Write, by: SignedIn, slug: string, number: number, id: string) {
  const vision = (await lockVision(db, slug)) ?? notFound()
  const issue = await changeable(db, vision.id, number)
  if (!(await entriesOf(db, issue.id)).some(entry => entry.id === id)) notFound()
  await removeEntry(db, id)
  await noteIssue(db, by, slug, 'issue-changed', number)
}

export type StateRefusal = 'changed-meanwhile' | 'nothing-to-vote-on' | 'nobody-can-vote'

/** Leads an issue to its next state, or one back. With the end of the round its result is worked out, once. */
export async function enterState(
  db: Write,
  by: SignedIn,
  slug: string,
  number: number,
  { seen, state }: { seen: string; state: IssueState },
  { dialogues, fewest }: { dialogues: Pick<DialogueDoor, 'resultsOf'>; fewest: number },
  now: Date,
): Promise<StateRefusal | undefined> {
  const vision = (await lockVision(db, slug)) ?? notFound()
  const issue = (await findIssue(db, vision.id, number)) ?? notFound()
  if (issue.state !== seen) return 'changed-meanwhile'
  if (state === 'closed' || !mayFollow(issue.state, state)) throw new BadRequest('value-unknown') // no page offers it
  const round = await roundOf(db, issue.id)
  if (state === 'voting' && round.length === 0) return 'nothing-to-vote-on'
  const asked = (await statementsOf(db, issue.id)).map(({ dialogue }) => dialogue.id)
  if (state === 'voting' && (await areVotesParted(db, asked))) return 'nobody-can-vote'
  const told = await publicFates(db, vision.id)
  if (state === 'voted' && issue.result === null)
    await putResult(db, issue.id, roundResult(round, await electoratesOf(db, dialogues, issue.id, round, fewest), fewest))
  else await putState(db, issue.id, state)
  await tellFates(db, vision.id, told, now)
  await note(db, { personId: by.personId, deed: 'issue-state-changed', subject: slug, details: { issue: number, state } })
}

/** Says how an issue ended and why, and which words of dissent are on record. */
export async function closeIssue(
  db: Write,
  by: SignedIn,
  slug: string,
  number: number,
  closing: Closing,
  now: Date,
): Promise<ClosingRefusals | 'changed-meanwhile' | undefined> {
  const vision = (await lockVision(db, slug)) ?? notFound()
  const issue = (await findIssue(db, vision.id, number)) ?? notFound()
  if (issue.state !== 'voted') return 'changed-meanwhile'
  const refusals = judgeClosing(closing, approvedDissents(issue))
  if (Object.keys(refusals).length > 0) return refusals
  const { outcome, reason, dissents, noDissentReason } = closing
  const told = await publicFates(db, vision.id)
  await putEnding(db, issue.id, { outcome: outcome as Outcome, reason, dissents, noDissentReason, at: now })
  await tellEnding(db, vision.id, issue.id, now)
  await tellFates(db, vision.id, told, now)
  await note(db, { personId: by.personId, deed: 'issue-closed', subject: slug, details: { issue: number, outcome } })
}

/** Once people vote, what they vote about stays as it is. */
async function changeable(db: Write, vision: string, number: number): Promise<Issue> {
  const issue = (await findIssue(db, vision, number)) ?? notFound()
  if (issue.state !== 'preparing' && issue.state !== 'proposing') throw new BadRequest('value-unknown') // no page offers it
  return issue
}

const noteIssue = (db: Write, by: SignedIn, slug: string, deed: 'issue-added' | 'issue-changed', issue: number) =>
  note(db, { personId: by.personId, deed, subject: slug, details: { issue } })
