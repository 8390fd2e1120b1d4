import type { Read } from '#platform/db'

/** What the stored map says of each person on it: their group, and how many percent sure that is. Who has been forgotten is not told. */
export async function peopleOnMap(db: Read, dialogue: string): Promise<Map<string, { group: number | null; chance: number | null }>> {
  const blocks = await db
    .selectFrom('map_people')
    .innerJoin('map_snapshot', join =>
      join.onRef('map_snapshot.municipality_id', '=', 'map_people.municipality_id').onRef('map_snapshot.map_id', '=', 'map_people.map_id'),
    )
    .select(['participant_ids', 'group_ids', 'chances'])
    .where('map_people.municipality_id', '=', db.municipality)
    .where('map_people.dialogue_id', '=', dialogue)
    .orderBy('first_id')
    .execute()
  const people = blocks.flatMap(({ participant_ids, group_ids, chances }) =>
    participant_ids.map((id, place) => [id, { group: group_ids[place]!, chance: chances[place]! }] as const),
  )
  return new Map(people.filter(([id]) => id !== '00000000-0000-0000-0000-000000000000'))
}
