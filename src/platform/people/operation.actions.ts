import { note } from '#platform/audit'
import type { InstanceWrite, Write } from '#platform/db'
import { createMunicipality } from '#platform/municipalities'
import { type Inviting, sendInvitation } from './invitation.actions.ts'
import { type MunicipalityInput, typedFrom } from './new-municipality.ts'

/** Brings a municipality onto the instance and invites its first coordinator; the operator does not become a member. */
export async function addMunicipality(db: Write, by: Inviting, town: MunicipalityInput, coordinator: string) {
  const created = await createMunicipality(db as unknown as InstanceWrite, { ...typedFrom(town), id: db.municipality }, by.personId)
  if ('refusals' in created) throw new Error('A municipality that was judged was refused') // only a race for its address can lead here
  await note(db, { personId: by.personId, deed: 'municipality-created', details: { name: created.municipality.name } })
  await sendInvitation(db, by, coordinator, 'coordinator')
}
