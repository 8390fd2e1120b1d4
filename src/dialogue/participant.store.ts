import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db'
import { forgetProofsOf } from './level.store.ts'
import { forgetOnMaps } from './map-people.store.ts'

// Votes of somebody who is being forgotten would wait for the forgetting, and it for them. So it is alone in its town for a moment.
const turn = (db: Write) => sql`hashtextextended(${db.municipality}::text, 0)`
/** No batch of votes is being counted until this transaction ends, and nobody is being forgotten. */
export const waitForVotes = (db: Write) => db.rows(sql`select pg_advisory_xact_lock(${turn(db)})`)
/** Nobody is being forgotten until this transaction ends. */
export const besideForgetting = (db: Write) => db.rows(sql`select ${turnBesideForgetting(db)}`)
/** Part of the statement that counts a batch of votes; batches do not wait for each other. */
export const turnBesideForgetting = (db: Write) => sql`pg_advisory_xact_lock_shared(${turn(db)})`

/** Forgets a pseudonym with all its votes; statements it added stay without an author. */
export async function forgetWithVotes(db: Write, participant: string) {
  await waitForVotes(db)
  await forgetProofsOf(db, participant)
  await deleteParticipant(db, participant)
}

async function deleteParticipant(db: Write, participant: string) {
  await forgetOnMaps(db, participant)
  await db.deleteFrom('participant').where('municipality_id', '=', db.municipality).where('id', '=', participant).execute()
}

/** Forgets a pseudonym but leaves its votes: in each dialogue they move to a new number of their own that nobody holds. */
export async function detachVotes(db: Write, participant: string) {
  await waitForVotes(db)
  const dialogues = await dialoguesVotedIn(db, participant)
  for (const dialogue of dialogues) await detachVotesIn(db, dialogue, participant)
  await forgetProofsOf(db, participant, dialogues)
  await deleteParticipant(db, participant)
}

/** The new number is as old as its first vote: the day of forgetting is nobody's business. Votes that are set aside stay so. */
async function detachVotesIn(db: Write, dialogue: string, participant: string) {
  const unknown = randomUUID()
  await db.rows(sql`
    insert into participant (municipality_id, id, first_seen, channel)
    select vote.municipality_id, ${unknown}::uuid, min(vote.cast_on), participant.channel
    from own_vote as vote join participant on participant.municipality_id = vote.municipality_id and participant.id = vote.participant_id
    where vote.municipality_id = ${db.municipality} and vote.dialogue_id = ${dialogue} and vote.participant_id = ${participant}
    group by vote.municipality_id, participant.channel`)
  for (const table of ['vote', 'voice', 'quarantined_vote', 'quarantine_member'] as const)
    await db
      .updateTable(table)
      .set({ participant_id: unknown })
      .where('municipality_id', '=', db.municipality)
      .where('dialogue_id', '=', dialogue)
      .where('participant_id', '=', participant)
      .execute()
}

export async function dialoguesVotedIn(db: Read, participant: string): Promise<string[]> {
  const rows = await db
    .selectFrom('own_vote')
    .select('dialogue_id')
    .distinct()
    .where('municipality_id', '=', db.municipality)
    .where('participant_id', '=', participant)
    .execute()
  return rows.map(row => row.dialogue_id)
}
