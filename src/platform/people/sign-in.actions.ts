import { noteForInstance } from '#platform/audit'
import type { InstanceRead, InstanceWrite } from '#platform/db'
import type { Translate } from '#platform/languages'
import { forgetUnsentLink, sendMail } from '#platform/mail'
import type { SignedIn } from '#platform/web'
import { paths } from './paths.ts'
import { findPersonByEmail, townsOf } from './person.store.ts'
import { beginSession, endSession, forgetEndedSessions } from './session.store.ts'
import { forgetExpiredLinks, putLink, takeLink } from './sign-in-link.store.ts'
import { after, hashOf, newToken } from './token.ts'

const linkMinutes = 15

type LinkRequest = { email: string; returnTo: string | undefined; address: string; t: Translate; now: Date }

/**
 * Mails a one-time link to a known address. An unknown one leaves the same traces in the same time, but its link opens nothing and
 * its mail goes nowhere, so that nobody can find out by asking who works here.
 */
export async function askForLink(db: InstanceWrite, { email, returnTo, address, t, now }: LinkRequest) {
  await forgetExpiredLinks(db, now)
  const person = await findPersonByEmail(db, email)
  const token = newToken()
  const expiresAt = after(now, { minutes: linkMinutes })
  await putLink(db, { token, purpose: 'sign-in', personId: person?.id ?? null, expiresAt, now })
  const url = address + paths.signInLink.to({ token }, { zu: returnTo })
  await sendMail(db, {
    to: person?.email,
    subject: t('mail.sign-in.subject'),
    text: t('mail.sign-in.text', { name: person?.name ?? '', url, minutes: linkMinutes }),
    link: { id: hashOf(token), purpose: 'sign-in', url, expiresAt },
  })
}

export type Browsing = { device: string; signedIn: SignedIn | undefined; now: Date }

/** Uses a link up and begins a session; undefined if the link no longer opens anything. */
export async function signInByLink(db: InstanceWrite, token: string, browsing: Browsing) {
  const link = await takeLink(db, 'sign-in', token, browsing.now)
  if (!link?.person_id) return undefined
  await forgetUnsentLink(db, hashOf(token))
  return enter(db, link.person_id, 'link', browsing)
}

/** Begins a session in place of the one this browser had. */
export async function enter(
  db: InstanceWrite,
  personId: string,
  by: 'link' | 'passkey' | 'oidc' | 'invitation' | 'set-up',
  { device, signedIn, now }: Browsing,
) {
  await forgetEndedSessions(db, now)
  if (signedIn) await endSession(db, signedIn.personId, signedIn.sessionId)
  await noteForInstance(db, { personId, deed: 'signed-in', details: { by } })
  return { personId, token: await beginSession(db, personId, device, now) }
}

export async function signOut(db: InstanceWrite, { personId, sessionId }: SignedIn) {
  await endSession(db, personId, sessionId)
  await noteForInstance(db, { personId, deed: 'signed-out' })
}

/** Where somebody finds themselves after signing in: at their town's desk if there is one town, else at their account. */
export async function homeOf(db: InstanceRead, { id, is_operator }: { id: string; is_operator: boolean }): Promise<string> {
  const [town, another] = await townsOf(db, id)
  if (town && !another) return paths.desk.to({ town: town.slug })
  return !town && is_operator ? paths.operation.to({}) : paths.account.to({})
}
