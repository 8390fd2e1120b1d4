import { sql } from 'kysely'
import { type ClaimCounts, claimedUntil } from '#dialogue'
import type { Read, Write } from '#platform/db'

declare module '#platform/db' {
  interface TownTables {
    contribution_claim: { municipality_id: string; contribution_id: string; person_id: string; until: Date }
  }
}

/** Who looks at the lists, and when: what others have in hand is not in them. */
export type Viewer = { person: string; now: Date }

/** So many of them are read in the time of a claim: each comes with a sentence and a difference. */
const mostClaimed = 10

/** Takes the oldest contributions that nobody has in hand. Of two moderators who do so at once each gets contributions of their own. */
export const takeClaims = (db: Write, vision: string, { person, now }: Viewer) =>
  db.rows(sql`
    with free as (
      select contribution.id from contribution
      where contribution.municipality_id = ${db.municipality} and contribution.vision_id = ${vision} and contribution.state = 'pending'
        and not ${isWithOthers(db, { person, now })}
      order by contribution.number limit ${mostClaimed}
      for no key update of contribution skip locked
    )
    insert into contribution_claim (municipality_id, contribution_id, person_id, until)
    select ${db.municipality}::uuid, id, ${person}::uuid, ${claimedUntil(now)} from free
    on conflict (municipality_id, contribution_id) do update set person_id = excluded.person_id, until = excluded.until
      where contribution_claim.until <= ${now} or contribution_claim.person_id = excluded.person_id`)

/** Hands back everything this person has in hand in a vision. */
export const leaveClaims = (db: Write, vision: string, person: string) =>
  db.rows(sql`
    delete from contribution_claim
    where municipality_id = ${db.municipality} and person_id = ${person}
      and contribution_id in (select id from contribution where municipality_id = ${db.municipality} and vision_id = ${vision})`)

/** Whether somebody else has this contribution in hand now. */
export async function isInOtherHands(db: Read, contribution: string, { person, now }: Viewer): Promise<boolean> {
  const row = await db
    .selectFrom('contribution_claim')
    .select('person_id')
    .where('municipality_id', '=', db.municipality)
    .where('contribution_id', '=', contribution)
    .where('person_id', '<>', person)
    .where('until', '>', now)
    .executeTakeFirst()
  return row !== undefined
}

export const dropClaim = (db: Write, contribution: string) =>
  db.deleteFrom('contribution_claim').where('municipality_id', '=', db.municipality).where('contribution_id', '=', contribution).execute()

/** Waiting contributions this person has in hand, until when, and how many others have. */
export async function claimCounts(db: Read, vision: string, { person, now }: Viewer): Promise<ClaimCounts> {
  const [row] = await db.rows<ClaimCounts>(sql`
    select count(*) filter (where claim.person_id = ${person})::integer as own,
      min(claim.until) filter (where claim.person_id = ${person}) as "ownUntil",
      count(*) filter (where claim.person_id <> ${person})::integer as others
    from contribution_claim claim
    join contribution on contribution.municipality_id = claim.municipality_id and contribution.id = claim.contribution_id
    where claim.municipality_id = ${db.municipality} and contribution.vision_id = ${vision} and contribution.state = 'pending'
      and claim.until > ${now}`)
  return row!
}

/** Part of a query on `contribution`: it waits, and somebody else has it in hand. */
export const isWithOthers = (db: Read, { person, now }: Viewer) => sql<boolean>`(contribution.state = 'pending' and exists (
  select from contribution_claim other where other.municipality_id = ${db.municipality} and other.contribution_id = contribution.id
    and other.person_id <> ${person} and other.until > ${now}))`

/** The same: whether this person has it in hand. */
export const isOwnClaim = (db: Read, { person, now }: Viewer) => sql<boolean>`exists (
  select from contribution_claim own where own.municipality_id = ${db.municipality} and own.contribution_id = contribution.id
    and own.person_id = ${person} and own.until > ${now})`
