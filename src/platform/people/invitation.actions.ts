import { note } from '#platform/audit'
import type { Read, Write } from '#platform/db'
import type { Translate } from '#platform/languages'
import { forgetUnsentLink, sendMail } from '#platform/mail'
import type { Role } from '#platform/web'
import { deleteInvitation, findOpenInvitation, linkWaitingFor, putInvitation, takeInvitation } from './invitation.store.ts'
import { type InvitationInput, type InvitationRefusals, invitationDays, judgeInvitation, newInvitationToken } from './invitation.ts'
import { addMember, roleOf } from './member.store.ts'
import { paths } from './paths.ts'
import { addPerson, findPersonByEmail } from './person.store.ts'
import { isRole, judgeName, type PersonRefusal, readEmail } from './person.ts'
import { type Browsing, enter } from './sign-in.actions.ts'
import { after, hashOf } from './token.ts'

/** Who invites into which town, and what the mail is written with. */
export type Inviting = { personId: string; name: string; town: string; address: string; t: Translate; now: Date }

export async function invite(db: Write, by: Inviting, input: InvitationInput): Promise<InvitationRefusals | undefined> {
  const refusals = judgeInvitation(input)
  const email = readEmail(input.email)
  if (refusals || !email || !isRole(input.role)) return refusals
  const person = await findPersonByEmail(db, email)
  if (person && (await roleOf(db, person.id))) return { email: 'already-member' }
  await sendInvitation(db, by, email, input.role)
}

export async function sendInvitation(db: Write, { personId, name, town, address, t, now }: Inviting, email: string, role: Role) {
  const replaced = await linkWaitingFor(db, email)
  if (replaced) await forgetUnsentLink(db, replaced)
  const token = newInvitationToken(db.municipality)
  const expiresAt = after(now, { days: invitationDays })
  await putInvitation(db, { email, role, token, invitedBy: personId, expiresAt, now })
  const url = address + paths.invitation.to({ token })
  await sendMail(db, {
    to: email,
    subject: t('mail.invitation.subject', { town }),
    text: t('mail.invitation.text', { name, town, role: t(`people.role.${role}`), url, days: invitationDays }),
    link: { id: hashOf(token), purpose: 'invitation', url, expiresAt },
  })
  await note(db, { personId, deed: 'member-invited', details: { role } })
}

/** Takes an invitation back; false if there is none. */
export async function revokeInvitation(db: Write, by: { personId: string }, id: string): Promise<boolean> {
  const revoked = await deleteInvitation(db, id)
  if (!revoked) return false
  await forgetUnsentLink(db, revoked.token_hash)
  await note(db, { personId: by.personId, deed: 'invitation-revoked', details: { role: revoked.role } })
  return true
}

/** Who is invited, and whether we know them already: then they need not tell their name. */
export async function findInvited(db: Read, token: string, now: Date) {
  const invitation = await findOpenInvitation(db, token, now)
  return invitation && { ...invitation, person: await findPersonByEmail(db, invitation.email) }
}

type Accepted = { entered: { personId: string; token: string } } | { refusal: PersonRefusal } | undefined

/** Makes the invited a member and signs them in: the link in their mailbox shows who they are. Undefined if it is spent. */
export async function acceptInvitation(db: Write, token: string, name: string, browsing: Browsing): Promise<Accepted> {
  const invited = await findInvited(db, token, browsing.now)
  if (!invited) return undefined
  const refusal = invited.person ? undefined : judgeName(name)
  if (refusal) return { refusal }
  const taken = await takeInvitation(db, token, browsing.now)
  if (!taken) return undefined
  const person = invited.person ?? (await addPerson(db, { email: taken.email, name }))
  await addMember(db, person.id, taken.role, browsing.now)
  await forgetUnsentLink(db, hashOf(token))
  await note(db, { personId: person.id, deed: 'invitation-accepted', details: { role: taken.role } })
  return { entered: await enter(db, person.id, 'invitation', browsing) }
}
