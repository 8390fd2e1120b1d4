import { randomUUID } from 'node:crypto'
import type { Read, Write } from '#platform/db'
import type { Role } from '#platform/web'
import type { Invitation } from './invitation.ts'
import { hashOf } from './token.ts'

const columns = ['id', 'email', 'role', 'expires_at'] as const

type NewInvitation = { email: string; role: Role; token: string; invitedBy: string | null; expiresAt: Date; now: Date }

/** Invites an address; an earlier invitation to it that waits is replaced. */
export async function putInvitation(db: Write, { email, role, token, invitedBy, expiresAt, now }: NewInvitation): Promise<string> {
  const id = randomUUID()
  const values = { id, role, token_hash: hashOf(token), invited_by: invitedBy, expires_at: expiresAt, created_at: now }
  await db
    .insertInto('invitation')
    .values({ municipality_id: db.municipality, email, ...values })
    .onConflict(same => same.columns(['municipality_id', 'email']).doUpdateSet(values))
    .execute()
  return id
}

/** Invitations nobody has accepted, expired ones among them. */
export const waitingInvitations = (db: Read): Promise<Invitation[]> =>
  db.selectFrom('invitation').select(columns).where('municipality_id', '=', db.municipality).orderBy('created_at', 'desc').execute()

export const findOpenInvitation = (db: Read, token: string, now: Date): Promise<Invitation | undefined> =>
  db
    .selectFrom('invitation')
    .select(columns)
    .where('municipality_id', '=', db.municipality)
    .where('token_hash', '=', hashOf(token))
    .where('expires_at', '>', now)
    .executeTakeFirst()

/** Uses the invitation up: of two who accept at once, one gets it. */
export const takeInvitation = (db: Write, token: string, now: Date): Promise<Invitation | undefined> =>
  db
    .deleteFrom('invitation')
    .where('municipality_id', '=', db.municipality)
    .where('token_hash', '=', hashOf(token))
    .where('expires_at', '>', now)
    .returning(columns)
    .executeTakeFirst()

export const deleteInvitation = (db: Write, id: string) =>
  db
    .deleteFrom('invitation')
    .where('municipality_id', '=', db.municipality)
    .where('id', '=', id)
    .returning(['role', 'token_hash'])
    .executeTakeFirst()

/** Hash of the link that waits for this address, which a new invitation makes worthless. */
export async function linkWaitingFor(db: Read, email: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('invitation')
    .select('token_hash')
    .where('municipality_id', '=', db.municipality)
    .where('email', '=', email)
    .executeTakeFirst()
  return row?.token_hash
}

export const forgetExpiredInvitations = (db: Write, expiredBefore: Date) =>
  db.deleteFrom('invitation').where('municipality_id', '=', db.municipality).where('expires_at', '<', expiredBefore).execute()
