import { randomUUID } from 'node:crypto'
import { type Generated, sql } from 'kysely'
import type { AnswerCode, EnteredFor, RejectionReason } from '#dialogue'
import type { Read, Write } from '#platform/db'
import type { Contribution, ContributionKind, ContributionState, ContributionTally, JudgedContribution, Telling } from './contribution.ts'

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
      author_key: string | null
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
      told_votes: Generated<number>
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
> & { authorKey: string | null }

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
      author_key: added.authorKey,
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

/** Every contribution to a vision, as a query to go on with. */
export const contributions = (db: Read, vision: string) =>
  db.selectFrom('contribution').where('contribution.municipality_id', '=', db.municipality).where('contribution.vision_id', '=', vision)

/** What `toContribution` takes. */
export const contributionColumns = [
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

export const toContribution = ({ toldFor, toldAgainst, ...row }: Row): JudgedContribution => ({
  ...row,
  told: { for: toldFor, against: toldAgainst },
})

/** What everybody may read of an issue or a sentence, oldest first. */
export async function approvedContributions(
  db: Read,
  vision: string,
  about: { issueId: string } | { sentenceId: string },
): Promise<Contribution[]> {
  const query = contributions(db, vision)
    .select(contributionColumns)
    .where('contribution.state', '=', 'approved')
    .orderBy('contribution.number')
  const rows = await ('issueId' in about
    ? query.where('contribution.issue_id', '=', about.issueId)
    : query.where('contribution.sentence_id', '=', about.sentenceId)
  ).execute()
  return rows.map(toContribution)
}

export async function findContribution(db: Read, vision: string, number: number): Promise<JudgedContribution | undefined> {
  const row = await contributions(db, vision).select(contributionColumns).where('contribution.number', '=', number).executeTakeFirst()
  return row && toContribution(row)
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

/** The contribution, held until the transaction ends: votes on it and decisions about it come one after the other. */
export async function lockContribution(db: Write, vision: string, number: number): Promise<JudgedContribution | undefined> {
  const row = await contributions(db, vision)
    .select(contributionColumns)
    .where('contribution.number', '=', number)
    .forUpdate()
    .executeTakeFirst()
  return row && toContribution(row)
}

export async function tallyOf(db: Read, contribution: string): Promise<ContributionTally> {
  const [tally] = await db.rows<ContributionTally>(sql`
    select count(*) filter (where answer = 1)::integer as agree, count(*) filter (where answer = -1)::integer as disagree,
      count(*) filter (where answer = 0)::integer as pass
    from contribution_vote where municipality_id = ${db.municipality} and contribution_id = ${contribution}`)
  return tally!
}

export async function tellingOf(db: Read, contribution: string): Promise<Telling> {
  return await db
    .selectFrom('contribution')
    .select(['told_for as for', 'told_against as against', 'told_votes as votes'])
    .where('municipality_id', '=', db.municipality)
    .where('id', '=', contribution)
    .executeTakeFirstOrThrow()
}

export const putTelling = (db: Write, contribution: string, telling: Telling) =>
  db
    .updateTable('contribution')
    .set({ told_for: telling.for, told_against: telling.against, told_votes: telling.votes })
    .where('municipality_id', '=', db.municipality)
    .where('id', '=', contribution)
    .execute()

/** Where a contribution stands: the number of its sentence or of its issue. */
export type Place = { sentence: number } | { issue: number }

export async function placeOf(db: Read, { issueId, sentenceId }: Pick<Contribution, 'issueId' | 'sentenceId'>): Promise<Place> {
  const [found] = await db.rows<{ number: number }>(
    sentenceId
      ? sql`select number from sentence where municipality_id = ${db.municipality} and id = ${sentenceId}`
      : sql`select number from issue where municipality_id = ${db.municipality} and id = ${issueId}`,
  )
  return sentenceId ? { sentence: found!.number } : { issue: found!.number }
}
