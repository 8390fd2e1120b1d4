import { randomUUID } from 'node:crypto'
import type { InstanceRead, InstanceWrite, Read, Write } from '#platform/db'
import type { Role } from '#platform/web'

export type Person = { id: string; email: string; name: string; is_operator: boolean }

const columns = ['person.id', 'person.email', 'person.name', 'person.is_operator'] as const

export const findPersonByEmail = (db: InstanceRead | Read, email: string): Promise<Person | undefined> =>
  (db as InstanceRead).selectFrom('person').select(columns).where('email', '=', email).executeTakeFirst()

export const findPerson = (db: InstanceRead | Read, id: string): Promise<Person | undefined> =>
  (db as InstanceRead).selectFrom('person').select(columns).where('id', '=', id).executeTakeFirst()

export const isAnybodyHere = async (db: InstanceRead | Read) =>
  (await (db as InstanceRead).selectFrom('person').select('id').limit(1).executeTakeFirst()) !== undefined

/** Adds a person, unless somebody with this address has just come by another way: then it is they. */
export async function addPerson(
  db: InstanceWrite | Write,
  { email, name, isOperator = false }: { email: string; name: string; isOperator?: boolean },
) {
  const person: Person = { id: randomUUID(), email, name, is_operator: isOperator }
  const added = await (db as InstanceWrite)
    .insertInto('person')
    .values(person)
    .onConflict(same => same.column('email').doNothing())
    .returning('id')
    .executeTakeFirst()
  return added ? person : ((await findPersonByEmail(db, email)) as Person)
}

export const renamePerson = (db: InstanceWrite, id: string, name: string) =>
  db.updateTable('person').set({ name }).where('id', '=', id).execute()

export type TownOfPerson = { slug: string; name: string; role: Role }

/** The towns a person works for; the one question that goes across towns. */
export const townsOf = (db: InstanceRead, personId: string): Promise<TownOfPerson[]> =>
  db
    .selectFrom('membership')
    .innerJoin('municipality', 'municipality.id', 'membership.municipality_id')
    .select(['municipality.slug', 'municipality.name', 'membership.role'])
    .where('membership.person_id', '=', personId)
    .orderBy('municipality.name')
    .execute()

/** Forgets persons who work for no town, do not run the instance and have no session: they were members once. */
export async function forgetIdlePersons(db: InstanceWrite, before: Date): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('person')
    .where('is_operator', '=', false)
    .where('created_at', '<', before)
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('membership').select('municipality_id').whereRef('membership.person_id', '=', 'person.id'))),
    )
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('session').select('person_id').whereRef('session.person_id', '=', 'person.id'))),
    )
    .executeTakeFirst()
  return Number(numDeletedRows)
}
