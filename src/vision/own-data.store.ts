import { sql } from 'kysely'
import { type AnswerCode, answerOf } from '#dialogue'
import type { Read, Write } from '#platform/db'
import { contributions } from './contribution.store.ts'
import { authorKeys } from './contribution.ts'
import type { OwnContribution, OwnContributionVote, OwnVision } from './own-data.ts'
import { allVisions } from './vision.store.ts'

/** What a pseudonym has brought in and voted, vision by vision; visions without either are left out. */
export async function ownVisions(db: Read, participant: string, secret: Buffer): Promise<OwnVision[]> {
  const found: OwnVision[] = []
  for (const { id, slug, title, language } of await allVisions(db)) {
    const own = {
      contributions: await ownContributionsIn(db, id, authorKeys(secret, id)(participant)),
      votes: await ownVotesIn(db, id, participant),
    }
    if (own.contributions.length + own.votes.length > 0) found.push({ slug, title, language, ...own })
  }
  return found
}

const ownContributionsIn = (db: Read, vision: string, author: string): Promise<OwnContribution[]> =>
  contributions(db, vision)
    .leftJoin('contribution_appeal as appeal', join =>
      join.onRef('appeal.municipality_id', '=', 'contribution.municipality_id').onRef('appeal.contribution_id', '=', 'contribution.id'),
    )
    .select(['contribution.number', 'contribution.kind', 'contribution.text', 'contribution.reason', 'contribution.language'])
    .select(['contribution.signed_name as signedName', 'contribution.submitted_on as submittedOn', 'contribution.state'])
    .select(['contribution.rejection_reason as rejectionReason', 'contribution.rejection_note as rejectionNote'])
    .select(['appeal.text as appeal', 'appeal.answer as appealAnswer'])
    .where('contribution.author_key', '=', author)
    .orderBy('contribution.number')
    .execute()

async function ownVotesIn(db: Read, vision: string, participant: string): Promise<OwnContributionVote[]> {
  const rows = await db.rows<Omit<OwnContributionVote, 'answer'> & { code: AnswerCode }>(sql`
    select contribution.number, contribution.kind, contribution.text, contribution.language, vote.answer as code
    from contribution_vote as vote
    join contribution on contribution.municipality_id = vote.municipality_id and contribution.id = vote.contribution_id
    where vote.municipality_id = ${db.municipality} and vote.participant_id = ${participant} and contribution.vision_id = ${vision}
    order by contribution.number`)
  return rows.map(({ code, ...vote }) => ({ ...vote, answer: answerOf(code) }))
}

/**
 * Forgets the author of contributions: what nobody has decided on goes, as does what they said against a
 * rejection; the rest stays without author and name. Votes go with the pseudonym;
 * what was told of them stays.
 */
export async function forgetAuthor(db: Write, participant: string, secret: Buffer) {
  for (const { id } of await allVisions(db)) {
    const author = authorKeys(secret, id)(participant)
    await db.rows(sql`
      delete from contribution
      where municipality_id = ${db.municipality} and vision_id = ${id} and author_key = ${author} and state = 'pending'`)
    await db.rows(sql`
      delete from contribution_appeal where municipality_id = ${db.municipality} and contribution_id in (
        select id from contribution where municipality_id = ${db.municipality} and vision_id = ${id} and author_key = ${author})`)
    await db.rows(sql`
      update contribution set author_key = null, signed_name = ''
      where municipality_id = ${db.municipality} and vision_id = ${id} and author_key = ${author}`)
  }
}

/** Pseudonyms whose votes on contributions are kept. */
export async function voters(db: Read): Promise<string[]> {
  const rows = await db.rows<{ id: string }>(sql`
    select distinct participant_id as id from contribution_vote where municipality_id = ${db.municipality}`)
  return rows.map(({ id }) => id)
}
