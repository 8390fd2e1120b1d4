import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { AnswerCode, EnteredFor, RejectionReason } from '#dialogue'
import type { Read, Write } from '#platform/db'
import type { Contribution, ContributionKind, ContributionState, JudgedContribution } from './contribution.ts'

declare module '#platform/db' {
  interface TownTables {
    contribution: {
      municipality_id: string
      id: string
      vision_id: string
      number: number
      kind: ContributionKind
      issue_id: string | null
      sentence_id: string | null
      text: string
      reason: string
      language: string
      author_id: string | null
      signed_name: string
      entered_for: EnteredFor | null
      entered_for_name: string
      state: ContributionState
      rejection_reason: RejectionReason | null
      rejection_note: string
      submitted_on: string
      decided_at: Date | null
      told_for: number | null
      told_against: number | null
    }
    contribution_vote: { municipality_id: string; contribution_id: string; participant_id: string; answer: AnswerCode }
  }
}

export type NewContribution = Pick<
  Contribution,
  | 'kind'
  | 'issueId'
  | 'sentenceId'
  | 'text'
  | 'reason'
  | 'language'
  | 'signedName'
  | 'enteredFor'
  | 'enteredForName'
  | 'state'
  | 'submittedOn'
> & { authorId: string | null }

/** Stores a contribution under the next free number of its vision; the vision must be locked. */
export async function putContribution(db: Write, vision: string, added: NewContribution): Promise<{ id: string; number: number }> {
  const { last } = await db
    .selectFrom('contribution')
    .select(({ fn }) => fn.max('number').as('last'))
    .where('municipality_id', '=', db.municipality)
    .where('vision_id', '=', vision)
    .executeTakeFirstOrThrow()
  const row = { id: randomUUID(), number: (last ?? 0) + 1 }
  await db
    .insertInto('contribution')
    .values({
      ...row,
      municipality_id: db.municipality,
      vision_id: vision,
      kind: added.kind,
      issue_id: added.issueId,
      sentence_id: added.sentenceId,
      text: added.text,
      reason: added.reason,
      language: added.language,
      author_id: added.authorId,
      signed_name: added.signedName,
      entered_for: added.enteredFor,
      entered_for_name: added.enteredForName,
      state: added.state,
      rejection_reason: null,
      rejection_note: '',
      submitted_on: added.submittedOn,
      decided_at: null,
      told_for: null,
      told_against: null,
    })
    .execute()
  return row
}

/** Every contribution to a vision, as a query to go on with; `select` it with `contributionColumns`. */
export const contributions = (db: Read, vision: string) =>
  db.selectFrom('contribution').where('contribution.municipality_id', '=', db.municipality).where('contribution.vision_id', '=', vision)

const columns = [
  'contribution.id',
  'contribution.number',
  'contribution.kind',
  'contribution.issue_id as issueId',
  'contribution.sentence_id as sentenceId',
  'contribution.text',
  'contribution.reason',
  'contribution.language',
  'contribution.signed_name as signedName',
  'contribution.entered_for as enteredFor',
  'contribution.entered_for_name as enteredForName',
  'contribution.state',
  'contribution.submitted_on as submittedOn',
  'contribution.told_for as toldFor',
  'contribution.told_against as toldAgainst',
  'contribution.rejection_reason as rejectionReason',
  'contribution.rejection_note as rejectionNote',
] as const

type Row = Omit<JudgedContribution, 'told'> & { toldFor: number | null; toldAgainst: number | null }

const toContribution = ({ toldFor, toldAgainst, ...row }: Row): JudgedContribution => ({
  ...row,
  told: toldFor === null || toldAgainst === null ? null : { for: toldFor, against: toldAgainst },
})

/** What everybody may read of an issue or a sentence, oldest first. */
export async function approvedContributions(
  db: Read,
  vision: string,
  about: { issueId: string } | { sentenceId: string },
): Promise<Contribution[]> {
  const query = contributions(db, vision).select(columns).where('contribution.state', '=', 'approved').orderBy('contribution.number')
  const rows = await ('issueId' in about
    ? query.where('contribution.issue_id', '=', about.issueId)
    : query.where('contribution.sentence_id', '=', about.sentenceId)
  ).execute()
  return rows.map(toContribution)
}

export async function findContribution(db: Read, vision: string, number: number): Promise<JudgedContribution | undefined> {
  const row = await contributions(db, vision).select(columns).where('contribution.number', '=', number).executeTakeFirst()
  return row && toContribution(row)
}

export async function contributionsInState(db: Read, vision: string, state: ContributionState): Promise<JudgedContribution[]> {
  const rows = await contributions(db, vision)
    .select(columns)
    .where('contribution.state', '=', state)
    .orderBy('contribution.number', state === 'pending' ? 'asc' : 'desc')
    .execute()
  return rows.map(toContribution)
}

/** What a participant has brought in, the newest first. */
export async function ownContributions(db: Read, vision: string, author: string): Promise<JudgedContribution[]> {
  const rows = await contributions(db, vision)
    .select(columns)
    .where('contribution.author_id', '=', author)
    .orderBy('contribution.number', 'desc')
    .execute()
  return rows.map(toContribution)
}

/** One answer per participant and contribution: a later one replaces the earlier. */
export const putContributionVote = (db: Write, contribution: string, participant: string, answer: AnswerCode) =>
  db
    .insertInto('contribution_vote')
    .values({ municipality_id: db.municipality, contribution_id: contribution, participant_id: participant, answer })
    .onConflict(same => same.columns(['municipality_id', 'contribution_id', 'participant_id']).doUpdateSet({ answer }))
    .execute()

/** A participant's own answers, by contribution. */
export async function ownAnswers(db: Read, participant: string, of: readonly string[]): Promise<Map<string, AnswerCode>> {
  const rows = await db.rows<{ id: string; answer: AnswerCode }>(sql`
    select contribution_id as id, answer from contribution_vote
    where municipality_id = ${db.municipality} and participant_id = ${participant} and contribution_id = any(${of}::uuid[])`)
  return new Map(rows.map(({ id, answer }) => [id, answer]))
}
