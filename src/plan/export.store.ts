import type { Read } from '#platform/db'
import { balances } from './balance.store.ts'
import { departments } from './department.store.ts'
import type { Department } from './department.ts'
import { droppedGoals, goals } from './goal.store.ts'
import { linksDown } from './link.tables.store.ts'
import { milestones } from './measure.store.ts'
import { allotments, costs, financingSources, posts, spendings } from './money.store.ts'
import { describedMeasures, planNames } from './plan.described.store.ts'
import { planOf } from './plan.store.ts'
import { type PlanContents, planTables } from './plan.tables.ts'
import { publicTables } from './publication.tables.ts'
import type { PlanTable } from './table.ts'

/** Everything of the plan, for the desk. */
export const tablesAtDesk = async (db: Read): Promise<PlanTable[]> => planTables(await planContents(db))

/** What everybody may know of it; undefined while the town has not published its plan. */
export async function tablesForAll(db: Read): Promise<PlanTable[] | undefined> {
  const plan = await planOf(db)
  return plan.isPublished ? publicTables(plan, await planContents(db)) : undefined
}

async function planContents(db: Read): Promise<PlanContents & { heads: Department[] }> {
  const known = await departments(db)
  return {
    names: await planNames(db),
    measures: await describedMeasures(db),
    goals: [...(await goals(db)), ...(await droppedGoals(db))],
    departments: known.map(department => ({
      ...department,
      parent: known.find(({ id }) => id === department.parentId)?.name ?? '',
      contact: [department.headRole, department.headName].filter(Boolean).join(', '),
    })),
    heads: known,
    milestones: await milestones(db),
    balances: await balances(db),
    costs: await costs(db),
    sources: await financingSources(db),
    allotments: await allotments(db),
    spendings: await spendings(db),
    posts: await posts(db),
    links: await linksDown(db),
  }
}
