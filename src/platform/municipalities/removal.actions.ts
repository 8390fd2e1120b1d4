import { noteForInstance } from '#platform/audit'
import type { InstanceWrite } from '#platform/db'
import { deleteMunicipality } from './municipality.store.ts'
import type { Municipality } from './municipality.ts'

/** Removes an example town with everything in it. What a real town has gathered is never deleted this way. */
export async function removeDemo(db: InstanceWrite, town: Municipality, by: string | null = null): Promise<'not-a-demo' | undefined> {
  if (!town.isDemo) return 'not-a-demo'
  await deleteMunicipality(db, town.id)
  await noteForInstance(db, { personId: by, deed: 'example-removed', subject: town.slug })
}
