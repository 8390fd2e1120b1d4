import { note } from '#platform/audit'
import type { Database, InstanceWrite, Write } from '#platform/db'
import { createMunicipality, type Municipality } from '#platform/municipalities'
import type { Services } from '#platform/web'
import { addMember } from './member.store.ts'
import { type MunicipalityInput, typedFrom } from './new-municipality.ts'
import { paths } from './paths.ts'
import { addPerson, isAnybodyHere } from './person.store.ts'
import { type Browsing, enter } from './sign-in.actions.ts'
import { forgetLinks, isLinkOpen, putLink, takeLink } from './sign-in-link.store.ts'
import { after, newToken } from './token.ts'

const setUpHours = 24

/** A fresh one-time link for the first integration officer, while nobody is here yet; earlier ones become invalid. */
export async function setUpLink({ database, config, now }: Pick<Services, 'database' | 'config' | 'now'>): Promise<string | undefined> {
  const token = newToken()
  const isMade = await database.writingInstance(async db => {
    if (await isAnybodyHere(db)) return false
    await forgetLinks(db, 'set-up')
    await putLink(db, { token, purpose: 'set-up', personId: null, expiresAt: after(now(), { hours: setUpHours }), now: now() })
    return true
  })
  return isMade ? config.http.address + paths.setUp.to({ token }) : undefined
}

export const isSetUpOpen = (database: Database, token: string, now: Date) =>
  database.readingInstance(async db => (await isLinkOpen(db, 'set-up', token, now)) && !(await isAnybodyHere(db)))

type FirstOfficer = { name: string; email: string }
type SetUp = { entered: { personId: string; token: string }; municipality: Municipality } | undefined

/** Makes the first person and their municipality, in the transaction of the new town; undefined if the link is spent. */
export async function setUp(db: Write, token: string, officer: FirstOfficer, town: MunicipalityInput, browsing: Browsing): Promise<SetUp> {
  const instance = db as unknown as InstanceWrite
  const link = await takeLink(instance, 'set-up', token, browsing.now)
  if (!link || (await isAnybodyHere(instance))) return undefined
  const person = await addPerson(instance, { ...officer, isOperator: true })
  const created = await createMunicipality(instance, { ...typedFrom(town), id: db.municipality }, person.id)
  if ('refusals' in created) throw new Error('A municipality that was judged was refused') // only a race for its address can lead here
  await addMember(db, person.id, 'coordinator', browsing.now)
  await note(db, { personId: person.id, deed: 'municipality-created', details: { name: created.municipality.name } })
  return { entered: await enter(instance, person.id, 'set-up', browsing), municipality: created.municipality }
}
