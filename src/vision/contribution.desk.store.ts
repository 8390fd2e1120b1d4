import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { RejectionReason } from '#dialogue'
import type { Read, Write } from '#platform/db'
import { dropClaim, isOwnClaim, isWithOthers, type Viewer } from './contribution.claim.store.ts'
import { contributionColumns, contributions, toContribution } from './contribution.store.ts'
import { type ContributionState, contributionStates, type JudgedContribution, reviewsPerPage } from './contribution.ts'

declare module '#platform/db' {
  interface TownTables {
    contribution_decision: {
      municipality_id: string
      id: string
      contribution_id: string
      verdict: 'approved' | 'rejected'
      reason: RejectionReason | null
      cause: DecisionCause
      person_id: string | null
      at: Date
    }
  }
}

/** What a contribution is about, as a moderator has to know it. */
export type About =
  | { kind: 'sentence'; number: number; text: string; amendment: { baseText: string; buildsOn: number | null } | null }
  | { kind: 'issue'; number: number; question: string }

/** `isOwn`: whoever looks has it in hand. */
export type Review = { contribution: JudgedContribution; about: About; isOwn: boolean }

/** One page of contributions in a state: those that wait by age, what one has in hand first; the others with the newest first. */
export async function reviewPage(db: Read, vision: string, viewer: Viewer, state: ContributionState, page: number): Promise<Review[]> {
  const rows = await contributions(db, vision)
    .select(contributionColumns)
    .select(isOwnClaim(db, viewer).as('isOwn'))
    .where('contribution.state', '=', state)
    .where(sql<boolean>`not ${isWithOthers(db, viewer)}`)
    .orderBy(sql`(contribution.state = 'pending' and ${isOwnClaim(db, viewer)})`, 'desc')
    .orderBy('contribution.number', state === 'pending' ? 'asc' : 'desc')
    .limit(reviewsPerPage)
    .offset((page - 1) * reviewsPerPage)
    .execute()
  const about = await aboutEach(
    db,
    rows.map(({ id }) => id),
  )
  return rows.map(({ isOwn, ...row }) => ({ contribution: toContribution(row), about: about.get(row.id)!, isOwn }))
}

async function aboutEach(db: Read, ids: readonly string[]): Promise<Map<string, About>> {
  const rows = await db.rows<{ id: string; about: About }>(sql`
    select contribution.id,
      case when contribution.sentence_id is not null
        then jsonb_build_object('kind', 'sentence', 'number', sentence.number, 'text', sentence.text, 'amendment',
          case when amendment.contribution_id is not null
            then jsonb_build_object('baseText', amendment.base_text, 'buildsOn', foundation.number) end)
        else jsonb_build_object('kind', 'issue', 'number', issue.number, 'question', issue.question)
      end as about
    from contribution
    left join sentence on sentence.municipality_id = ${db.municipality} and sentence.id = contribution.sentence_id
    left join issue on issue.municipality_id = ${db.municipality} and issue.id = contribution.issue_id
    left join amendment on amendment.municipality_id = ${db.municipality} and amendment.contribution_id = contribution.id
    left join contribution foundation on foundation.municipality_id = ${db.municipality} and foundation.id = amendment.builds_on
    where contribution.municipality_id = ${db.municipality} and contribution.id = any(${ids}::uuid[])`)
  return new Map(rows.map(({ id, about }) => [id, about]))
}

export type ContributionStateCounts = Record<ContributionState, number>

/** How many contributions stand in each state; those that are pending wait for a moderator, and for no other than who looks. */
export async function contributionCounts(db: Read, vision: string, viewer: Viewer): Promise<ContributionStateCounts> {
  const rows = await contributions(db, vision)
    .select(['contribution.state', sql<number>`count(*)::integer`.as('count')])
    .where(sql<boolean>`not ${isWithOthers(db, viewer)}`)
    .groupBy('contribution.state')
    .execute()
  const counts = new Map(rows.map(({ state, count }) => [state, count]))
  return Object.fromEntries(contributionStates.map(state => [state, counts.get(state) ?? 0])) as ContributionStateCounts
}

/** How a decision came about. */
export type DecisionCause = 'review' | 'appeal' | 'report'
export type Verdict = {
  state: 'approved' | 'rejected'
  reason: RejectionReason | null
  note: string
  cause: DecisionCause
  by: string
  at: Date
}

/** Stores what a moderator has decided, and that they have; an approved contribution keeps no reason against it. */
export async function putVerdict(db: Write, contribution: string, { state, reason, note, cause, by, at }: Verdict) {
  await db
    .updateTable('contribution')
    .set({ state, rejection_reason: reason, rejection_note: note, decided_at: at })
    .where('municipality_id', '=', db.municipality)
    .where('id', '=', contribution)
    .execute()
  await dropClaim(db, contribution)
  await db
    .insertInto('contribution_decision')
    .values({
      municipality_id: db.municipality,
      id: randomUUID(),
      contribution_id: contribution,
      verdict: state,
      reason,
      cause,
      person_id: by,
      at,
    })
    .execute()
}
