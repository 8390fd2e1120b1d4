import { sql } from 'kysely'
import type { Read } from '#platform/db'
import { type AppealCount, type DecisionCount, logOf, type ReportCount } from './moderation.log.ts'
import { type ModerationPolicy, publishableReasons, reasonCodes } from './moderation.policy.ts'
import type { RejectionReason, Statement } from './statement.ts'

/** The public log of a dialogue, by month in Germany. */
export async function logIn(db: Read, dialogue: string) {
  const decisions = await db.rows<DecisionCount>(sql`
    select to_char(at at time zone 'Europe/Berlin', 'YYYY-MM') as month, verdict, reason, count(*) as count
    from moderation_decision where municipality_id = ${db.municipality} and dialogue_id = ${dialogue}
    group by 1, 2, 3`)
  const appeals = await db.rows<AppealCount>(sql`
    select to_char(appealed_on, 'YYYY-MM') as month, state, is_same_person as "isSamePerson", count(*) as count
    from appeal where municipality_id = ${db.municipality} and dialogue_id = ${dialogue} group by 1, 2, 3`)
  const reports = await db.rows<ReportCount>(sql`
    select to_char(received_at at time zone 'Europe/Berlin', 'YYYY-MM') as month, state, count(*) as count
    from report where municipality_id = ${db.municipality} and dialogue_id = ${dialogue} group by 1, 2`)
  return logOf(decisions.sort(byCode), appeals, reports)
}

const byCode = (one: DecisionCount, other: DecisionCount) => codeOf(one).localeCompare(codeOf(other))
const codeOf = ({ reason }: DecisionCount) => (reason ? reasonCodes[reason] : '')

export type RejectedText = Pick<Statement, 'number' | 'text' | 'language'> & { reason: RejectionReason }

/** Texts everybody may read although they were rejected: none unless the policy says so, and never those that hurt or expose somebody. */
export async function rejectedTexts(db: Read, dialogue: string, { rejectedTextsSince }: ModerationPolicy): Promise<RejectedText[]> {
  if (rejectedTextsSince === null) return []
  return db.rows(sql`
    select number, text, language, rejection_reason as reason from statement
    where municipality_id = ${db.municipality} and dialogue_id = ${dialogue} and state = 'rejected'
      and rejection_reason = any(${[...publishableReasons]}::text[]) and decided_at >= ${rejectedTextsSince}
    order by decided_at desc limit ${mostTexts}`)
}

const mostTexts = 200
