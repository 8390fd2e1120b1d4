import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Database, Read, Write } from '#platform/db'
import { dayOf } from './dialogue.ts'
import { methodVersion } from './opinion-map.constants.ts'
import type { GroupIdentity } from './opinion-map.identity.ts'
import type { OpinionMap, PlaceModel, VoteList } from './opinion-map.ts'

/**
 * A stored map: what was computed, from how many votes, when, which statements (by number) its places mean, which label each group bears,
 * and the groups as they were on the last day before.
 */
export type MapSnapshot = {
  map: OpinionMap
  numbers: readonly number[]
  votes: number
  digest: string
  at: Date
  labels: readonly number[]
  earlier: GroupsOfDay | null
}

/** The groups as the last map of a day found them. */
export type GroupsOfDay = { day: string; participants: number; mapped: number; groups: { label: number; size: number }[] }

export async function findSnapshot(db: Read, dialogue: string): Promise<MapSnapshot | undefined> {
  const row = await snapshots(db, dialogue)
    .select(['map', 'statement_numbers', 'votes', 'votes_digest', 'computed_at', sql<number[]>`identity -> 'labels'`.as('labels')])
    .executeTakeFirst()
  return (
    row && {
      map: row.map as OpinionMap,
      numbers: row.statement_numbers,
      votes: row.votes,
      digest: row.votes_digest,
      at: row.computed_at,
      labels: row.labels,
      earlier: (await findDayBefore(db, dialogue, dayOf(row.computed_at))) ?? null,
    }
  )
}

/** What tells whether a stored map is another one, without reading it. */
export type MapStamp = Pick<MapSnapshot, 'votes' | 'digest' | 'at'>

export async function findStamp(db: Read, dialogue: string): Promise<MapStamp | undefined> {
  const row = await snapshots(db, dialogue).select(['votes', 'votes_digest', 'computed_at']).executeTakeFirst()
  return row && { votes: row.votes, digest: row.votes_digest, at: row.computed_at }
}

/** Maps of an earlier version of the method are computed again. */
export const isOfThisMethod = ({ digest }: MapStamp) => digest.startsWith(methodPrefix)

const methodPrefix = `${methodVersion}:`

export const digestOfSnapshot = async (db: Read, dialogue: string) => (await findStamp(db, dialogue))?.digest

/** Whose places the stored map knows, and what its groups are called. */
export async function findIdentity(db: Read, dialogue: string): Promise<{ participantIds: string[]; identity: GroupIdentity } | undefined> {
  const row = await snapshots(db, dialogue).select(['participant_ids', 'identity']).executeTakeFirst()
  return row && { participantIds: row.participant_ids, identity: row.identity as GroupIdentity }
}

/** What the stored map knows of one person, for them alone, and what it takes to place them. */
export type OwnOnMap = {
  numbers: readonly number[]
  mapped: number
  model: PlaceModel
  /** Id of the own group, and the chance of it; null for whoever came after the map or has answered too little. */
  group: number | null
  chance: number | null
}

export async function findOwnOnMap(db: Read, dialogue: string, participant: string): Promise<OwnOnMap | undefined> {
  const rows = await db.rows<OwnOnMap>(sql`
    select statement_numbers as numbers, (map -> 'counts' ->> 'mapped')::integer as mapped, map -> 'model' as model,
      (map -> 'assignments' ->> place)::integer as "group", (map -> 'certainties' ->> place)::float as chance
    from (
      select statement_numbers, map, array_position(participant_ids, ${participant}::uuid) - 1 as place
      from map_snapshot where municipality_id = ${db.municipality} and dialogue_id = ${dialogue}
    ) as stored`)
  return rows[0]
}

export type NewSnapshot = Pick<MapSnapshot, 'map' | 'numbers' | 'votes' | 'digest' | 'at'> & {
  participantIds: readonly string[]
  identity: GroupIdentity
}

/** Stores the map of a dialogue that still exists; the newest replaces the one before. */
export const putSnapshot = (db: Write, dialogue: string, { map, numbers, votes, digest, at, participantIds, identity }: NewSnapshot) =>
  db.rows(sql`
    insert into map_snapshot (municipality_id, dialogue_id, computed_at, votes, votes_digest, statement_numbers, map, participant_ids, identity)
    select municipality_id, id, ${at}, ${votes}, ${digest}, ${numbers}::integer[], ${JSON.stringify(map)}::jsonb,
      ${participantIds}::uuid[], ${JSON.stringify(identity)}::jsonb
    from dialogue where municipality_id = ${db.municipality} and id = ${dialogue}
    on conflict (municipality_id, dialogue_id) do update
      set computed_at = excluded.computed_at, votes = excluded.votes, votes_digest = excluded.votes_digest,
        statement_numbers = excluded.statement_numbers, map = excluded.map, participant_ids = excluded.participant_ids,
        identity = excluded.identity`)

