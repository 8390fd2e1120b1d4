import { sql } from 'kysely'
import type { Read, Write } from '#platform/db'
import type { AskedLevel, Level, ReturningLevel } from './level.ts'

declare module '#platform/db' {
  interface TownTables {
    voice: { municipality_id: string; dialogue_id: string; participant_id: string; level: AskedLevel }
    voice_proof: {
      municipality_id: string
      dialogue_id: string
      level: ReturningLevel
      proof_hash: string
      participant_id: string | null
    }
  }
}

/** What a dialogue asks for. */
export async function levelAskedIn(db: Read, dialogue: string): Promise<Level> {
  const row = await db
    .selectFrom('dialogue')
    .select('level')
    .where('municipality_id', '=', db.municipality)
    .where('id', '=', dialogue)
    .executeTakeFirst()
  return row?.level ?? 'anonymous'
}

export const putLevelAsked = (db: Write, dialogue: string, level: Level) =>
  db.updateTable('dialogue').set({ level }).where('municipality_id', '=', db.municipality).where('id', '=', dialogue).execute()

/** The level a pseudonym has reached in a dialogue. */
export async function levelOf(db: Read, dialogue: string, participant: string): Promise<Level> {
  const row = await db
    .selectFrom('voice')
    .select('level')
    .where('municipality_id', '=', db.municipality)
    .where('dialogue_id', '=', dialogue)
    .where('participant_id', '=', participant)
    .executeTakeFirst()
  return row?.level ?? 'anonymous'
}

/** Whether a pseudonym speaks for somebody at this level already, or has done so before it rose to another. */
export async function hasVoice(db: Read, dialogue: string, participant: string, level: AskedLevel): Promise<boolean> {
  if ((await levelOf(db, dialogue, participant)) === level) return true
  const proof = await db
    .selectFrom('voice_proof')
    .select('level')
    .where('municipality_id', '=', db.municipality)
    .where('dialogue_id', '=', dialogue)
    .where('participant_id', '=', participant)
    .where('level', '=', level as ReturningLevel)
    .executeTakeFirst()
  return proof !== undefined
}

export const putVoice = (db: Write, dialogue: string, participant: string, level: AskedLevel) =>
  db
    .insertInto('voice')
    .values({ municipality_id: db.municipality, dialogue_id: dialogue, participant_id: participant, level })
    .onConflict(known => known.columns(['municipality_id', 'dialogue_id', 'participant_id']).doUpdateSet({ level }))
    .execute()

export type Proof = { level: ReturningLevel; hash: string }

/** Who holds the voice of an address or account, locked until this transaction ends; `participant` is null while nobody does. */
export async function lockProof(
  db: Write,
  dialogue: string,
  { level, hash }: Proof,
): Promise<{ isNew: boolean; participant: string | null }> {
  const row = await db
    .insertInto('voice_proof')
    .values({ municipality_id: db.municipality, dialogue_id: dialogue, level, proof_hash: hash, participant_id: null })
    .onConflict(known =>
      known
        .columns(['municipality_id', 'dialogue_id', 'level', 'proof_hash'])
        .doUpdateSet({ participant_id: sql`voice_proof.participant_id` }),
    )
    .returning(['participant_id', sql<boolean>`xmax = 0`.as('is_new')])
    .executeTakeFirstOrThrow()
  return { isNew: row.is_new, participant: row.participant_id }
}

export const moveProof = (db: Write, dialogue: string, { level, hash }: Proof, participant: string) =>
  db
    .updateTable('voice_proof')
    .set({ participant_id: participant })
    .where('municipality_id', '=', db.municipality)
    .where('dialogue_id', '=', dialogue)
    .where('level', '=', level)
    .where('proof_hash', '=', hash)
    .execute()

/** Takes its voice in a dialogue from a pseudonym. First the voice, for which votes on their way wait; then the votes, theirs too. */
export async function withdrawVoice(db: Write, dialogue: string, participant: string) {
  for (const table of ['voice', 'vote'] as const)
    await db
      .deleteFrom(table)
      .where('municipality_id', '=', db.municipality)
      .where('dialogue_id', '=', dialogue)
      .where('participant_id', '=', participant)
      .execute()
}

/** Lets the addresses and accounts of a pseudonym begin anew, except in dialogues where its votes stay: there its voice has been given. */
export const forgetProofsOf = (db: Write, participant: string, except: readonly string[] = []) =>
  db.rows(sql`
    delete from voice_proof
    where municipality_id = ${db.municipality} and participant_id = ${participant} and dialogue_id <> all(${[...except]}::uuid[])`)
