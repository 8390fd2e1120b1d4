import type { Read } from '#platform/db'
import { departments } from './department.store.ts'
import { goals } from './goal.store.ts'
import { goalsOfMeasures, involvements, measures } from './measure.store.ts'
import { actionFields, planOf, targetGroups } from './plan.store.ts'
import type { Plan } from './plan.ts'
import { type PublishedPlan, publicDepartment, publicInvolvements, publicMeasure } from './publication.ts'

/** Undefined while the town has not published its plan. */
export async function publishedPlan(db: Read): Promise<PublishedPlan | undefined> {
  const plan = await planOf(db)
  return plan.isPublished ? planShown(db, plan, ({ isPublic }) => isPublic) : undefined
}

/** The plan as it would read if the town published all of it: what staff have on paper. */
export const wholePlan = async (db: Read): Promise<PublishedPlan> =>
  planShown(
    db,
    { ...(await planOf(db)), contacts: 'name', showsMoney: true, showsPosts: true, showsLights: true, showsObstacles: true },
    () => true,
  )

async function planShown(db: Read, plan: Plan, isShown: (part: { isPublic: boolean }) => boolean): Promise<PublishedPlan> {
  const told = (await measures(db)).filter(isShown)
  const shown = new Set(told.map(({ id }) => id))
  const wanted = (await goals(db)).filter(isShown)
  const goalBy = new Map(wanted.map(goal => [goal.id, goal]))
  const links = (await goalsOfMeasures(db)).filter(({ measureId }) => shown.has(measureId))
  return {
    plan,
    fields: await actionFields(db),
    groups: await targetGroups(db),
    departments: new Map((await departments(db)).map(department => [department.id, publicDepartment(plan, department)])),
    goals: wanted,
    measures: told.map(measure => publicMeasure(plan, measure)),
    involved: Map.groupBy(
      publicInvolvements(await involvements(db)).filter(({ measureId }) => shown.has(measureId)),
      ({ measureId }) => measureId,
    ),
    serves: new Map(
      [...Map.groupBy(links, ({ measureId }) => measureId)].map(([measure, served]) => [
        measure,
        served.flatMap(({ goalId }) => goalBy.get(goalId) ?? []).sort((a, b) => a.number - b.number),
      ]),
    ),
  }
}
