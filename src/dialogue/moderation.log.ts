import type { RejectionReason } from './statement.ts'
import { fewestToShow } from './suppression.ts'

/** What the database counts of one month (YYYY-MM); a month without anything is missing. */
export type DecisionCount = {
  month: string
  verdict: 'approved' | 'rejected' | 'merged' | 'pending'
  reason: RejectionReason | null
  count: number
}
export type AppealCount = { month: string; state: 'open' | 'granted' | 'refused'; isSamePerson: boolean; count: number }
export type ReportCount = { month: string; state: 'open' | 'removed' | 'kept'; count: number }

/** A number of people that is not told because they are few; none at all exposes nobody. */
export type Small = number | 'few'

/** Appeals and reports stand in the month in which they came in, with what became of them until now. */
export type LogMonth = {
  month: string
  approved: number
  rejected: number
  merged: number
  reopened: number
  reasons: { reason: RejectionReason; count: number }[]
  appeals: { received: Small; granted: Small; refused: Small; samePerson: Small }
  reports: { received: Small; removed: Small; kept: Small }
}

/**
 * The months of the log, the latest first. Decisions are deeds of the town and counted exactly. Appeals and reports are deeds of single
 * people: where few of them came in, neither their number is told nor what became of them, and no totals from which it would follow.
 */
export function logOf(decisions: readonly DecisionCount[], appeals: readonly AppealCount[], reports: readonly ReportCount[]): LogMonth[] {
  const months = [...new Set([...decisions, ...appeals, ...reports].map(({ month }) => month))].sort().reverse()
  return months.map(month => {
    const decided = decisions.filter(count => count.month === month)
    const appealed = appeals.filter(count => count.month === month)
    const reported = reports.filter(count => count.month === month)
    const of = (verdict: DecisionCount['verdict']) => sum(decided.filter(count => count.verdict === verdict))
    return {
      month,
      approved: of('approved'),
      rejected: of('rejected'),
      merged: of('merged'),
      reopened: of('pending'),
      reasons: decided.flatMap(({ verdict, reason, count }) => (verdict === 'rejected' && reason ? [{ reason, count }] : [])),
      appeals: protectedTogether({
        received: sum(appealed),
        granted: sum(appealed.filter(({ state }) => state === 'granted')),
        refused: sum(appealed.filter(({ state }) => state === 'refused')),
        samePerson: sum(appealed.filter(({ isSamePerson }) => isSamePerson)),
      }),
      reports: protectedTogether({
        received: sum(reported),
        removed: sum(reported.filter(({ state }) => state === 'removed')),
        kept: sum(reported.filter(({ state }) => state === 'kept')),
      }),
    }
  })
}

function protectedTogether<Name extends string>(counts: Record<Name | 'received', number>): Record<Name | 'received', Small> {
  const isFew = counts.received > 0 && counts.received < fewestToShow
  return isFew ? (Object.fromEntries(Object.keys(counts).map(name => [name, 'few'])) as Record<Name | 'received', Small>) : counts
}

const sum = (counts: readonly { count: number }[]) => counts.reduce((total, { count }) => total + count, 0)
