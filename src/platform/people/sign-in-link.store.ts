import type { InstanceRead, InstanceWrite, Write } from '#platform/db'
import { hashOf } from './token.ts'

type Purpose = 'set-up' | 'sign-in'
export type NewLink = { token: string; purpose: Purpose; personId: string | null; expiresAt: Date; now: Date }

export const putLink = (db: InstanceWrite, { token, purpose, personId, expiresAt, now }: NewLink) =>
  db
    .insertInto('sign_in_link')
    .values({ token_hash: hashOf(token), purpose, person_id: personId, expires_at: expiresAt, created_at: now })
    .execute()

/** Whether the link could still be used; looking uses nothing up. */
export async function isLinkOpen(db: InstanceRead, purpose: Purpose, token: string, now: Date) {
  const link = await db
    .selectFrom('sign_in_link')
    .select('person_id')
    .where('token_hash', '=', hashOf(token))
    .where('purpose', '=', purpose)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return link !== undefined && (purpose === 'set-up' || link.person_id !== null)
}

/** Uses the link up: of two requests at once, one gets it. */
export const takeLink = (db: InstanceWrite | Write, purpose: Purpose, token: string, now: Date) =>
  (db as InstanceWrite)
    .deleteFrom('sign_in_link')
    .where('token_hash', '=', hashOf(token))
    .where('purpose', '=', purpose)
    .where('expires_at', '>', now)
    .returning('person_id')
    .executeTakeFirst()

export const forgetLinks = (db: InstanceWrite | Write, purpose: Purpose) =>
  (db as InstanceWrite).deleteFrom('sign_in_link').where('purpose', '=', purpose).execute()

export const forgetExpiredLinks = (db: InstanceWrite, now: Date) => db.deleteFrom('sign_in_link').where('expires_at', '<=', now).execute()
