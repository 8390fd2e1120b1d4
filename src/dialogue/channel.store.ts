import { sql } from 'kysely'
import type { Read } from '#platform/db'
import type { ChannelPeople, ChannelTally } from './channel.results.ts'

/** People who have voted on statements that count, by channel and level. What of it may be shown is for the small-number rule to say. */
export const peopleByChannel = (db: Read, dialogue: string): Promise<ChannelPeople[]> =>
  db.rows(sql`
    select participant.channel, coalesce(voice.level, 'anonymous') as level, count(distinct vote.participant_id)::integer as people
    ${votesWithChannel(db, dialogue)}
    group by 1, 2`)

/** Answers to each statement that counts, by channel and level. */
export const talliesByChannel = (db: Read, dialogue: string): Promise<ChannelTally[]> =>
  db.rows(sql`
    select participant.channel, coalesce(voice.level, 'anonymous') as level, statement.number as statement,
      (count(*) filter (where vote.answer = 1))::integer as agree, (count(*) filter (where vote.answer = 0))::integer as pass,
      (count(*) filter (where vote.answer = -1))::integer as disagree
    ${votesWithChannel(db, dialogue)}
    group by 1, 2, 3`)

const votesWithChannel = (db: Read, dialogue: string) => sql`
    from vote
    join statement on statement.municipality_id = vote.municipality_id and statement.id = vote.statement_id and statement.state = 'approved'
    join participant on participant.municipality_id = vote.municipality_id and participant.id = vote.participant_id
    left join voice on voice.municipality_id = vote.municipality_id and voice.dialogue_id = vote.dialogue_id
      and voice.participant_id = vote.participant_id
    where vote.municipality_id = ${db.municipality} and vote.dialogue_id = ${dialogue}`
