import { sql } from 'kysely'
import type { Read, Write } from '#platform/db'
import type { Channel } from './channel.ts'
import { dayOf } from './dialogue.ts'
import { turnBesideForgetting } from './participant.store.ts'
import type { Statement } from './statement.ts'
import type { AnswerCode } from './vote.ts'

/** `channel`: how a newcomer's votes come in; whoever has voted before keeps theirs. */
export type Ballot = { participant: string; channel: Channel; statement: string; answer: AnswerCode }

/** What somebody has answered, by statement. */
export type Answers = ReadonlyMap<string, AnswerCode>

/** `seen`: what the participant has answered, before and by this ballot; undefined where the ballot did not count. */
export type Counted = { ballot: Ballot; seen: Answers | undefined }

/**
 * Counts many ballots of one dialogue in one statement: one answer per participant and statement, a later one replaces the earlier.
 * A ballot counts only while the dialogue is open, its statement approved, and its voter at the level the dialogue asks for; what comes in on
 * paper or from a table is vouched for by whoever enters it. Ballots of those whose votes are set aside are put to these, and nobody is told.
 * The participant comes into being with the first ballot
 * that counts, in the same statement, so no newcomer can be late for their own vote. Every batch locks in the same order: two processes
 * never wait for each other in a circle.
 */
export async function putVotes(db: Write, dialogue: string, ballots: readonly Ballot[], now: Date): Promise<Counted[]> {
  const latest = new Map(ballots.map(ballot => [`${ballot.participant} ${ballot.statement}`, ballot]))
  const given = [...latest.values()]
  const rows = await db.rows<{ participant_id: string; answers: string | null; fresh: boolean }>(sql`
    with ballot as (
      select * from unnest(${given.map(b => b.participant)}::uuid[], ${given.map(b => b.statement)}::uuid[], ${given.map(b => b.answer)}::smallint[],
        ${given.map(b => b.channel)}::text[]) as given (participant_id, statement_id, answer, channel)
    ), entitled as ( -- a voice that is being taken away is waited for, and then counts no more
      select participant_id, level from voice
      where municipality_id = ${db.municipality} and dialogue_id = ${dialogue}
        and participant_id = any(${given.map(b => b.participant)}::uuid[])
      order by participant_id for key share
    ), valid as (
      select ${db.municipality}::uuid as municipality_id, statement.dialogue_id, ballot.participant_id, ballot.statement_id, ballot.answer,
        ${dayOf(now)}::date as cast_on, quarantine.id is not null as is_set_aside
      from ballot
      join statement on statement.municipality_id = ${db.municipality} and statement.dialogue_id = ${dialogue}
        and statement.id = ballot.statement_id and statement.state = 'approved'
      join dialogue on dialogue.municipality_id = ${db.municipality} and dialogue.id = ${dialogue} and dialogue.phase = 'open'
        and (dialogue.opens_at is null or dialogue.opens_at <= ${now}) and (dialogue.closes_at is null or ${now} < dialogue.closes_at)
      left join entitled on entitled.participant_id = ballot.participant_id and entitled.level = dialogue.level
      left join quarantine_member as member on member.municipality_id = ${db.municipality} and member.dialogue_id = ${dialogue}
        and member.participant_id = ballot.participant_id
      left join quarantine on quarantine.municipality_id = ${db.municipality} and quarantine.id = member.quarantine_id
        and quarantine.state = 'quarantined'
      cross join (select ${turnBesideForgetting(db)} as taken) as turn
      where dialogue.level = 'anonymous' or ballot.channel in ('paper', 'table') or entitled.participant_id is not null
      order by ballot.participant_id, ballot.statement_id
    ), included as (
      insert into vote (municipality_id, dialogue_id, participant_id, statement_id, answer, cast_on)
      select municipality_id, dialogue_id, participant_id, statement_id, answer, cast_on from valid where not is_set_aside
      on conflict (municipality_id, dialogue_id, participant_id, statement_id)
        do update set answer = excluded.answer, cast_on = excluded.cast_on
      returning participant_id, statement_id, answer
    ), set_aside as (
      insert into quarantined_vote (municipality_id, dialogue_id, participant_id, statement_id, answer, cast_on)
      select municipality_id, dialogue_id, participant_id, statement_id, answer, cast_on from valid where is_set_aside
      on conflict (municipality_id, dialogue_id, participant_id, statement_id)
        do update set answer = excluded.answer, cast_on = excluded.cast_on
      returning participant_id, statement_id, answer
    ), counted as (
      select * from included union all select * from set_aside
    ), newcomer as (
      insert into participant (municipality_id, id, first_seen, channel)
      select distinct on (participant_id) ${db.municipality}::uuid, participant_id, ${dayOf(now)}::date, ballot.channel
      from counted join ballot using (participant_id) order by participant_id
      on conflict do nothing
    )
    select participant_id, string_agg(statement_id || ' ' || answer, ',') as answers, true as fresh from counted group by participant_id
    union all
    select voter.participant_id, known.answers, false
    from (select distinct participant_id from ballot) as voter
    cross join lateral (
      select string_agg(statement_id || ' ' || answer, ',') as answers from (
        select statement_id, answer from own_vote
        where municipality_id = ${db.municipality} and dialogue_id = ${dialogue} and participant_id = voter.participant_id
        offset 0 -- else the planner, while it has no statistics, reads the whole dialogue
      ) as given
    ) as known
  `)
  const before = new Map(rows.filter(row => !row.fresh).map(row => [row.participant_id, readAnswers(row.answers)]))
  const fresh = new Map(rows.filter(row => row.fresh).map(row => [row.participant_id, readAnswers(row.answers)]))
  const seen = new Map([...fresh].map(([participant, answers]) => [participant, new Map([...(before.get(participant) ?? []), ...answers])]))
  return ballots.map(ballot => ({
    ballot,
    seen: fresh.get(ballot.participant)?.has(ballot.statement) ? seen.get(ballot.participant) : undefined,
  }))
}

