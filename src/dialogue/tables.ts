import type { Generated } from 'kysely'
import type { TownTables } from '#platform/db'
import type { Channel } from './channel.ts'
import type { Moderation, Phase } from './dialogue.ts'
import type { Level } from './level.ts'
import type { Letters } from './opinion-map.identity.ts'
import type { MapOfAll } from './opinion-map.ts'
import type { OpinionPicture } from './opinion-picture.ts'
import type { EnteredFor, RejectionReason, StatementOrigin, StatementState } from './statement.ts'
import type { AnswerCode } from './vote.ts'

export type AllDialogueTables = Pick<
  TownTables,
  'dialogue' | 'participant' | 'statement' | 'statement_edit' | 'vote' | 'map_snapshot' | 'map_people' | 'map_day'
>

declare module '#platform/db' {
  interface TownTables {
    dialogue: {
      municipality_id: string
      id: string
      slug: string
      question: string
      description: string
      phase: Generated<Phase>
      opens_at: Date | null
      closes_at: Date | null
      residents_may_add: boolean
      moderation: Moderation
      statement_length: number
      languages: string[]
      licence: Generated<string>
      source_note: Generated<string>
      import_digest: string | null
      level: Generated<Level>
      created_at: Generated<Date>
      revised_at: Generated<Date>
    }
    participant: { municipality_id: string; id: string; first_seen: string; channel: Channel; is_severed: Generated<boolean> }
    statement: {
      municipality_id: string
      id: string
      dialogue_id: string
      number: number
      text: string
      language: string
      origin: StatementOrigin
      state: StatementState
      author_id: string | null
      rejection_reason: RejectionReason | null
      rejection_note: Generated<string>
      merged_into: string | null
      submitted_on: string
      decided_at: Date | null
      entered_for: EnteredFor | null
      entered_for_name: Generated<string>
    }
    statement_edit: {
      municipality_id: string
      id: string
      statement_id: string
      before: string
      after: string
      person_id: string | null
      at: Generated<Date>
    }
    vote: {
      municipality_id: string
      dialogue_id: string
      participant_id: string
      statement_id: string
      answer: AnswerCode
      cast_on: string
    }
    map_snapshot: {
      municipality_id: string
      dialogue_id: string
      computed_at: Date
      votes: number
      votes_digest: string
      statement_numbers: number[]
      map_id: string
      map: MapOfAll
      picture: OpinionPicture | null
      drawn_for: number
      identity: Letters
    }
    map_people: {
      municipality_id: string
      dialogue_id: string
      map_id: string
      first_id: string
      last_id: string
      participant_ids: string[]
      group_ids: (number | null)[]
      chances: (number | null)[]
      memberships: string[]
      written_at: Date
    }
    map_day: {
      municipality_id: string
      dialogue_id: string
      day: string
      participants: number
      mapped: number
      groups: { label: number; size: number }[]
    }
  }
}
