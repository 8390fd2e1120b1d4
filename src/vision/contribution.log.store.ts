import { sql } from 'kysely'
import { type AppealCount, type DecisionCount, type LogMonth, logOf, type ReportCount } from '#dialogue'
import type { Read } from '#platform/db'

/** The public log of what moderators have decided about contributions to a vision, by month in Germany. */
export async function contributionLog(db: Read, vision: string, fewest: number): Promise<LogMonth[]> {
  const decisions = await db.rows<DecisionCount>(sql`
    select to_char(decision.at at time zone 'Europe/Berlin', 'YYYY-MM') as month, decision.verdict, decision.reason, count(*)::integer as count
    from contribution_decision decision
    join contribution on contribution.municipality_id = decision.municipality_id and contribution.id = decision.contribution_id
    where decision.municipality_id = ${db.municipality} and contribution.vision_id = ${vision}
    group by 1, 2, 3 order by 3`)
  const appeals = await db.rows<AppealCount>(sql`
    select to_char(appeal.appealed_on, 'YYYY-MM') as month, appeal.state, appeal.is_same_person as "isSamePerson", count(*)::integer as count
    from contribution_appeal appeal
    join contribution on contribution.municipality_id = appeal.municipality_id and contribution.id = appeal.contribution_id
    where appeal.municipality_id = ${db.municipality} and contribution.vision_id = ${vision} group by 1, 2, 3`)
  const reports = await db.rows<ReportCount>(sql`
    select to_char(received_at at time zone 'Europe/Berlin', 'YYYY-MM') as month, state, count(*)::integer as count
    from contribution_report where municipality_id = ${db.municipality} and vision_id = ${vision} group by 1, 2`)
  return logOf(decisions, appeals, reports, fewest)
}
