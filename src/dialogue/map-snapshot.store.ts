import { sql } from 'kysely'
import type { Database, Read, Write } from '#platform/db'
import { dayOf } from './dialogue.ts'
import { methodVersion } from './opinion-map.constants.ts'
import type { Letters } from './opinion-map.identity.ts'
import type { BallotPage } from './opinion-map.reading.ts'
import type { MapOfAll, PlaceModel } from './opinion-map.ts'
import type { MapText } from './opinion-map.worker.ts'
import type { OpinionPicture } from './opinion-picture.ts'

/**
 * A stored map, as far as it tells of everybody: what was computed, from how many votes, when, which statements (by number) its places
 * mean, which label each group bears, and the groups as they were on the last day before.
 */
export type MapSnapshot = {
  map: MapOfAll
  numbers: readonly number[]
  votes: number
  digest: string
  at: Date
  labels: readonly number[]
  /** Undefined where too few people have a place on it. */
  picture: OpinionPicture | undefined
  earlier: GroupsOfDay | null
}

/** The groups as the last map of a day found them. */
export type GroupsOfDay = { day: string; participants: number; mapped: number; groups: { label: number; size: number }[] }

export async function findSnapshot(db: Read, dialogue: string): Promise<MapSnapshot | undefined> {
  const row = await snapshots(db, dialogue)
    .select(['map', 'statement_numbers', 'votes', 'votes_digest', 'computed_at', 'identity', 'picture'])
    .executeTakeFirst()
  return (
    row && {
      map: row.map,
      numbers: row.statement_numbers,
      votes: row.votes,
      digest: row.votes_digest,
      at: row.computed_at,
      labels: row.identity.labels,
      picture: row.picture ?? undefined,
      earlier: (await findDayBefore(db, dialogue, dayOf(row.computed_at))) ?? null,
    }
  )
}

/** What tells whether a stored map is another one, without reading it. */
export type MapStamp = Pick<MapSnapshot, 'votes' | 'digest' | 'at'> & { id: string }

export async function findStamp(db: Read, dialogue: string): Promise<MapStamp | undefined> {
  const row = await snapshots(db, dialogue).select(['map_id', 'votes', 'votes_digest', 'computed_at']).executeTakeFirst()
  return row && { id: row.map_id, votes: row.votes, digest: row.votes_digest, at: row.computed_at }
}

/** Maps of an earlier version of the method are computed again. */
export const isOfThisMethod = ({ digest }: MapStamp) => digest.startsWith(`${methodVersion}:`)

export const digestOfSnapshot = async (db: Read, dialogue: string) => (await findStamp(db, dialogue))?.digest

