import { createHmac } from 'node:crypto'
import { note } from '#platform/audit'
import type { InstanceRead, InstanceWrite, Write } from '#platform/db'
import type { SignedIn } from '#platform/web'
import { roleOf } from './member.store.ts'
import { deleteProvider, findProvider, linkSubject, memberOfSubject, putProvider, unlinkSubjects } from './oidc.store.ts'
import { judgeProvider, type OidcAccount, type OidcProvider, type OidcRefusal, type OidcRefusals } from './oidc.ts'
import { findPerson, findPersonByEmail, townsOf } from './person.store.ts'
import { readEmail } from './person.ts'
import type { Sealer } from './seal.ts'
import { type Browsing, enter } from './sign-in.actions.ts'

/** Stores the provider; an empty secret keeps the one that is stored. Accounts of another issuer are other people's. */
export async function changeProvider(db: Write, by: SignedIn, values: OidcProvider, sealer: Sealer): Promise<OidcRefusals | undefined> {
  const before = await findProvider(db, sealer)
  const provider = { ...values, clientSecret: values.clientSecret || (before?.clientSecret ?? '') }
  const refusals = judgeProvider(provider)
  if (refusals) return refusals
  if (before && before.issuer !== provider.issuer) await unlinkSubjects(db)
  await putProvider(db, provider, sealer)
  await note(db, { personId: by.personId, deed: 'provider-changed', subject: provider.label })
}

export async function removeProvider(db: Write, by: SignedIn, sealer: Sealer) {
  const provider = await findProvider(db, sealer)
  await unlinkSubjects(db)
  await deleteProvider(db)
  await note(db, { personId: by.personId, deed: 'provider-removed', subject: provider?.label ?? '' })
}

/**
 * Lets in whoever is a member already: by the account they are linked with, or the first time by their verified e-mail address. A town's
 * provider speaks for that town alone: whoever can do more than it could give them comes in by link or passkey.
 */
export async function signInByAccount(
  db: Write & InstanceWrite,
  account: OidcAccount,
  subjectHash: string,
  browsing: Browsing,
): Promise<{ personId: string; token: string } | { refusal: OidcRefusal }> {
  const found = await memberOf(db, account, subjectHash)
  if ('refusal' in found) return found
  const person = await findPerson(db, found.personId)
  if (!person || person.is_operator || (await townsOf(db as InstanceRead, person.id)).length > 1) return { refusal: 'beyond-this-town' }
  if (!found.isLinked && !(await linkSubject(db, person.id, subjectHash))) return { refusal: 'other-account' }
  return enter(db, person.id, 'oidc', browsing)
}

type Found = { personId: string; isLinked: boolean } | { refusal: OidcRefusal }

async function memberOf(db: Write, account: OidcAccount, subjectHash: string): Promise<Found> {
  const linked = await memberOfSubject(db, subjectHash)
  if (linked) return { personId: linked, isLinked: true }
  const email = readEmail(account.email ?? '')
  if (!email || !account.isEmailVerified) return { refusal: 'email-not-verified' }
  const person = await findPersonByEmail(db, email)
  return person && (await roleOf(db, person.id)) ? { personId: person.id, isLinked: false } : { refusal: 'not-a-member' }
}

/** One account as this municipality knows it: nothing of it can be read from the hash. */
export const subjectHashOf = (secret: Buffer, municipality: string, issuer: string, subject: string) =>
  createHmac('sha256', secret)
    .update(JSON.stringify(['staff subject', municipality, issuer, subject]))
    .digest('base64url')
