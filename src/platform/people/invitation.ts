import type { Role } from '#platform/web'
import { isRole, judgeEmail, type PersonRefusal } from './person.ts'
import { newToken } from './token.ts'

export const invitationDays = 14

export type InvitationInput = { email: string; role: string }
export type InvitationRefusals = { email?: PersonRefusal | 'already-member'; role?: 'role-missing' }

export function judgeInvitation({ email, role }: InvitationInput): InvitationRefusals | undefined {
  const refusals: InvitationRefusals = {}
  const emailRefusal = judgeEmail(email)
  if (emailRefusal) refusals.email = emailRefusal
  if (!isRole(role)) refusals.role = 'role-missing'
  return Object.keys(refusals).length > 0 ? refusals : undefined
}

export type Invitation = { id: string; email: string; role: Role; expires_at: Date }

/** The token names its municipality, so that an invitation is only ever looked for within one town. */
export const newInvitationToken = (municipality: string) =>
  Buffer.from(municipality.replaceAll('-', ''), 'hex').toString('base64url') + newToken()

export function municipalityOf(token: string): string | undefined {
  const hex = /^[\w-]{65}$/.test(token) ? Buffer.from(token.slice(0, 22), 'base64url').toString('hex') : ''
  return hex.length === 32 ? hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-') : undefined
}
