import { sql } from 'kysely'
import type { Database, Read, Write } from '#platform/db'
import type { KnownPeople, PeopleBlock } from './map-people.ts'

/** Writes a block of a map that is not published yet, if the dialogue still exists. */
export const putPeople = (db: Write, dialogue: string, map: { id: string; at: Date }, block: PeopleBlock) =>
  db.rows(sql`
    insert into map_people (municipality_id, dialogue_id, map_id, first_id, last_id, participant_ids, group_ids, chances, memberships, written_at)
    select municipality_id, id, ${map.id}::uuid, ${block.firstId}::uuid, ${block.lastId}::uuid, ${block.participantIds}::uuid[],
      ${block.groups}::smallint[], ${block.chances}::smallint[], ${block.memberships}::text[], ${map.at}
    from dialogue where municipality_id = ${db.municipality} and id = ${dialogue}`)

/** Those of a block who have been forgotten since its votes were read. Looked up one by one: a plan that reads all people would take long. */
export async function forgottenAmong(db: Read, { participantIds }: Pick<PeopleBlock, 'participantIds'>): Promise<string[]> {
  const rows = await db.rows<{ id: string }>(sql`
    select id from unnest(${participantIds}::uuid[]) as asked(id)
    where (select participant.id from participant where municipality_id = ${db.municipality} and participant.id = asked.id) is null`)
  return rows.map(({ id }) => id)
}

/** Somebody who is being forgotten is gone from all maps at once, those in the making too: their id, group, and where they stood. */
export const forgetOnMaps = (db: Write, participant: string) =>
  db.rows(sql`
    update map_people set participant_ids[place] = ${nobody}, group_ids[place] = null, chances[place] = null,
      memberships = array(select overlay(signs placing '-' from place for 1)
        from unnest(memberships) with ordinality as each(signs, age) order by age)
    from (
      select dialogue_id, map_id, first_id, array_position(participant_ids, ${participant}::uuid) as place
      from map_people
      where municipality_id = ${db.municipality} and first_id <= ${participant} and last_id >= ${participant}
    ) as found
    where map_people.municipality_id = ${db.municipality} and map_people.dialogue_id = found.dialogue_id
      and map_people.map_id = found.map_id and map_people.first_id = found.first_id and place is not null`)

const nobody = '00000000-0000-0000-0000-000000000000'

/**
 * The people of a stored map in the order of their ids, a few blocks at a time, so that nobody's vote waits long for them. Throws when
 * another process replaces the map meanwhile; then that one has refreshed it.
 */
export async function* peopleOfMap(database: Database, municipality: string, dialogue: string, map: string): AsyncGenerator<KnownPeople[]> {
  for (let after: string | undefined; ; ) {
    const blocks = await database.reading(municipality, db => blocksAfter(db, dialogue, map, after))
    if (blocks === undefined) throw new Error('The map was replaced while its people were read.')
    yield blocks
    if (blocks.length < blocksPerStep) return
    after = blocks.at(-1)!.firstId
  }
}

async function blocksAfter(db: Read, dialogue: string, map: string, after: string | undefined) {
  const rows = await db.rows<(KnownPeople & { firstId: string }) | { firstId: null }>(sql`
    select first_id as "firstId", participant_ids::text as "participantIds", memberships
    from map_snapshot left join map_people on map_people.municipality_id = map_snapshot.municipality_id
      and map_people.dialogue_id = map_snapshot.dialogue_id and map_people.map_id = map_snapshot.map_id
      and (${after ?? null}::uuid is null or first_id > ${after ?? null}::uuid)
    where map_snapshot.municipality_id = ${db.municipality} and map_snapshot.dialogue_id = ${dialogue} and map_snapshot.map_id = ${map}
    order by first_id limit ${blocksPerStep}`)
  return rows.length === 0 ? undefined : rows.filter(row => row.firstId !== null)
}

/** Removes some blocks of the map that was replaced, or of one that was never finished. False when there are no more. */
export async function removeSomePeople(db: Write, dialogue: string, replaced: string | undefined, unfinishedSince: Date): Promise<boolean> {
  const [outdated] = await db.rows<{ map: string; blocks: string[] }>(sql`
    select map_id as map, (array_agg(first_id order by first_id))[:${blocksPerStep}] as blocks
    from map_people
    where municipality_id = ${db.municipality} and dialogue_id = ${dialogue}
      and (map_id = ${replaced ?? null}::uuid or written_at < ${unfinishedSince})
      and map_id not in (
        select newest.map_id from map_snapshot as newest
        where newest.municipality_id = ${db.municipality} and newest.dialogue_id = ${dialogue})
    group by map_id limit 1`)
  if (!outdated) return false
  await db.rows(sql`
    delete from map_people where municipality_id = ${db.municipality} and dialogue_id = ${dialogue}
      and map_id = ${outdated.map} and first_id = any(${outdated.blocks}::uuid[])`)
  return true
}

/** About two thousand people: a few milliseconds. */
export const blocksPerStep = 8
