import { type RawBuilder, sql } from 'kysely'
import type { Read, Write } from '#platform/db'

/** Visions whose newest resolution is older than a moment and still holds; one that is being revised is at work again. */
const adopted = (db: Read, before: Date) => sql`
  select vision.id from vision where vision.municipality_id = ${db.municipality} and vision.phase = 'adopted' and (
    select max(published_at) from vision_version where vision_version.municipality_id = ${db.municipality}
      and vision_version.vision_id = vision.id and vision_version.kind in ('adopted', 'revision')) < ${before}`

const count = async (db: Write, statement: RawBuilder<unknown>) => (await db.rows(statement)).length

/** Votes on what is settled: the issue is closed, the amendment decided, or the vision adopted. What was told of them stays. */
export const deleteVotesOnSettled = (db: Write, before: Date) =>
  count(
    db,
    sql`delete from contribution_vote where municipality_id = ${db.municipality} and contribution_id in (
        select contribution.id from contribution
        left join issue on issue.municipality_id = contribution.municipality_id and issue.id = contribution.issue_id
        left join amendment on amendment.municipality_id = contribution.municipality_id and amendment.contribution_id = contribution.id
        where contribution.municipality_id = ${db.municipality} and (issue.closed_at < ${before} or amendment.decided_at < ${before}
          or contribution.vision_id in (${adopted(db, before)})))
      returning 1`,
  )

/** Contributions stay with the names their authors chose; which of them are by the same author is forgotten. */
export const severAuthorsOfAdopted = (db: Write, before: Date) =>
  count(
    db,
    sql`update contribution set author_key = null
      where municipality_id = ${db.municipality} and author_key is not null and vision_id in (${adopted(db, before)}) returning 1`,
  )

/** The number and the ground of the rejection stay, and that there was an appeal; nothing goes while one is open. */
export async function deleteRejectedContributions(db: Write, before: Date): Promise<number> {
  await db.rows(sql`
    update contribution_appeal set text = '', answer = '' from contribution
    where contribution_appeal.municipality_id = ${db.municipality} and contribution.municipality_id = ${db.municipality}
      and contribution.id = contribution_appeal.contribution_id and contribution_appeal.state <> 'open'
      and contribution.state = 'rejected' and greatest(contribution.decided_at, contribution_appeal.decided_at) < ${before}`)
  return count(
    db,
    sql`update contribution set text = '', reason = '', rejection_note = '', signed_name = '', author_key = null
      where municipality_id = ${db.municipality} and state = 'rejected' and decided_at < ${before} and text <> '' and not exists (
        select from contribution_appeal appeal where appeal.municipality_id = ${db.municipality}
          and appeal.contribution_id = contribution.id and (appeal.state = 'open' or appeal.decided_at >= ${before}))
      returning 1`,
  )
}

export const deleteOldAnswers = (db: Write, before: Date) =>
  count(db, sql`delete from oparl_object where municipality_id = ${db.municipality} and fetched_at < ${before} returning 1`)
