import { note, noteForInstance } from '#platform/audit'
import type { Database, Write } from '#platform/db'
import { type Municipality, putMunicipality } from '#platform/municipalities'
import type { Services } from '#platform/web'
import { addMember } from './member.store.ts'
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

/** Makes the first person and their municipality; undefined if the link no longer opens anything. */
export async function setUp(db: Write, token: string, officer: FirstOfficer, municipality: Municipality, browsing: Browsing) {
  const link = await takeLink(db, 'set-up', token, browsing.now)
  if (!link || (await isAnybodyHere(db))) return undefined
  const person = await addPerson(db, { ...officer, isOperator: true })
  await putMunicipality(db, municipality)
  await addMember(db, person.id, 'coordinator', browsing.now)
  await noteForInstance(db, { personId: person.id, deed: 'municipality-created', subject: municipality.slug })
  await note(db, { personId: person.id, deed: 'municipality-created', details: { name: municipality.name } })
  return enter(db, person.id, 'set-up', browsing)
}
