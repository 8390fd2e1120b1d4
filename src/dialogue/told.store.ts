import { sql } from 'kysely'
import type { Read, Write } from '#platform/db'
import { peopleByLevel, talliesByLevel } from './level.store.ts'
import type { OpinionMap } from './opinion-map.ts'
import { participationIn } from './results.store.ts'
import { type Told, tellable, toldAfter } from './told.ts'

declare module '#platform/db' {
  interface TownTables {
    told: { municipality_id: string; dialogue_id: string; content: unknown }
  }
}

export async function findTold(db: Read, dialogue: string): Promise<Told | undefined> {
  const row = await db
    .selectFrom('told')
    .select('content')
    .where('municipality_id', '=', db.municipality)
    .where('dialogue_id', '=', dialogue)
    .executeTakeFirst()
  return row?.content as Told | undefined
}

/** Brings what is told up to the map that has just been stored, as far as a step allows. To be called in the map's own transaction. */
export async function putTold(db: Write, dialogue: string) {
  const [stored] = await db.rows<StoredFigures>(sql`
    select statement_numbers as numbers, identity -> 'labels' as labels, municipality.fewest_to_show as fewest,
      jsonb_build_object('k', map -> 'k', 'counts', map -> 'counts', 'groups', map -> 'groups', 'statements', map -> 'statements') as map
    from map_snapshot join municipality on municipality.id = municipality_id
    where municipality_id = ${db.municipality} and dialogue_id = ${dialogue}`)
  if (!stored || stored.map.counts.participants < stored.fewest) return
  const now = tellable(stored, {
    participation: await participationIn(db, dialogue),
    levels: { people: await peopleByLevel(db, dialogue), tallies: await talliesByLevel(db, dialogue) },
  })
  const before = await findTold(db, dialogue)
  const content = JSON.stringify(before ? toldAfter(before, now, stored.fewest) : now)
  await db
    .insertInto('told')
    .values({ municipality_id: db.municipality, dialogue_id: dialogue, content })
    .onConflict(same => same.columns(['municipality_id', 'dialogue_id']).doUpdateSet({ content }))
    .execute()
}

type StoredFigures = {
  numbers: number[]
  labels: number[]
  fewest: number
  map: Pick<OpinionMap, 'k' | 'counts' | 'groups' | 'statements'>
}
