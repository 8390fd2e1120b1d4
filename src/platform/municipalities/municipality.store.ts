import type { Generated, Selectable } from 'kysely'
import type { InstanceRead, InstanceWrite, Read, Write } from '#platform/db'
import type {} from '../people/tables.ts'
import type { Kind, Municipality, Settings, State } from './municipality.ts'

declare module '#platform/db' {
  interface InstanceTables {
    municipality: MunicipalityTable
  }
  interface TownTables {
    crest: { municipality_id: string; image: Buffer; media_type: 'image/png' | 'image/webp'; digest: string }
  }
}

export type MunicipalityTable = {
  id: string
  slug: string
  name: string
  kind: Kind
  state: State
  ags: string | null
  ars: string | null
  parent_district_ags: string | null
  languages: string[]
  colour: string
  contact_email: string | null
  imprint: Generated<string>
  responsible_person: Generated<string>
  privacy_notice: Generated<string>
  accessibility_statement: Generated<string>
  is_demo: Generated<boolean>
  crest_digest: Generated<string | null>
  fewest_to_show: Generated<number>
  created_at: Generated<Date>
  revised_at: Generated<Date>
}

export async function allMunicipalities(db: InstanceRead): Promise<Municipality[]> {
  const rows = await db.selectFrom('municipality').selectAll().orderBy('name').execute()
  return rows.map(fromRow)
}

export async function findMunicipality(db: InstanceRead, slug: string): Promise<Municipality | undefined> {
  const row = await db.selectFrom('municipality').selectAll().where('slug', '=', slug).executeTakeFirst()
  return row && fromRow(row)
}

/** False if the slug is taken; the transaction stays usable. */
export async function addMunicipality(db: InstanceWrite, municipality: Municipality): Promise<boolean> {
  const added = await db
    .insertInto('municipality')
    .values(toRow(municipality))
    .onConflict(same => same.column('slug').doNothing())
    .returning('id')
    .executeTakeFirst()
  return added !== undefined
}

export async function putMunicipality(db: InstanceWrite, municipality: Municipality) {
  const { id, ...values } = toRow(municipality)
  await db
    .insertInto('municipality')
    .values({ id, ...values })
    .onConflict(same => same.column('id').doUpdateSet({ ...values, revised_at: new Date() }))
    .execute()
}

export async function deleteMunicipality(db: InstanceWrite, id: string) {
  await db.deleteFrom('municipality').where('id', '=', id).execute()
}

/** The municipality of the handle, held until the transaction ends so that two changes cannot cross. */
export async function lockMunicipality(db: Write): Promise<Municipality> {
  const row = await db.selectFrom('municipality').selectAll().where('id', '=', db.municipality).forNoKeyUpdate().executeTakeFirstOrThrow()
  return fromRow(row)
}

export async function putSettings(db: Write, settings: Settings) {
  const row = toSettingsRow(settings)
  await db
    .updateTable('municipality')
    .set({ ...row, revised_at: new Date() })
    .where('id', '=', db.municipality)
    .execute()
}

/** Members of staff and open invitations. */
export async function countOfStaff(db: Read): Promise<number> {
  const ofTown = (table: 'membership' | 'invitation') =>
    db
      .selectFrom(table)
      .select(({ fn }) => fn.countAll<number>().as('number'))
      .where('municipality_id', '=', db.municipality)
      .executeTakeFirstOrThrow()
  return (await ofTown('membership')).number + (await ofTown('invitation')).number
}

export const findCrest = (db: Read) => db.selectFrom('crest').selectAll().where('municipality_id', '=', db.municipality).executeTakeFirst()

export async function putCrest(db: Write, crest: { image: Buffer; media_type: 'image/png' | 'image/webp'; digest: string }) {
  await db
    .insertInto('crest')
    .values({ municipality_id: db.municipality, ...crest })
    .onConflict(same => same.column('municipality_id').doUpdateSet(crest))
    .execute()
  await db.updateTable('municipality').set({ crest_digest: crest.digest }).where('id', '=', db.municipality).execute()
}

export async function deleteCrest(db: Write) {
  await db.deleteFrom('crest').where('municipality_id', '=', db.municipality).execute()
  await db.updateTable('municipality').set({ crest_digest: null }).where('id', '=', db.municipality).execute()
}

const fromRow = (row: Selectable<MunicipalityTable>): Municipality => ({
  id: row.id,
  slug: row.slug,
  name: row.name,
  kind: row.kind,
  state: row.state,
  ags: row.ags,
  ars: row.ars,
  parentDistrictAgs: row.parent_district_ags,
  languages: row.languages,
  colour: row.colour,
  contactEmail: row.contact_email,
  imprint: row.imprint,
  responsiblePerson: row.responsible_person,
  privacyNotice: row.privacy_notice,
  accessibilityStatement: row.accessibility_statement,
  isDemo: row.is_demo,
  crestDigest: row.crest_digest,
  fewestToShow: row.fewest_to_show,
})

const toRow = (municipality: Municipality) => ({
  ...toSettingsRow(municipality),
  id: municipality.id,
  slug: municipality.slug,
  is_demo: municipality.isDemo,
})

const toSettingsRow = (municipality: Settings) => ({
  name: municipality.name,
  kind: municipality.kind,
  state: municipality.state,
  ags: municipality.ags,
  ars: municipality.ars,
  parent_district_ags: municipality.parentDistrictAgs,
  languages: municipality.languages,
  colour: municipality.colour,
  contact_email: municipality.contactEmail,
  imprint: municipality.imprint,
  responsible_person: municipality.responsiblePerson,
  privacy_notice: municipality.privacyNotice,
  accessibility_statement: municipality.accessibilityStatement,
  fewest_to_show: municipality.fewestToShow,
})
