import { sql } from 'kysely'
import type { Read, Write } from '#platform/db'
import { type ClaimCounts, claimedUntil, perPage } from './moderation.ts'
import { isWaiting } from './statement.store.ts'

declare module '#platform/db' {
  interface TownTables {
    moderation_claim: { municipality_id: string; statement_id: string; person_id: string; until: Date }
  }
}

/**
 * Takes the oldest statements that nobody has in hand, and says how many. Of two moderators who do so at once each gets statements of
 * their own: rows the other is about to take are passed over, and the primary key settles the rest.
 */
export async function takeClaims(db: Write, dialogue: string, person: string, now: Date): Promise<number> {
  const until = claimedUntil(now)
  const taken = await db.rows(sql`
    with free as (
      select statement.id from statement
      where statement.municipality_id = ${db.municipality} and statement.dialogue_id = ${dialogue} and ${isWaiting}
        and not ${isWithOthers(db, person, now)}
      order by statement.number limit ${perPage}
      for no key update of statement skip locked
    )
    insert into moderation_claim (municipality_id, statement_id, person_id, until)
    select ${db.municipality}::uuid, id, ${person}::uuid, ${until} from free
    on conflict (municipality_id, statement_id) do update set person_id = excluded.person_id, until = excluded.until
      where moderation_claim.until <= ${now} or moderation_claim.person_id = excluded.person_id
    returning statement_id`)
  return taken.length
}

/** Hands back everything this person has in hand in a dialogue. */
export const leaveClaims = (db: Write, dialogue: string, person: string) =>
  db.rows(sql`
    delete from moderation_claim
    where municipality_id = ${db.municipality} and person_id = ${person}
      and statement_id in (select id from statement where municipality_id = ${db.municipality} and dialogue_id = ${dialogue})`)

/** Who has this statement in hand now. */
export async function claimantOf(db: Read, statement: string, now: Date): Promise<string | undefined> {
  const row = await db
    .selectFrom('moderation_claim')
    .select('person_id')
    .where('municipality_id', '=', db.municipality)
    .where('statement_id', '=', statement)
    .where('until', '>', now)
    .executeTakeFirst()
  return row?.person_id
}

export const dropClaim = (db: Write, statement: string) =>
  db.deleteFrom('moderation_claim').where('municipality_id', '=', db.municipality).where('statement_id', '=', statement).execute()

/** Waiting statements this person has in hand, until when, and how many others have. */
export async function claimCounts(db: Read, dialogue: string, person: string, now: Date): Promise<ClaimCounts> {
  const [row] = await db.rows<ClaimCounts>(sql`
    select count(*) filter (where claim.person_id = ${person}) as own, min(claim.until) filter (where claim.person_id = ${person}) as "ownUntil",
      count(*) filter (where claim.person_id <> ${person}) as others
    from moderation_claim claim
    join statement on statement.municipality_id = claim.municipality_id and statement.id = claim.statement_id
    where claim.municipality_id = ${db.municipality} and statement.dialogue_id = ${dialogue} and claim.until > ${now} and ${isWaiting}`)
  return row!
}

/** Part of a query on `statement`: somebody else has it in hand. */
export const isWithOthers = (db: Read, person: string, now: Date) => sql<boolean>`exists (
  select from moderation_claim other where other.municipality_id = ${db.municipality} and other.statement_id = statement.id
    and other.person_id <> ${person} and other.until > ${now})`

/** The same: until when this person has it in hand. */
export const ownClaimUntil = (db: Read, person: string, now: Date) => sql<Date | null>`(
  select until from moderation_claim own where own.municipality_id = ${db.municipality} and own.statement_id = statement.id
    and own.person_id = ${person} and own.until > ${now})`
