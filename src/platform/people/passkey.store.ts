import type { InstanceRead, InstanceWrite } from '#platform/db'

export type Passkey = { id: string; personId: string; publicKey: Uint8Array<ArrayBuffer>; counter: number; transports: string[] }

export const passkeysOf = (db: InstanceRead, personId: string) =>
  db
    .selectFrom('passkey')
    .select(['credential_id', 'name', 'transports', 'created_at', 'last_used_at'])
    .where('person_id', '=', personId)
    .orderBy('created_at')
    .execute()

export async function findPasskey(db: InstanceRead, id: string): Promise<Passkey | undefined> {
  const row = await db.selectFrom('passkey').selectAll().where('credential_id', '=', id).executeTakeFirst()
  return (
    row && {
      id,
      personId: row.person_id,
      publicKey: new Uint8Array(row.public_key),
      counter: Number(row.counter),
      transports: row.transports,
    }
  )
}

/** Adds a passkey; false if this credential is registered already. */
export async function addPasskey(db: InstanceWrite, { id, personId, publicKey, counter, transports }: Passkey, name: string, now: Date) {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('passkey')
    .values({
      credential_id: id,
      person_id: personId,
      public_key: Buffer.from(publicKey),
      counter,
      transports,
      name,
      created_at: now,
      last_used_at: null,
    })
    .onConflict(same => same.column('credential_id').doNothing())
    .executeTakeFirst()
  return (numInsertedOrUpdatedRows ?? 0n) > 0n
}

export const notePasskeyUsed = (db: InstanceWrite, id: string, counter: number, now: Date) =>
  db.updateTable('passkey').set({ counter, last_used_at: now }).where('credential_id', '=', id).execute()

export async function renamePasskey(db: InstanceWrite, personId: string, id: string, name: string) {
  const { numUpdatedRows } = await db
    .updateTable('passkey')
    .set({ name })
    .where('credential_id', '=', id)
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

export async function removePasskey(db: InstanceWrite, personId: string, id: string) {
  const { numDeletedRows } = await db
    .deleteFrom('passkey')
    .where('credential_id', '=', id)
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

/** Hands out a challenge, for one person's registration or for signing in, where nobody is known yet. */
export async function putChallenge(db: InstanceWrite, challenge: string, personId: string | null, expiresAt: Date, now: Date) {
  await forgetExpiredChallenges(db, now)
  await db.insertInto('passkey_challenge').values({ challenge, person_id: personId, expires_at: expiresAt }).execute()
}

/** Uses a challenge up; false if it was not handed out to this person, was used, or has expired. */
export async function takeChallenge(db: InstanceWrite, challenge: string, personId: string | null, now: Date) {
  const { numDeletedRows } = await db
    .deleteFrom('passkey_challenge')
    .where('challenge', '=', challenge)
    .where('person_id', personId === null ? 'is' : '=', personId)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

export const forgetExpiredChallenges = (db: InstanceWrite, now: Date) =>
  db.deleteFrom('passkey_challenge').where('expires_at', '<=', now).execute()
