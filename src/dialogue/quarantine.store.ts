import { randomUUID } from 'node:crypto'
import { type Generated, type Selectable, sql } from 'kysely'
import type { Read, TownTables, Write } from '#platform/db'
import { waitForVotes } from './participant.store.ts'
import { hourOf, type Leaning, type Quarantine, type QuarantineState, type SetAside } from './quarantine.ts'
import { othersTurn } from './short-steps.ts'
import type { AnswerCode } from './vote.ts'

declare module '#platform/db' {
  interface TownTables {
    quarantine: {
      municipality_id: string
      id: string
      dialogue_id: string
      number: number
      state: Generated<QuarantineState>
      raised_at: Date
      decided_at: Generated<Date | null>
      pseudonyms: number
      networks: number
      equal_share: number
      usual_share: number | null
    }
    quarantine_member: { municipality_id: string; dialogue_id: string; participant_id: string; quarantine_id: string }
    quarantined_vote: {
      municipality_id: string
      dialogue_id: string
      participant_id: string
      statement_id: string
      answer: AnswerCode
      cast_on: string
    }
    /** A view on `vote` and `quarantined_vote`. */
    own_vote: TownTables['quarantined_vote']
  }
}

/** Alerts first, then the newest. */
export async function quarantinesIn(db: Read, dialogue: string): Promise<Quarantine[]> {
  const rows = await quarantines(db)
    .where('dialogue_id', '=', dialogue)
    .orderBy(sql`(state = 'alert')`, 'desc')
    .orderBy('number', 'desc')
    .execute()
  return rows.map(fromRow)
}

export async function findQuarantine(db: Read, dialogue: string, number: number): Promise<Quarantine | undefined> {
  const row = await quarantines(db).where('dialogue_id', '=', dialogue).where('number', '=', number).executeTakeFirst()
  return row && fromRow(row)
}

/** The same, and until this transaction ends nobody else decides about it. */
export async function lockQuarantine(db: Write, dialogue: string, number: number): Promise<Quarantine | undefined> {
  const row = await quarantines(db).where('dialogue_id', '=', dialogue).where('number', '=', number).forUpdate().executeTakeFirst()
  return row && fromRow(row)
}

