import { note } from '#platform/audit'
import type { InstanceWrite, Write } from '#platform/db'
import { type CreationRefusals, createMunicipality } from '#platform/municipalities'
import { type Inviting, sendInvitation } from './invitation.actions.ts'
import { type MunicipalityInput, typedFrom } from './new-municipality.ts'

/**
 * Brings a municipality onto the instance and invites its first coordinator; the operator does not become a member. Nothing is stored if
 * its address has been taken since it was judged.
 */
export async function addMunicipality(
  db: Write,
  by: Inviting,
  town: MunicipalityInput,
  coordinator: string,
): Promise<CreationRefusals | undefined> {
  const created = await createMunicipality(db as unknown as InstanceWrite, { ...typedFrom(town), id: db.municipality }, by.personId)
  if ('refusals' in created) return created.refusals
  await note(db, { personId: by.personId, deed: 'municipality-created', details: { name: created.municipality.name } })
  await sendInvitation(db, by, coordinator, 'coordinator')
}
