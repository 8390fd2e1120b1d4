import { note } from '#platform/audit'
import type { Write } from '#platform/db'
import { notFound, type Role, type SignedIn } from '#platform/web'
import { findMember, lockedCoordinators, putRole, removeMember } from './member.store.ts'

export type MemberRefusal = 'last-coordinator'

export async function changeRole(db: Write, by: SignedIn, personId: string, role: Role): Promise<MemberRefusal | undefined> {
  const others = (await lockedCoordinators(db)).filter(id => id !== personId)
  const member = (await findMember(db, personId)) ?? notFound()
  if (member.role === role) return undefined
  if (member.role === 'coordinator' && others.length === 0) return 'last-coordinator'
  await putRole(db, personId, role)
  await note(db, { personId: by.personId, deed: 'member-role-changed', subject: personId, details: { from: member.role, to: role } })
}

export async function dismiss(db: Write, by: SignedIn, personId: string): Promise<MemberRefusal | undefined> {
  const others = (await lockedCoordinators(db)).filter(id => id !== personId)
  const member = (await findMember(db, personId)) ?? notFound()
  if (member.role === 'coordinator' && others.length === 0) return 'last-coordinator'
  await removeMember(db, personId)
  await note(db, { personId: by.personId, deed: 'member-removed', subject: personId, details: { role: member.role } })
}
