import type { Read, Write } from '#platform/db'
import type { Role } from '#platform/web'

export type Member = { id: string; name: string; email: string; role: Role; since: Date }

export const membersOf = (db: Read): Promise<Member[]> =>
  db
    .selectFrom('membership')
    .innerJoin('person', 'person.id', 'membership.person_id')
    .select(['person.id', 'person.name', 'person.email', 'membership.role', 'membership.since'])
    .where('membership.municipality_id', '=', db.municipality)
    .orderBy('person.name')
    .orderBy('person.id')
    .execute()

export const findMember = (db: Read, personId: string): Promise<Member | undefined> =>
  db
    .selectFrom('membership')
    .innerJoin('person', 'person.id', 'membership.person_id')
    .select(['person.id', 'person.name', 'person.email', 'membership.role', 'membership.since'])
    .where('membership.municipality_id', '=', db.municipality)
    .where('membership.person_id', '=', personId)
    .executeTakeFirst()

export async function roleOf(db: Read, personId: string): Promise<Role | undefined> {
  const row = await db
    .selectFrom('membership')
    .select('role')
    .where('municipality_id', '=', db.municipality)
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return row?.role
}

/** Locks the coordinators, so that two who step down at once cannot both be told that the other stays. */
export async function lockedCoordinators(db: Write): Promise<string[]> {
  const rows = await db
    .selectFrom('membership')
    .select('person_id')
    .where('municipality_id', '=', db.municipality)
    .where('role', '=', 'coordinator')
    .orderBy('person_id')
    .forUpdate()
    .execute()
  return rows.map(row => row.person_id)
}

/** Makes somebody a member; who is one already keeps their role. */
export const addMember = (db: Write, personId: string, role: Role, since: Date) =>
  db
    .insertInto('membership')
    .values({ municipality_id: db.municipality, person_id: personId, role, since })
    .onConflict(same => same.columns(['municipality_id', 'person_id']).doNothing())
    .execute()

export const putRole = (db: Write, personId: string, role: Role) =>
  db.updateTable('membership').set({ role }).where('municipality_id', '=', db.municipality).where('person_id', '=', personId).execute()

export const removeMember = (db: Write, personId: string) =>
  db.deleteFrom('membership').where('municipality_id', '=', db.municipality).where('person_id', '=', personId).execute()
