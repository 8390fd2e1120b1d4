import { randomUUID } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import type { Read, Write } from '#platform/db'
import { waitForVotes } from './participant.store.ts'

/** Dialogues that were archived before a moment, as ids; those taken over from elsewhere were archived as they came. */
const archived = (db: Read, before: Date) => sql<{ id: string }>`
  select dialogue.id from dialogue
  where dialogue.municipality_id = ${db.municipality} and dialogue.phase = 'archived' and coalesce(
    (select max(news.at) from news where news.municipality_id = ${db.municipality} and news.dialogue_id = dialogue.id
      and news.kind = 'dialogue-archived'), dialogue.revised_at) < ${before}`

/** Of those, the ones people voted in here: the pseudonyms of an import are nobody's from the beginning. */
export const ownArchivedBefore = async (db: Read, before: Date) =>
  (await db.rows(sql<{ id: string }>`${archived(db, before)} and dialogue.import_digest is null`)).map(({ id }) => id)

const count = async (db: Write, statement: RawBuilder<unknown>) => (await db.rows(statement)).length

/** Deletes the hashes of addresses, accounts and codes: nothing more can be given with them. */
export const deleteProofsOfArchived = async (db: Write, before: Date) =>
  (await count(
    db,
    sql`delete from voice_proof where municipality_id = ${db.municipality} and dialogue_id in (${archived(db, before)}) returning 1`,
  )) +
  (await count(
    db,
    sql`delete from letter_code where municipality_id = ${db.municipality} and dialogue_id in (${archived(db, before)}) returning 1`,
  ))

export const deleteVoluntaryOfArchived = (db: Write, before: Date) =>
  count(
    db,
    sql`delete from voluntary_answer where municipality_id = ${db.municipality} and dialogue_id in (${archived(db, before)}) returning 1`,
  )

/** The votes that were set aside, and whose they were. How many they were stands in the quarantine itself. */
export const deleteQuarantinedOfArchived = async (db: Write, before: Date) =>
  (await count(
    db,
    sql`delete from quarantined_vote where municipality_id = ${db.municipality} and dialogue_id in (${archived(db, before)}) returning 1`,
  )) +
  (await count(
    db,
    sql`delete from quarantine_member where municipality_id = ${db.municipality} and dialogue_id in (${archived(db, before)}) returning 1`,
  ))

/** The number and the reason stay, for the log of moderation; what was translated goes too. */
export async function deleteRejectedTexts(db: Write, before: Date): Promise<number> {
  const gone = await db.rows<{ dialogue: string; number: number }>(sql`
    update statement set text = '', rejection_note = '', author_id = null
    where municipality_id = ${db.municipality} and state = 'rejected' and decided_at < ${before} and text <> ''
    returning dialogue_id as dialogue, number`)
  await db.rows(sql`
    update appeal set text = '' from statement
    where appeal.municipality_id = ${db.municipality} and statement.municipality_id = ${db.municipality}
      and statement.id = appeal.statement_id and statement.state = 'rejected' and statement.text = ''`)
  await db.rows(sql`
    delete from translation using unnest(${gone.map(({ dialogue }) => dialogue)}::uuid[], ${gone.map(({ number }) => number)}::integer[])
      as gone (dialogue, number)
    where municipality_id = ${db.municipality} and dialogue_id = gone.dialogue and statement_number = gone.number`)
  return gone.length
}

/** Subscriptions of dialogues that are over, and then subscribers who follow none. */
export async function deleteEndedSubscriptions(db: Write, before: Date): Promise<number> {
  const ended = await db.rows<{ id: string }>(sql`
    select subscriber.id from subscriber
    where municipality_id = ${db.municipality} and confirmed_at < ${before} and not exists (
      select from subscription where subscription.municipality_id = ${db.municipality} and subscription.subscriber_id = subscriber.id
        and subscription.dialogue_id not in (${archived(db, before)}))`)
  const ids = ended.map(({ id }) => id)
  return count(db, sql`delete from subscriber where municipality_id = ${db.municipality} and id = any(${ids}::uuid[]) returning 1`)
}