/** One row per voter instead of one per vote: rows are what counting a vote spends most time on. */
function readAnswers(text: string | null): Map<string, AnswerCode> {
  const pairs = text ? text.split(',') : []
  return new Map(
    pairs.map(pair => {
      const [statement = '', answer] = pair.split(' ')
      return [statement, Number(answer) as AnswerCode]
    }),
  )
}

export async function seenBy(db: Read, dialogue: string, participant: string): Promise<Answers> {
  const rows = await ownVotes(db, dialogue, participant).select(['statement_id', 'answer']).execute()
  return new Map(rows.map(row => [row.statement_id, row.answer]))
}

export type OwnVote = Statement & { answer: AnswerCode }

export const votesOf = (db: Read, dialogue: string, participant: string): Promise<OwnVote[]> =>
  ownVotes(db, dialogue, participant)
    .innerJoin('statement', join =>
      join.onRef('statement.municipality_id', '=', 'own_vote.municipality_id').onRef('statement.id', '=', 'own_vote.statement_id'),
    )
    .select(['statement.id', 'statement.number', 'statement.text', 'statement.language', 'own_vote.answer'])
    .orderBy('statement.number')
    .execute()

export async function withdrawVote(db: Write, dialogue: string, participant: string, statement: string) {
  for (const table of ['vote', 'quarantined_vote'] as const)
    await db
      .deleteFrom(table)
      .where('municipality_id', '=', db.municipality)
      .where('dialogue_id', '=', dialogue)
      .where('participant_id', '=', participant)
      .where('statement_id', '=', statement)
      .execute()
}

const ownVotes = (db: Read, dialogue: string, participant: string) =>
  db
    .selectFrom('own_vote')
    .where('own_vote.municipality_id', '=', db.municipality)
    .where('own_vote.dialogue_id', '=', dialogue)
    .where('own_vote.participant_id', '=', participant)
