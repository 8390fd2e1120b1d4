import { sql } from 'kysely'
import { votersAmong } from '#dialogue'
import type { Read } from '#platform/db'
import type { Contribution, ContributionVoteRefusal } from './contribution.ts'
import { dialoguesOf } from './vision.store.ts'
import type { Vision } from './vision.ts'

/** Why a participant may not vote on a contribution: on amendments everybody may, in an issue's second round those who voted in the first. */
export async function refusalToVote(
  db: Read,
  vision: Vision,
  contribution: Contribution,
  participant: string,
): Promise<ContributionVoteRefusal | undefined> {
  if (contribution.kind === 'comment') return 'not-open'
  if (contribution.kind === 'amendment') return (await isAmendmentOpen(db, vision, contribution.id)) ? undefined : 'not-open'
  if (!(await isRoundOpen(db, contribution.issueId))) return 'not-open'
  const dialogues = (await dialoguesOf(db, vision.id)).map(({ id }) => id)
  if (!(await votersAmong(db, dialogues, [participant])).has(participant)) return 'voters-only'
}

async function isAmendmentOpen(db: Read, { phase }: Vision, contribution: string): Promise<boolean> {
  if (phase !== 'consultation') return false
  const [undecided] = await db.rows(sql`
    select from amendment where municipality_id = ${db.municipality} and contribution_id = ${contribution} and decision is null`)
  return undecided !== undefined
}

async function isRoundOpen(db: Read, issue: string | null): Promise<boolean> {
  const [open] = await db.rows(sql`select from issue where municipality_id = ${db.municipality} and id = ${issue} and state = 'voting'`)
  return open !== undefined
}
