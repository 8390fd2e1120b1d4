import type { Write } from '#platform/db'
import type { Role } from '#platform/web'
import { addMember, putRole } from '../../src/platform/people/member.store.ts'
import { addPerson, findPersonByEmail } from '../../src/platform/people/person.store.ts'
import { beginSession, findSession } from '../../src/platform/people/session.store.ts'

/** Somebody with this role in the town has signed in; the same address is the same person. Loads no page, so that a bench can use it. */
export async function beginStaffSession(
  db: Write,
  role: Role,
  { name, email, isOperator }: { name: string; email: string; isOperator: boolean },
  now: Date,
) {
  const person = (await findPersonByEmail(db, email)) ?? (await addPerson(db, { name, email, isOperator }))
  await addMember(db, person.id, role, now)
  await putRole(db, person.id, role)
  const token = await beginSession(db, person.id, 'Test', now)
  const session = await findSession(db as never, token, now)
  return { personId: person.id, token, sessionId: session?.id ?? '' }
}