/** The last map of a day is the one that counts. */
export const putDay = (db: Write, dialogue: string, { day, participants, mapped, groups }: GroupsOfDay) =>
  db.rows(sql`
    insert into map_day (municipality_id, dialogue_id, day, participants, mapped, groups)
    select municipality_id, id, ${day}::date, ${participants}, ${mapped}, ${JSON.stringify(groups)}::jsonb
    from dialogue where municipality_id = ${db.municipality} and id = ${dialogue}
    on conflict (municipality_id, dialogue_id, day) do update
      set participants = excluded.participants, mapped = excluded.mapped, groups = excluded.groups`)

async function findDayBefore(db: Read, dialogue: string, day: string): Promise<GroupsOfDay | undefined> {
  return db
    .selectFrom('map_day')
    .select(['day', 'participants', 'mapped', 'groups'])
    .where('municipality_id', '=', db.municipality)
    .where('dialogue_id', '=', dialogue)
    .where('day', '<', day)
    .orderBy('day', 'desc')
    .limit(1)
    .executeTakeFirst()
}

const snapshots = (db: Read, dialogue: string) =>
  db.selectFrom('map_snapshot').where('municipality_id', '=', db.municipality).where('dialogue_id', '=', dialogue)

/**
 * All votes on approved statements, read in short pages so that on the embedded database nobody's vote waits for them. Statements
 * are told by their number. The digest is the same exactly when the votes and the method are.
 */
export async function readVoteList(
  database: Database,
  municipality: string,
  dialogue: string,
): Promise<{ votes: VoteList; digest: string }> {
  const numbers = await database.reading(municipality, db => approvedNumbers(db, dialogue))
  const indexOf = new Map(numbers.map((number, index) => [number, index]))
  const digest = createHash('sha256').update(numbers.join(','))
  const participantIds: string[] = []
  const participant: number[] = []
  const statement: number[] = []
  const answer: number[] = []
  for (let after = firstId; ; ) {
    const page = await database.reading(municipality, db => ballotsAfter(db, dialogue, after))
    for (const { participant_id, numbers, answers } of page) {
      digest.update(`\n${participant_id} ${numbers} ${answers}`)
      const given = answers.split(',')
      numbers.split(',').forEach((number, i) => {
        const index = indexOf.get(Number(number))
        if (index === undefined) return
        participant.push(participantIds.length)
        statement.push(index)
        answer.push(Number(given[i]))
      })
      participantIds.push(participant_id)
    }
    if (page.length < participantsPerPage) break
    after = page.at(-1)?.participant_id ?? after
  }
  const votes = {
    participantIds,
    statementIds: numbers.map(String),
    participant: Uint32Array.from(participant),
    statement: Uint32Array.from(statement),
    answer: Int8Array.from(answer),
  }
  return { votes, digest: methodPrefix + digest.digest('hex') }
}

/** About 1,500 votes: a few milliseconds in which the embedded database can count no vote. */
const participantsPerPage = 75
const firstId = '00000000-0000-0000-0000-000000000000'

async function approvedNumbers(db: Read, dialogue: string): Promise<number[]> {
  const rows = await db
    .selectFrom('statement')
    .select('number')
    .where('municipality_id', '=', db.municipality)
    .where('dialogue_id', '=', dialogue)
    .where('state', '=', 'approved')
    .orderBy('number')
    .execute()
  return rows.map(row => row.number)
}

const ballotsAfter = (db: Read, dialogue: string, after: string) =>
  db.rows<{ participant_id: string; numbers: string; answers: string }>(sql`
    select vote.participant_id,
      string_agg(statement.number::text, ',' order by statement.number) as numbers,
      string_agg(vote.answer::text, ',' order by statement.number) as answers
    from vote join statement on statement.municipality_id = vote.municipality_id and statement.id = vote.statement_id
    where vote.municipality_id = ${db.municipality} and statement.municipality_id = ${db.municipality}
      and vote.dialogue_id = ${dialogue} and vote.participant_id > ${after} and statement.state = 'approved'
    group by vote.participant_id order by vote.participant_id limit ${participantsPerPage}`)
