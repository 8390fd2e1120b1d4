import { sql } from 'kysely'
import type { Read, Write } from '#platform/db'
import type { ArrivalFigures } from './arrival.ts'
import type { Phase } from './dialogue.ts'
import type { OpinionMap } from './opinion-map.ts'
import { votesOnApproved } from './results.store.ts'
import { isTheEnd, type Told, tellable, toldAfter } from './told.ts'

declare module '#platform/db' {
  interface TownTables {
    told: { municipality_id: string; dialogue_id: string; content: unknown }
  }
}

export async function findTold(db: Read, dialogue: string): Promise<(Told & { phase: Phase }) | undefined> {
  const row = await db
    .selectFrom('told')
    .select('content')
    .where('municipality_id', '=', db.municipality)
    .where('dialogue_id', '=', dialogue)
    .executeTakeFirst()
  return row?.content as (Told & { phase: Phase }) | undefined
}

/** People and votes, as they are told; null while they are too few. */
export async function toldFigures(db: Read, dialogue: string): Promise<{ participants: number; votes: number } | null> {
  const [row] = await db.rows<{ participants: number; votes: number }>(sql`
    select (content -> 'people' ->> 'participants')::integer as participants, (
      select coalesce(sum(votes.value::integer), 0)::integer
      from jsonb_array_elements(content -> 'statements') as statement, jsonb_each_text(statement -> 'result' -> 'tally') as votes
    ) as votes
    from told where municipality_id = ${db.municipality} and dialogue_id = ${dialogue}`)
  return row ?? null
}

/** Brings what is told up to the map that has just been stored, as far as a step allows. To be called in the map's own transaction. */
export async function putTold(db: Write, dialogue: string, arrivals: ArrivalFigures) {
  const [stored] = await db.rows<StoredFigures>(sql`
    select statement_numbers as numbers, identity -> 'labels' as labels, municipality.fewest_to_show as fewest, phase,
      jsonb_build_object('k', map -> 'k', 'counts', map -> 'counts', 'groups', map -> 'groups', 'statements', map -> 'statements') as map
    from map_snapshot join municipality on municipality.id = municipality_id
    join dialogue on dialogue.municipality_id = map_snapshot.municipality_id and dialogue.id = dialogue_id
    where map_snapshot.municipality_id = ${db.municipality} and dialogue_id = ${dialogue}`)
  if (!stored || stored.map.counts.participants < stored.fewest) return
  const now = tellable(stored, arrivals)
  const before = await findTold(db, dialogue)
  const isAllTold = !before || isTheEnd(before.phase, stored.phase)
  const told = isAllTold ? now : toldAfter(before, now, stored.fewest)
  // A map whose votes were read before the end may be stored after it: the end is told once more, when the map of all votes is there.
  const isComplete = async () => stored.map.counts.votes === (await votesOnApproved(db, dialogue))
  const phase = isAllTold && before && !(await isComplete()) ? before.phase : stored.phase
  const content = JSON.stringify({ ...told, phase })
  await db
    .insertInto('told')
    .values({ municipality_id: db.municipality, dialogue_id: dialogue, content })
    .onConflict(same => same.columns(['municipality_id', 'dialogue_id']).doUpdateSet({ content }))
    .execute()
}

/** Whether a dialogue is over of which not all is told yet. */
export async function isEndUntold(db: Read, dialogue: string): Promise<boolean> {
  const [row] = await db.rows<{ before: Phase; now: Phase }>(sql`
    select content ->> 'phase' as before, phase as now from told
    join dialogue on dialogue.municipality_id = told.municipality_id and dialogue.id = dialogue_id
    where told.municipality_id = ${db.municipality} and dialogue_id = ${dialogue}`)
  return row !== undefined && isTheEnd(row.before, row.now)
}

type StoredFigures = {
  phase: Phase
  numbers: number[]
  labels: number[]
  fewest: number
  map: Pick<OpinionMap, 'k' | 'counts' | 'groups' | 'statements'>
}
