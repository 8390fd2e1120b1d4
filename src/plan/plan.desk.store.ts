import { sql } from 'kysely'
import type { Read } from '#platform/db'
import type { PlanFigures } from './plan.desk.ts'

// `not in` is hashed whatever the database knows of its tables; the embedded one keeps no statistics and would join row by row.

/** What there is of a plan, and what waits there for somebody, as of a day. */
export async function planFigures(db: Read, today: string): Promise<PlanFigures> {
  const town = db.municipality
  const [row] = await db.rows<PlanFigures>(sql`
    select
      (select count(*)::integer from department where municipality_id = ${town} and not is_closed) as departments,
      (select count(*)::integer from department where municipality_id = ${town} and not is_closed and mail = '') as "withoutMail",
      (select count(*)::integer from action_field where municipality_id = ${town}) as fields,
      (select count(*)::integer from target_group where municipality_id = ${town}) as groups,
      (select count(*)::integer from goal where municipality_id = ${town} and not is_dropped) as goals,
      (select count(*)::integer from goal where municipality_id = ${town} and not is_dropped
        and id not in (select goal_id from goal_sentence where municipality_id = ${town})) as "withoutSentence",
      (select count(*)::integer from goal where municipality_id = ${town} and not is_dropped and influence <> 'demands'
        and id not in (select goal_id from measure_goal where municipality_id = ${town}
          and measure_id not in (select id from measure where municipality_id = ${town} and status = 'dropped'))) as "withoutMeasure",
      (select count(*)::integer from measure where municipality_id = ${town}) as measures,
      (select count(*)::integer from measure
        where municipality_id = ${town} and status not in ('done', 'made-regular', 'dropped')
          and id not in (select measure_id from measure_department
            where municipality_id = ${town} and role = 'lead' and state <> 'refused'
            group by measure_id having count(*) = 1 and bool_and(state = 'accepted'))) as "leadsOpen",
      (select count(*)::integer from measure where municipality_id = ${town} and light = 'red'
        and status not in ('done', 'made-regular', 'dropped')) as "lightsRed",
      (select count(*)::integer from milestone where municipality_id = ${town} and due_on < ${today}::date and reached_on is null
        and measure_id not in (select id from measure where municipality_id = ${town} and status in ('done', 'made-regular', 'dropped')))
        as "milestonesOverdue",
      (select count(*)::integer from financing_source where municipality_id = ${town}) as sources,
      (select count(*)::integer from update_round where municipality_id = ${town} and closed_at is null and ends_on >= ${today}::date)
        as "roundsOpen",
      (select count(*)::integer from progress_report where municipality_id = ${town}) as reports`)
  return row!
}

/** How much of the plan is kept from the public one by one. */
export async function hiddenParts(db: Read): Promise<{ goals: number; measures: number }> {
  const [row] = await db.rows<{ goals: number; measures: number }>(sql`
    select
      (select count(*)::integer from goal where municipality_id = ${db.municipality} and not is_dropped and not is_public) as goals,
      (select count(*)::integer from measure where municipality_id = ${db.municipality} and not is_public) as measures`)
  return row!
}
