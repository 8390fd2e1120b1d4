import { sql } from 'kysely'
import { wordingOf } from '#dialogue'
import type { Read } from '#platform/db'
import { contributionColumns, contributions, toContribution } from './contribution.store.ts'
import type { Contribution, ContributionState, JudgedContribution } from './contribution.ts'

/** What an author has brought in, the newest first. */
export async function ownContributions(db: Read, vision: string, authorKey: string): Promise<JudgedContribution[]> {
  const rows = await contributions(db, vision)
    .select(contributionColumns)
    .where('contribution.author_key', '=', authorKey)
    .orderBy('contribution.number', 'desc')
    .execute()
  return rows.map(toContribution)
}

/** How many of an author's contributions nobody has looked at yet. */
export async function waitingOf(db: Read, vision: string, authorKey: string): Promise<number> {
  const { count } = await contributions(db, vision)
    .select(sql<number>`count(*)::integer`.as('count'))
    .where('contribution.author_key', '=', authorKey)
    .where('contribution.state', '=', 'pending')
    .executeTakeFirstOrThrow()
  return count
}

export type Subject = Pick<Contribution, 'kind' | 'issueId' | 'sentenceId'>
export type ContributionTwin = { id: string; number: number; state: ContributionState; isOwn: boolean }

/** A contribution of the same kind and wording about the same thing; one that can be read before one that waits. */
export async function findTwin(
  db: Read,
  vision: string,
  { kind, issueId, sentenceId }: Subject,
  text: string,
  authorKey: string,
): Promise<ContributionTwin | undefined> {
  const rows = await contributions(db, vision)
    .select(['id', 'number', 'state', 'text', 'author_key'])
    .where('kind', '=', kind)
    .where(sql<boolean>`issue_id is not distinct from ${issueId}::uuid and sentence_id is not distinct from ${sentenceId}::uuid`)
    .orderBy(sql`array_position(array['approved', 'pending', 'rejected'], state)`)
    .orderBy('number')
    .execute()
  const wording = wordingOf(text)
  const twin = rows.find(row => wordingOf(row.text) === wording)
  return twin && { id: twin.id, number: twin.number, state: twin.state, isOwn: twin.author_key === authorKey }
}
