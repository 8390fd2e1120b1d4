import { noteForInstance } from '#platform/audit'
import type { InstanceWrite } from '#platform/db'
import type { SignedIn } from '#platform/web'
import { renamePerson } from './person.store.ts'
import { judgeName, type PersonRefusal } from './person.ts'
import { endOtherSessions, endSession } from './session.store.ts'

export async function changeOwnName(db: InstanceWrite, { personId }: SignedIn, name: string): Promise<PersonRefusal | undefined> {
  const refusal = judgeName(name)
  if (refusal) return refusal
  await renamePerson(db, personId, name)
  await noteForInstance(db, { personId, deed: 'name-changed' })
}

/** Revokes one of the person's sessions; false if they have no such. */
export async function endOwnSession(db: InstanceWrite, { personId }: SignedIn, session: string): Promise<boolean> {
  if (!(await endSession(db, personId, session))) return false
  await noteForInstance(db, { personId, deed: 'session-ended' })
  return true
}

export async function endAllOtherSessions(db: InstanceWrite, { personId, sessionId }: SignedIn) {
  const count = await endOtherSessions(db, personId, sessionId)
  await noteForInstance(db, { personId, deed: 'sessions-ended', details: { count } })
}
