import { actorOf, noteForInstance } from '#platform/audit'
import type { InstanceWrite } from '#platform/db'
import type { SignedIn } from '#platform/web'
import { deletePerson, isLastOperator, townsLeftAlone } from './own-data.store.ts'
import type { ErasureRefusal } from './own-data.ts'

/** Erases one's own account, unless a town or the instance would be left with nobody to run it. */
export async function eraseOwnAccount(db: InstanceWrite, { personId, email }: SignedIn): Promise<ErasureRefusal | undefined> {
  const towns = await townsLeftAlone(db, personId)
  if (towns.length > 0) return { reason: 'last-coordinator', towns }
  if (await isLastOperator(db, personId)) return { reason: 'last-operator' }
  await deletePerson(db, { id: personId, email })
  await noteForInstance(db, { personId: null, deed: 'account-erased', subject: actorOf(personId) })
}
