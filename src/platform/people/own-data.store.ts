import { ownEntries, ownInstanceEntries } from '#platform/audit'
import type { Database, InstanceRead, InstanceWrite, Read } from '#platform/db'
import type { Municipality } from '#platform/municipalities'
import type { OwnData } from './own-data.ts'

/** Asks the instance, and then one town after the other: no question goes across towns. */
export async function findOwnData(database: Database, towns: readonly Municipality[], personId: string): Promise<OwnData> {
  const own: OwnData = {
    ...(await database.readingInstance(db => ofInstance(db, personId))),
    towns: [],
    invitations: [],
    deeds: await database.readingInstance(async db => (await ownInstanceEntries(db, personId)).map(entry => ({ ...entry, where: null }))),
  }
  for (const { id, slug, name } of towns) {
    const { membership, invitations, entries } = await database.reading(id, db => ofTown(db, personId, own.account.email))
    if (membership) own.towns.push({ slug, name, ...membership })
    own.invitations.push(...invitations.map(invitation => ({ town: name, ...invitation })))
    own.deeds.push(...entries.map(entry => ({ ...entry, where: name })))
  }
  own.deeds.sort((a, b) => b.at.getTime() - a.at.getTime())
  return own
}

const ofInstance = async (db: InstanceRead, personId: string): Promise<Pick<OwnData, 'account' | 'sessions' | 'passkeys'>> => ({
  account: await db
    .selectFrom('person')
    .select(['id', 'email', 'name', 'is_operator as isOperator', 'created_at as createdAt'])
    .where('id', '=', personId)
    .executeTakeFirstOrThrow(),
  sessions: await db
    .selectFrom('session')
    .select(['device', 'created_at as createdAt', 'last_seen_at as lastSeenAt', 'expires_at as expiresAt'])
    .where('person_id', '=', personId)
    .orderBy('created_at')
    .execute(),
  passkeys: await db
    .selectFrom('passkey')
    .select(['name', 'created_at as createdAt', 'last_used_at as lastUsedAt'])
    .where('person_id', '=', personId)
    .orderBy('created_at')
    .execute(),
})

async function ofTown(db: Read, personId: string, email: string) {
  const membership = await db
    .selectFrom('membership')
    .select(['role', 'since'])
    .where('municipality_id', '=', db.municipality)
    .where('person_id', '=', personId)
    .executeTakeFirst()
  const subject = await db
    .selectFrom('staff_subject')
    .select('person_id')
    .where('municipality_id', '=', db.municipality)
    .where('person_id', '=', personId)
    .executeTakeFirst()
  const invitations = await db
    .selectFrom('invitation')
    .select(['email', 'role', 'created_at as createdAt'])
    .where('municipality_id', '=', db.municipality)
    .where(({ or, eb }) => or([eb('invited_by', '=', personId), eb('email', '=', email)]))
    .orderBy('created_at')
    .execute()
  return {
    membership: membership && { ...membership, isLinkedToProvider: subject !== undefined },
    invitations,
    entries: await ownEntries(db, personId),
  }
}

/** Towns that would be left without anybody to run them; who coordinates what is locked until this transaction ends. */
export async function townsLeftAlone(db: InstanceWrite, personId: string): Promise<string[]> {
  const coordinators = await db
    .selectFrom('membership')
    .innerJoin('municipality', 'municipality.id', 'membership.municipality_id')
    .select(['membership.municipality_id', 'membership.person_id', 'municipality.name'])
    .where('membership.role', '=', 'coordinator')
    .orderBy('membership.municipality_id')
    .orderBy('membership.person_id')
    .forUpdate('membership')
    .execute()
  const byTown = Map.groupBy(coordinators, ({ municipality_id }) => municipality_id)
  return [...byTown.values()]
    .filter(all => all.length === 1 && all[0]?.person_id === personId)
    .map(([alone]) => alone?.name ?? '')
    .sort()
}

/** Whether nobody else runs the instance; operators are locked until this transaction ends. */
export async function isLastOperator(db: InstanceWrite, personId: string): Promise<boolean> {
  const operators = await db.selectFrom('person').select('id').where('is_operator', '=', true).orderBy('id').forUpdate().execute()
  return operators.length === 1 && operators[0]?.id === personId
}

/** Deletes somebody and, with them, roles, sessions, passkeys and links; mails that wait for them too. Audit entries keep the hash alone. */
export async function deletePerson(db: InstanceWrite, { id, email }: { id: string; email: string }) {
  await db.deleteFrom('unsent_link').where('recipient', '=', email).execute()
  await db.deleteFrom('person').where('id', '=', id).execute()
}