export async function openAlerts(db: Read, dialogue: string): Promise<number> {
  const { count } = await db
    .selectFrom('quarantine')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('municipality_id', '=', db.municipality)
    .where('dialogue_id', '=', dialogue)
    .where('state', '=', 'alert')
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** Undefined while nothing is set aside. */
export async function setAsideIn(db: Read, dialogue: string): Promise<SetAside | undefined> {
  const { pseudonyms, since } = await db
    .selectFrom('quarantine')
    .select(({ fn }) => [fn.sum<string | null>('pseudonyms').as('pseudonyms'), fn.min('decided_at').as('since')])
    .where('municipality_id', '=', db.municipality)
    .where('dialogue_id', '=', dialogue)
    .where('state', '=', 'quarantined')
    .executeTakeFirstOrThrow()
  return since === null ? undefined : { pseudonyms: Number(pseudonyms), since }
}

/** Pseudonyms of a dialogue about whom there is an alert, or was: by quarantine. */
export async function membersIn(
  db: Read,
  dialogue: string,
): Promise<{ participant: string; quarantine: string; state: QuarantineState }[]> {
  return db
    .selectFrom('quarantine_member')
    .innerJoin('quarantine', join =>
      join
        .onRef('quarantine.municipality_id', '=', 'quarantine_member.municipality_id')
        .onRef('quarantine.id', '=', 'quarantine_member.quarantine_id'),
    )
    .select(['quarantine_member.participant_id as participant', 'quarantine.id as quarantine', 'quarantine.state'])
    .where('quarantine_member.municipality_id', '=', db.municipality)
    .where('quarantine_member.dialogue_id', '=', dialogue)
    .execute()
}

/** Statements on which the members answer most unlike everybody else, the clearest first; none where few answers stand behind it. */
export async function leaningsOf(db: Read, dialogue: string, id: string, fewest: number): Promise<Leaning[]> {
  return db.rows<Leaning>(sql`
    select number, text, language, theirs_agree::float8 / theirs as theirs, others_agree::float8 / others as others
    from (
      select statement.number, statement.text, statement.language,
        count(*) filter (where member.quarantine_id = ${id}) as theirs,
        count(*) filter (where member.quarantine_id = ${id} and vote.answer = 1) as theirs_agree,
        count(*) filter (where member.quarantine_id is null) as others,
        count(*) filter (where member.quarantine_id is null and vote.answer = 1) as others_agree
      from own_vote as vote
      join statement on statement.municipality_id = vote.municipality_id and statement.id = vote.statement_id and statement.state = 'approved'
      left join quarantine_member as member on member.municipality_id = vote.municipality_id
        and member.dialogue_id = vote.dialogue_id and member.participant_id = vote.participant_id
      where vote.municipality_id = ${db.municipality} and vote.dialogue_id = ${dialogue} and vote.answer <> 0
      group by statement.number, statement.text, statement.language
    ) as side
    where theirs >= ${fewest} and others >= ${fewest}
    order by abs(theirs_agree::float8 / theirs - others_agree::float8 / others) desc, number limit ${mostLeanings}`)
}

const mostLeanings = 5

export type NewAlert = Pick<Quarantine, 'networks' | 'equalShare' | 'usualShare'> & { participants: readonly string[] }

/** Raises an alert about pseudonyms about whom there is none yet. Some may have been forgotten meanwhile. */
export async function raiseAlert(db: Write, dialogue: string, { participants, networks, equalShare, usualShare }: NewAlert, now: Date) {
  const id = randomUUID()
  await db.rows(sql`
    insert into quarantine (municipality_id, id, dialogue_id, number, raised_at, pseudonyms, networks, equal_share, usual_share)
    select ${db.municipality}::uuid, ${id}::uuid, ${dialogue}::uuid,
      (select coalesce(max(number), 0) + 1 from quarantine where municipality_id = ${db.municipality} and dialogue_id = ${dialogue}),
      ${hourOf(now)}, ${participants.length}, ${networks}, ${equalShare}::float8, ${usualShare}::float8`)
  await addMembers(db, dialogue, id, participants)
}

/** More of the same have come while nobody has decided; false if somebody has. */
export async function growAlert(
  db: Write,
  dialogue: string,
  id: string,
  { participants, networks, equalShare, usualShare }: NewAlert,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('quarantine')
    .set({ networks, equal_share: equalShare, usual_share: usualShare })
    .where('municipality_id', '=', db.municipality)
    .where('id', '=', id)
    .where('state', '=', 'alert')
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return false
  await addMembers(db, dialogue, id, participants)
  await db
    .updateTable('quarantine')
    .set({ pseudonyms: (await participantsOf(db, id)).length })
    .where('municipality_id', '=', db.municipality)
    .where('id', '=', id)
    .execute()
  return true
}

async function addMembers(db: Write, dialogue: string, id: string, participants: readonly string[]) {
  for (const batch of batchesOf(participants)) {
    await othersTurn()
    await db.rows(sql`
      insert into quarantine_member (municipality_id, dialogue_id, participant_id, quarantine_id)
      select municipality_id, ${dialogue}, id, ${id} from participant
      where municipality_id = ${db.municipality} and id = any(${batch}::uuid[])
      on conflict do nothing`)
  }
}

export const putState = (db: Write, id: string, state: QuarantineState, now: Date) =>
  db.updateTable('quarantine').set({ state, decided_at: now }).where('municipality_id', '=', db.municipality).where('id', '=', id).execute()

/** Takes the members' votes out of those that count. */
export async function setVotesAside(db: Write, dialogue: string, id: string) {
  await waitForVotes(db)
  for (const participants of batchesOf(await participantsOf(db, id))) {
    await othersTurn()
    await setAside(db, dialogue, participants)
  }
}

/** Counts the members' votes again; where they have voted anew meanwhile, the newer vote stays. */
export async function giveVotesBack(db: Write, dialogue: string, id: string) {
  await waitForVotes(db)
  for (const participants of batchesOf(await participantsOf(db, id))) {
    await othersTurn()
    await db.rows(sql`
      with back as (
        delete from quarantined_vote
        where municipality_id = ${db.municipality} and dialogue_id = ${dialogue} and participant_id = any(${participants}::uuid[])
        returning municipality_id, dialogue_id, participant_id, statement_id, answer, cast_on
      )
      insert into vote (municipality_id, dialogue_id, participant_id, statement_id, answer, cast_on) select * from back
      on conflict (municipality_id, dialogue_id, participant_id, statement_id)
        do update set answer = excluded.answer, cast_on = excluded.cast_on where excluded.cast_on > vote.cast_on`)
  }
}

/**
 * Sets aside what was counted for members after all, and says how many votes that were: on a server, a batch of votes that began before
 * a quarantine and was counted after it does not know of it.
 */
export async function setStragglersAside(db: Write, dialogue: string): Promise<number> {
  const members = (await membersIn(db, dialogue)).filter(({ state }) => state === 'quarantined').map(({ participant }) => participant)
  let moved = 0
  for (const participants of batchesOf(members)) moved += await setAside(db, dialogue, participants)
  return moved
}

/** What still counts is newer than what was set aside before. */
async function setAside(db: Write, dialogue: string, participants: readonly string[]): Promise<number> {
  const moved = await db.rows(sql`
    with aside as (
      delete from vote
      where municipality_id = ${db.municipality} and dialogue_id = ${dialogue} and participant_id = any(${participants}::uuid[])
      returning municipality_id, dialogue_id, participant_id, statement_id, answer, cast_on
    )
    insert into quarantined_vote (municipality_id, dialogue_id, participant_id, statement_id, answer, cast_on) select * from aside
    on conflict (municipality_id, dialogue_id, participant_id, statement_id)
      do update set answer = excluded.answer, cast_on = excluded.cast_on
    returning 1`)
  return moved.length
}

async function participantsOf(db: Read, id: string): Promise<string[]> {
  const rows = await db
    .selectFrom('quarantine_member')
    .select('participant_id')
    .where('municipality_id', '=', db.municipality)
    .where('quarantine_id', '=', id)
    .orderBy('participant_id')
    .execute()
  return rows.map(row => row.participant_id)
}

/** Small enough that each statement takes the embedded database a few milliseconds only. */
const perStatement = 10
const batchesOf = (participants: readonly string[]) =>
  Array.from({ length: Math.ceil(participants.length / perStatement) }, (_, index) =>
    participants.slice(index * perStatement, (index + 1) * perStatement),
  )

const quarantines = (db: Read) => db.selectFrom('quarantine').selectAll().where('municipality_id', '=', db.municipality)

const fromRow = (row: Selectable<TownTables['quarantine']>): Quarantine => ({
  id: row.id,
  number: row.number,
  state: row.state,
  raisedAt: row.raised_at,
  decidedAt: row.decided_at,
  pseudonyms: row.pseudonyms,
  networks: row.networks,
  equalShare: row.equal_share,
  usualShare: row.usual_share,
})