/** What the groups of the stored map are called, and by which id its people are found. */
export async function findLetters(db: Read, dialogue: string): Promise<{ map: string; letters: Letters } | undefined> {
  const row = await snapshots(db, dialogue).select(['map_id', 'identity']).executeTakeFirst()
  return row && { map: row.map_id, letters: row.identity }
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
      group_ids[place] as "group", chances[place] / 100.0::float as chance
    from map_snapshot
      left join map_people on map_people.municipality_id = map_snapshot.municipality_id
        and map_people.dialogue_id = map_snapshot.dialogue_id and map_people.map_id = map_snapshot.map_id
        and ${participant}::uuid between first_id and last_id
      left join lateral array_position(participant_ids, ${participant}::uuid) as place on true
    where map_snapshot.municipality_id = ${db.municipality} and map_snapshot.dialogue_id = ${dialogue}`)
  return rows[0]
}

/** A map as it is to be stored, once its people are. */
export type NewSnapshot = Omit<MapText, 'day' | 'routing'> & { id: string; numbers: readonly number[]; at: Date }

/** Publishes the map of a dialogue that still exists; the newest replaces the one before. */
export const putSnapshot = (db: Write, dialogue: string, { id, json, picture, numbers, votes, digest, at, letters }: NewSnapshot) =>
  db.rows(sql`
    insert into map_snapshot (municipality_id, dialogue_id, map_id, computed_at, votes, votes_digest, statement_numbers, map, picture, identity)
    select municipality_id, id, ${id}, ${at}, ${votes}, ${digest}, ${numbers}::integer[], ${json}::jsonb, ${picture}::jsonb,
      ${JSON.stringify(letters)}::jsonb
    from dialogue where municipality_id = ${db.municipality} and id = ${dialogue}
    on conflict (municipality_id, dialogue_id) do update
      set map_id = excluded.map_id, computed_at = excluded.computed_at, votes = excluded.votes, votes_digest = excluded.votes_digest,
        statement_numbers = excluded.statement_numbers, map = excluded.map, picture = excluded.picture, identity = excluded.identity`)

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

export async function approvedNumbers(db: Read, dialogue: string): Promise<number[]> {
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

/**
 * All votes on these statements, told by their place in the list, in short pages so that on the embedded database nobody's vote waits
 * for them. People come in the order of their ids, whoever has no such vote not at all.
 */
export async function* ballotPages(
  database: Database,
  municipality: string,
  dialogue: string,
  numbers: readonly number[],
): AsyncGenerator<BallotPage> {
  const placeOf = new Map(numbers.map((number, place) => [number, place]))
  for (let after = firstId; ; ) {
    const rows = await database.reading(municipality, db => ballotsAfter(db, dialogue, after))
    yield rows.map(row => ballotOf(row, placeOf)).filter(({ answers }) => answers.length > 0)
    if (rows.length < participantsPerPage) return
    after = rows.at(-1)?.participant_id ?? after
  }
}

/** What these participants now say; an empty ballot for whoever says nothing any more. */
export async function* ballotsOf(
  database: Database,
  municipality: string,
  dialogue: string,
  numbers: readonly number[],
  participants: readonly string[],
): AsyncGenerator<BallotPage> {
  const placeOf = new Map(numbers.map((number, place) => [number, place]))
  for (let from = 0; from < participants.length; from += participantsPerPage) {
    const asked = participants.slice(from, from + participantsPerPage)
    const rows = await database.reading(municipality, db => ballotsBy(db, dialogue, asked))
    const found = new Map(rows.map(row => [row.participant_id, ballotOf(row, placeOf)]))
    yield asked.map(participant => found.get(participant) ?? { participant, statements: new Uint32Array(), answers: new Int8Array() })
  }
}

/** About 1,500 votes: a few milliseconds in which the embedded database can count no vote. */
const participantsPerPage = 75
const firstId = '00000000-0000-0000-0000-000000000000'

type BallotRow = { participant_id: string; numbers: string; answers: string }

/** A vote on a statement that has been approved since the list was made is left out. */
function ballotOf({ participant_id, numbers, answers }: BallotRow, placeOf: Map<number, number>): BallotPage[number] {
  const given = answers.split(',')
  const known = numbers.split(',').flatMap((number, i) => {
    const place = placeOf.get(Number(number))
    return place === undefined ? [] : [[place, Number(given[i])] as const]
  })
  return {
    participant: participant_id,
    statements: Uint32Array.from(known, ([place]) => place),
    answers: Int8Array.from(known, ([, answer]) => answer),
  }
}

const ballotsAfter = (db: Read, dialogue: string, after: string) =>
  db.rows<BallotRow>(sql`
    ${ballots(db, dialogue)} and vote.participant_id > ${after}
    group by vote.participant_id order by vote.participant_id limit ${participantsPerPage}`)

const ballotsBy = (db: Read, dialogue: string, participants: readonly string[]) =>
  db.rows<BallotRow>(sql`
    ${ballots(db, dialogue)} and vote.participant_id = any(${participants}::uuid[])
    group by vote.participant_id`)

const ballots = (db: Read, dialogue: string) => sql`
    select vote.participant_id,
      string_agg(statement.number::text, ',' order by statement.number) as numbers,
      string_agg(vote.answer::text, ',' order by statement.number) as answers
    from vote join statement on statement.municipality_id = vote.municipality_id and statement.id = vote.statement_id
    where vote.municipality_id = ${db.municipality} and statement.municipality_id = ${db.municipality}
      and vote.dialogue_id = ${dialogue} and statement.state = 'approved'`
