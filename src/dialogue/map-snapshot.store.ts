import { type RawBuilder, sql } from 'kysely'
import type { Database, Read, Write } from '#platform/db'
import type { Arrival } from './arrival.ts'
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
  /** Undefined where too few people have a place on it; every area is made by at least `drawnFor` people. */
  picture: OpinionPicture | undefined
  drawnFor: number
  earlier: GroupsOfDay | null
}

/** The groups as the last map of a day found them. */
export type GroupsOfDay = { day: string; participants: number; mapped: number; groups: { label: number; size: number }[] }

export async function findSnapshot(db: Read, dialogue: string): Promise<MapSnapshot | undefined> {
  const row = await snapshots(db, dialogue)
    .select(['map', 'statement_numbers', 'votes', 'votes_digest', 'computed_at', 'identity', 'picture', 'drawn_for'])
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
      drawnFor: row.drawn_for,
      earlier: (await findDayBefore(db, dialogue, dayOf(row.computed_at))) ?? null,
    }
  )
}

/** What tells whether a stored map is another one, without reading it. */
export type MapStamp = Pick<MapSnapshot, 'votes' | 'digest' | 'at' | 'drawnFor'> & { id: string }

export async function findStamp(db: Read, dialogue: string): Promise<MapStamp | undefined> {
  const row = await snapshots(db, dialogue).select(['map_id', 'votes', 'votes_digest', 'computed_at', 'drawn_for']).executeTakeFirst()
  return row && { id: row.map_id, votes: row.votes, digest: row.votes_digest, at: row.computed_at, drawnFor: row.drawn_for }
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
export type NewSnapshot = Omit<MapText, 'day' | 'routing'> & { id: string; numbers: readonly number[]; drawnFor: number; at: Date }

const utf8 = new TextDecoder()

/** Publishes the map of a dialogue that still exists; the newest replaces the one before. */
export const putSnapshot = (
  db: Write,
  dialogue: string,
  { id, json, picture, drawnFor, numbers, votes, digest, at, letters }: NewSnapshot,
) =>
  db.rows(sql`
    insert into map_snapshot (municipality_id, dialogue_id, map_id, computed_at, votes, votes_digest, statement_numbers, map, picture, drawn_for, identity)
    select municipality_id, id, ${id}, ${at}, ${votes}, ${digest}, ${numbers}::integer[], ${utf8.decode(json)}::json, ${picture}::jsonb, ${drawnFor}::integer,
      ${JSON.stringify(letters)}::jsonb
    from dialogue where municipality_id = ${db.municipality} and id = ${dialogue}
    on conflict (municipality_id, dialogue_id) do update
      set map_id = excluded.map_id, computed_at = excluded.computed_at, votes = excluded.votes, votes_digest = excluded.votes_digest,
        statement_numbers = excluded.statement_numbers, map = excluded.map, picture = excluded.picture,
        drawn_for = excluded.drawn_for, identity = excluded.identity`)

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

/** From how many people on the town shows a number. */
export async function fewestShown(db: Read): Promise<number> {
  const [town] = await db.rows<{ fewest: number }>(sql`select fewest_to_show as fewest from municipality where id = ${db.municipality}`)
  return town!.fewest
}

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
  let people = fewestPerPage
  for (let after = firstId; ; ) {
    const rows = await database.reading(municipality, db => ballotsAfter(db, dialogue, after, people))
    const page = rows.map(row => ballotOf(row, placeOf)).filter(({ answers }) => answers.length > 0)
    yield page
    if (rows.length < people) return
    after = rows.at(-1)?.participant_id ?? after
    people = peopleWith(votesPerPage, page)
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
  let people = fewestPerPage
  for (let from = 0; from < participants.length; ) {
    const asked = participants.slice(from, from + people)
    from += asked.length
    const rows = await database.reading(municipality, db => ballotsBy(db, dialogue, asked))
    const found = new Map(rows.map(row => [row.participant_id, ballotOf(row, placeOf)]))
    const page = asked.map(
      participant => found.get(participant) ?? { participant, statements: new Uint32Array(), answers: new Int8Array(), arrival: undefined },
    )
    yield page
    people = peopleWith(votesPerPage, page)
  }
}

/** A few milliseconds in which the embedded database can count no vote. */
const votesPerPage = 700
const fewestPerPage = 10
const mostPerPage = 100
const firstId = '00000000-0000-0000-0000-000000000000'

/** How many people have about so many votes, if they are like those of the last page. */
function peopleWith(votes: number, page: BallotPage): number {
  const found = page.reduce((sum, { answers }) => sum + answers.length, 0)
  return Math.min(mostPerPage, Math.max(fewestPerPage, Math.round((page.length * votes) / Math.max(1, found))))
}

/** `codes`: four times the number of the statement, and 0, 1 or 2 for disagree, pass and agree. */
type BallotRow = Arrival & { participant_id: string; codes: string }

/** A vote on a statement that has been approved since the list was made is left out. */
function ballotOf({ participant_id, codes, ...arrival }: BallotRow, placeOf: Map<number, number>): BallotPage[number] {
  const known = codes
    .split(',')
    .map(Number)
    .filter(code => placeOf.has(code >>> 2))
  return {
    participant: participant_id,
    statements: Uint32Array.from(known, code => placeOf.get(code >>> 2)!),
    answers: Int8Array.from(known, code => (code & 3) - 1),
    arrival: known.length === 0 ? undefined : arrival,
  }
}

const ballotsAfter = (db: Read, dialogue: string, after: string, people: number) =>
  ballots(db, dialogue, sql`vote.participant_id > ${after}`, sql`limit ${people}`)

const ballotsBy = (db: Read, dialogue: string, participants: readonly string[]) =>
  ballots(db, dialogue, sql`vote.participant_id = any(${participants}::uuid[])`, sql``)

/** How people came is looked up for those of the page alone: a plan that joins it to all votes would take long. */
const ballots = (db: Read, dialogue: string, whose: RawBuilder<unknown>, howMany: RawBuilder<unknown>) =>
  db.rows<BallotRow>(sql`
    select page.*, participant.channel, coalesce(voice.level, 'anonymous') as level
    from (
      select vote.participant_id, string_agg((4 * statement.number + vote.answer + 1)::text, ',') as codes, min(vote.cast_on)::text as day
      from vote join statement on statement.municipality_id = vote.municipality_id and statement.id = vote.statement_id
      where vote.municipality_id = ${db.municipality} and statement.municipality_id = ${db.municipality}
        and vote.dialogue_id = ${dialogue} and statement.state = 'approved' and ${whose}
      group by vote.participant_id order by vote.participant_id ${howMany}
    ) as page
    join participant on participant.municipality_id = ${db.municipality} and participant.id = page.participant_id
    left join voice on voice.municipality_id = ${db.municipality} and voice.dialogue_id = ${dialogue} and voice.participant_id = page.participant_id
    order by page.participant_id`)
