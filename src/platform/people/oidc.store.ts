import type { InstanceRead, Read, Write } from '#platform/db'
import type { OidcProvider } from './oidc.ts'
import type { Sealer } from './seal.ts'

type ProviderTable = {
  municipality_id: string
  label: string
  issuer: string
  client_id: string
  sealed_secret: string
  scopes: string
  subject_claim: string
  email_claim: string
  verified_claim: string
  for_staff: boolean
  for_participants: boolean
}
declare module '#platform/db' {
  interface InstanceTables {
    /** Of the instance too, for the one question across towns: which of them let staff in by a provider? */
    oidc_provider: ProviderTable
  }
  interface TownTables {
    oidc_provider: ProviderTable
    staff_subject: { municipality_id: string; person_id: string; subject_hash: string }
  }
}

/** The provider of this municipality; undefined where there is none, or where its secret was sealed by another instance. */
export async function findProvider(db: Read, sealer: Sealer): Promise<OidcProvider | undefined> {
  const row = await db.selectFrom('oidc_provider').selectAll().where('municipality_id', '=', db.municipality).executeTakeFirst()
  const clientSecret = sealer.open(row?.sealed_secret)
  return row && clientSecret !== undefined
    ? {
        label: row.label,
        issuer: row.issuer,
        clientId: row.client_id,
        clientSecret,
        scopes: row.scopes,
        subjectClaim: row.subject_claim,
        emailClaim: row.email_claim,
        verifiedClaim: row.verified_claim,
        forStaff: row.for_staff,
        forParticipants: row.for_participants,
      }
    : undefined
}

/** Who lets people in here, and whom: what may be told of a provider without its secret. */
export async function providerInUse(db: Read): Promise<{ host: string; forStaff: boolean; forParticipants: boolean } | undefined> {
  const row = await db
    .selectFrom('oidc_provider')
    .select(['issuer', 'for_staff', 'for_participants'])
    .where('municipality_id', '=', db.municipality)
    .executeTakeFirst()
  return row && { host: new URL(row.issuer).hostname, forStaff: row.for_staff, forParticipants: row.for_participants }
}

export async function putProvider(db: Write, provider: OidcProvider, sealer: Sealer) {
  const values = {
    label: provider.label,
    issuer: provider.issuer,
    client_id: provider.clientId,
    sealed_secret: sealer.seal(provider.clientSecret),
    scopes: provider.scopes,
    subject_claim: provider.subjectClaim,
    email_claim: provider.emailClaim,
    verified_claim: provider.verifiedClaim,
    for_staff: provider.forStaff,
    for_participants: provider.forParticipants,
  }
  await db
    .insertInto('oidc_provider')
    .values({ municipality_id: db.municipality, ...values })
    .onConflict(same => same.column('municipality_id').doUpdateSet(values))
    .execute()
}

export const deleteProvider = (db: Write) => db.deleteFrom('oidc_provider').where('municipality_id', '=', db.municipality).execute()

/** Whose staff may sign in by a provider, and what the provider is called. */
export const staffProviders = (db: InstanceRead, municipalities: readonly string[]) =>
  db
    .selectFrom('oidc_provider')
    .select(['municipality_id', 'label'])
    .where('municipality_id', 'in', municipalities)
    .where('for_staff', '=', true)
    .execute()

export const memberOfSubject = async (db: Read, subjectHash: string): Promise<string | undefined> =>
  (
    await db
      .selectFrom('staff_subject')
      .select('person_id')
      .where('municipality_id', '=', db.municipality)
      .where('subject_hash', '=', subjectHash)
      .executeTakeFirst()
  )?.person_id

/** Remembers whose account this is; false where the member is known by another one already. */
export async function linkSubject(db: Write, person: string, subjectHash: string): Promise<boolean> {
  const linked = await db
    .insertInto('staff_subject')
    .values({ municipality_id: db.municipality, person_id: person, subject_hash: subjectHash })
    .onConflict(known => known.doNothing())
    .returning('person_id')
    .executeTakeFirst()
  return linked !== undefined
}

export const unlinkSubjects = (db: Write) => db.deleteFrom('staff_subject').where('municipality_id', '=', db.municipality).execute()
