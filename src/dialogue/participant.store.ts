import { randomUUID } from 'node:crypto'
import type { Read, Write } from '#platform/db'
import { dayOf } from './dialogue.ts'

/** Forgets a pseudonym with all its votes; statements it added stay without an author. */
export const deleteParticipant = (db: Write, participant: string) =>
  db.deleteFrom('participant').where('municipality_id', '=', db.municipality).where('id', '=', participant).execute()

/** Forgets a pseudonym but leaves its votes: they move to a new number that nobody holds. */
export async function detachVotes(db: Write, participant: string, now: Date) {
  const unknown = randomUUID()
  await db
    .insertInto('participant')
    .values({ municipality_id: db.municipality, id: unknown, first_seen: dayOf(now) })
    .execute()
  await db
    .updateTable('vote')
    .set({ participant_id: unknown })
    .where('municipality_id', '=', db.municipality)
    .where('participant_id', '=', participant)
    .execute()
  await deleteParticipant(db, participant)
}

export async function dialoguesVotedIn(db: Read, participant: string): Promise<string[]> {
  const rows = await db
    .selectFrom('vote')
    .select('dialogue_id')
    .distinct()
    .where('municipality_id', '=', db.municipality)
    .where('participant_id', '=', participant)
    .execute()
  return rows.map(row => row.dialogue_id)
}