/**
 * Parts the votes of a dialogue from the pseudonyms in browsers: for each person they move to a new number that nobody holds. Every
 * deed of the person in this dialogue goes with them or is forgotten; what they said of themselves too, unless it can follow.
 */
export async function severVotes(db: Write, dialogue: string, voluntaryPseudonymOf: (participant: string) => string): Promise<number> {
  await waitForVotes(db)
  const held = await db.rows<{ id: string }>(sql`
    select distinct participant.id from own_vote join participant
      on participant.municipality_id = own_vote.municipality_id and participant.id = own_vote.participant_id
    where own_vote.municipality_id = ${db.municipality} and own_vote.dialogue_id = ${dialogue} and not participant.is_severed`)
  const moves = held.map(({ id }) => {
    const severed = randomUUID()
    return { id, severed, from: voluntaryPseudonymOf(id), to: voluntaryPseudonymOf(severed) }
  })
  for (let place = 0; place < moves.length; place += perStatement) await severBatch(db, dialogue, moves.slice(place, place + perStatement))
  await forgetHolders(db, dialogue)
  return moves.length
}

type Move = { id: string; severed: string; from: string; to: string }
const perStatement = 100

async function severBatch(db: Write, dialogue: string, moves: readonly Move[]) {
  const [ids, severed] = [moves.map(move => move.id), moves.map(move => move.severed)]
  await db.rows(sql`
    insert into participant (municipality_id, id, first_seen, channel, is_severed)
    select own_vote.municipality_id, move.severed, min(own_vote.cast_on), participant.channel, true
    from unnest(${ids}::uuid[], ${severed}::uuid[]) as move (id, severed)
    join own_vote on own_vote.municipality_id = ${db.municipality} and own_vote.participant_id = move.id
      and own_vote.dialogue_id = ${dialogue}
    join participant on participant.municipality_id = own_vote.municipality_id and participant.id = move.id
    group by own_vote.municipality_id, move.severed, participant.channel`)
  for (const table of ['vote', 'voice', 'quarantined_vote', 'quarantine_member'])
    await db.rows(sql`
      update ${sql.table(table)} as held set participant_id = move.severed
      from unnest(${ids}::uuid[], ${severed}::uuid[]) as move (id, severed)
      where held.municipality_id = ${db.municipality} and held.dialogue_id = ${dialogue} and held.participant_id = move.id`)
  await db.rows(sql`
    update voluntary_answer set pseudonym = move.after
    from unnest(${moves.map(({ from }) => from)}::text[], ${moves.map(({ to }) => to)}::text[]) as move (before, after)
    where municipality_id = ${db.municipality} and dialogue_id = ${dialogue} and pseudonym = move.before`)
}

/** Whoever proposed a statement or was on the map of the dialogue is forgotten with the votes. */
async function forgetHolders(db: Write, dialogue: string) {
  await db.rows(sql`
    update statement set author_id = null
    where municipality_id = ${db.municipality} and dialogue_id = ${dialogue} and author_id is not null`)
  await db.rows(sql`
    update voice_proof set participant_id = null
    where municipality_id = ${db.municipality} and dialogue_id = ${dialogue} and participant_id is not null`)
  await db.rows(sql`
    update sheet set participant_id = null, entered_by = null, checked_by = null
    where municipality_id = ${db.municipality} and dialogue_id = ${dialogue} and participant_id is not null`)
  await db.rows(sql`
    delete from map_people
    where municipality_id = ${db.municipality} and dialogue_id = ${dialogue}`)
}

/** Pseudonyms that nothing hangs on any more, here or in a room above (`held`); those of the last days may be about to give their first vote. */
export const deleteIdleParticipants = (db: Write, seenBefore: Date, held: readonly string[]) =>
  count(
    db,
    sql`delete from participant where municipality_id = ${db.municipality} and first_seen < ${seenBefore}::date
      and id <> all(${held}::uuid[])
      and not exists (select from own_vote where own_vote.municipality_id = ${db.municipality} and own_vote.participant_id = participant.id)
      and not exists (select from statement where statement.municipality_id = ${db.municipality} and statement.author_id = participant.id)
      and not exists (select from voice where voice.municipality_id = ${db.municipality} and voice.participant_id = participant.id)
      returning 1`,
  )
