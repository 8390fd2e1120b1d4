import { randomUUID } from 'node:crypto'
import type { InstanceRead, InstanceWrite, Write } from '#platform/db'
import { sessionEnd } from './session.ts'
import { hashOf, newToken } from './token.ts'

/** Begins a session and returns the token for the browser's cookie. */
export async function beginSession(db: InstanceWrite | Write, personId: string, device: string, now: Date): Promise<string> {
  const token = newToken()
  await (db as InstanceWrite)
    .insertInto('session')
    .values({
      token_hash: hashOf(token),
      id: randomUUID(),
      person_id: personId,
      device,
      created_at: now,
      last_seen_at: now,
      expires_at: sessionEnd(now, now),
    })
    .execute()
  return token
}

/** The session of a cookie with its person, if it has neither ended nor been revoked. */
export const findSession = (db: InstanceRead, token: string, now: Date) =>
  db
    .selectFrom('session')
    .innerJoin('person', 'person.id', 'session.person_id')
    .select([
      'session.id',
      'session.person_id',
      'session.created_at',
      'session.last_seen_at',
      'person.name',
      'person.email',
      'person.is_operator',
    ])
    .where('session.token_hash', '=', hashOf(token))
    .where('session.expires_at', '>', now)
    .executeTakeFirst()

export const noteSeen = (db: InstanceWrite, session: { id: string; created_at: Date }, now: Date) =>
  db
    .updateTable('session')
    .set({ last_seen_at: now, expires_at: sessionEnd(session.created_at, now) })
    .where('id', '=', session.id)
    .execute()

export const sessionsOf = (db: InstanceRead, personId: string, now: Date) =>
  db
    .selectFrom('session')
    .select(['id', 'device', 'created_at', 'last_seen_at'])
    .where('person_id', '=', personId)
    .where('expires_at', '>', now)
    .orderBy('last_seen_at', 'desc')
    .execute()

/** Ends one session of this person; false if there is no such. */
export async function endSession(db: InstanceWrite | Write, personId: string, id: string) {
  const { numDeletedRows } = await (db as InstanceWrite)
    .deleteFrom('session')
    .where('id', '=', id)
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

export async function endOtherSessions(db: InstanceWrite, personId: string, keep: string) {
  const { numDeletedRows } = await db.deleteFrom('session').where('person_id', '=', personId).where('id', '<>', keep).executeTakeFirst()
  return Number(numDeletedRows)
}

export const forgetEndedSessions = (db: InstanceWrite, now: Date) => db.deleteFrom('session').where('expires_at', '<=', now).execute()
