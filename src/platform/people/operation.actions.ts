import { note, noteForInstance } from '#platform/audit'
import type { InstanceWrite, Write } from '#platform/db'
import { type Municipality, putMunicipality } from '#platform/municipalities'
import { type Inviting, sendInvitation } from './invitation.actions.ts'

/** Brings a municipality onto the instance and invites its first coordinator; the operator does not become a member. */
export async function addMunicipality(db: Write, by: Inviting, municipality: Municipality, coordinator: string) {
  await putMunicipality(db as unknown as InstanceWrite, municipality)
  await noteForInstance(db as unknown as InstanceWrite, { personId: by.personId, deed: 'municipality-created', subject: municipality.slug })
  await note(db, { personId: by.personId, deed: 'municipality-created', details: { name: municipality.name } })
  await sendInvitation(db, by, coordinator, 'coordinator')
}
