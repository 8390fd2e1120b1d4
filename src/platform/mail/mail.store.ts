import type { Generated } from 'kysely'
import type { InstanceRead, InstanceWrite, Write } from '#platform/db'
import { enqueue } from '#platform/jobs'
import { type Mail, type MailLink, queued } from './mail.ts'

declare module '#platform/db' {
  interface InstanceTables {
    unsent_link: {
      id: string
      purpose: MailLink['purpose']
      recipient: string
      url: string
      expires_at: Date
      created_at: Generated<Date>
    }
  }
}

/** Sends a mail once this transaction has committed. */
export const sendMail = (db: Write | InstanceWrite, mail: Mail) => enqueue(db, 'mail', queued(mail))

/** Keeps a link that no mail server could carry, for the operator to hand over. */
export async function keepUnsentLink(db: InstanceWrite, { id, purpose, url, expiresAt }: MailLink, recipient: string) {
  await db
    .insertInto('unsent_link')
    .values({ id, purpose, url, recipient, expires_at: expiresAt })
    .onConflict(same => same.column('id').doNothing())
    .execute()
}

export const unsentLinks = (db: InstanceRead, now: Date) =>
  db
    .selectFrom('unsent_link')
    .select(['id', 'purpose', 'recipient', 'url', 'expires_at'])
    .where('expires_at', '>', now)
    .orderBy('created_at', 'desc')
    .execute()

/** The link was used or revoked. */
export const forgetUnsentLink = (db: Write | InstanceWrite, id: string) =>
  (db as InstanceWrite).deleteFrom('unsent_link').where('id', '=', id).execute()

export const forgetExpiredUnsentLinks = (db: InstanceWrite, now: Date) =>
  db.deleteFrom('unsent_link').where('expires_at', '<=', now).execute()
