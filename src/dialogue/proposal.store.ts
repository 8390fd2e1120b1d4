import { sql } from 'kysely'
import type { Read, Write } from '#platform/db'
import type { AppealState } from './appeal.ts'
import type { Channel } from './channel.ts'
import { dayOf } from './dialogue.ts'
import type { DecisionCause } from './moderation.store.ts'
import { isWaiting, statements } from './statement.store.ts'
import type { RejectionReason, Statement, StatementState } from './statement.ts'

/** A statement as its author sees it: what became of it, and why. */
export type OwnStatement = Statement & {
  state: StatementState
  reason: RejectionReason | null
  note: string
  /** the statement that says the same; `isApproved` while it can be voted on */
  mergedInto: { number: number; isApproved: boolean } | null
  /** the author's own words, where a typo has been mended since */
  original: string | null
  /** what became of the author's appeal, if there was one */
  appeal: AppealState | null
  appealAnswer: string | null
  /** why it stays although somebody reported it */
  keptBecause: string | null
  /** what led to the newest decision about it */
  cause: DecisionCause | null
}

/** Statements a participant added, the newest first. */
export async function ownStatements(db: Read, dialogue: string, participant: string): Promise<OwnStatement[]> {
  const rows = await statements(db, dialogue)
    .leftJoin('statement as target', join =>
      join.onRef('target.municipality_id', '=', 'statement.municipality_id').onRef('target.id', '=', 'statement.merged_into'),
    )
    .leftJoin('appeal', join =>
      join.onRef('appeal.municipality_id', '=', 'statement.municipality_id').onRef('appeal.statement_id', '=', 'statement.id'),
    )
    .select(eb => [
      'statement.id',
      'statement.number',
      'statement.text',
      'statement.language',
      'statement.state',
      'statement.rejection_reason as reason',
      'statement.rejection_note as note',
      'target.number as targetNumber',
      'target.state as targetState',
      eb
        .selectFrom('statement_edit')
        .select('before')
        .whereRef('statement_edit.municipality_id', '=', 'statement.municipality_id')
        .whereRef('statement_edit.statement_id', '=', 'statement.id')
        .orderBy('at')
        .limit(1)
        .as('original'),
      eb
        .selectFrom('report')
        .select('answer')
        .whereRef('report.municipality_id', '=', 'statement.municipality_id')
        .whereRef('report.statement_id', '=', 'statement.id')
        .where('report.state', '=', 'kept')
        .orderBy('decided_at', 'desc')
        .limit(1)
        .as('keptBecause'),
      eb
        .selectFrom('moderation_decision')
        .select('cause')
        .whereRef('moderation_decision.municipality_id', '=', 'statement.municipality_id')
        .whereRef('moderation_decision.statement_id', '=', 'statement.id')
        .orderBy('at', 'desc')
        .limit(1)
        .as('cause'),
      'appeal.state as appeal',
      'appeal.answer as appealAnswer',
    ])
    .where('statement.author_id', '=', participant)
    .orderBy('statement.number', 'desc')
    .execute()
  return rows.map(({ targetNumber, targetState, ...row }) => ({
    ...row,
    mergedInto: targetNumber === null ? null : { number: targetNumber, isApproved: targetState === 'approved' },
  }))
}

/** How many of a participant's statements nobody has looked at yet. */
export async function waitingOf(db: Read, dialogue: string, participant: string): Promise<number> {
  const { count } = await statements(db, dialogue)
    .select(sql<number>`count(*)`.as('count'))
    .where('author_id', '=', participant)
    .where(isWaiting)
    .executeTakeFirstOrThrow()
  return count
}

/** A pseudonym exists from its first vote or its first statement on. */
export const putParticipant = (db: Write, participant: string, channel: Channel, now: Date) =>
  db
    .insertInto('participant')
    .values({ municipality_id: db.municipality, id: participant, first_seen: dayOf(now), channel })
    .onConflict(known => known.doNothing())
    .execute()
