import type { Read } from '#platform/db'
import { departments } from './department.store.ts'
import { goals } from './goal.store.ts'
import type { Goal } from './goal.ts'
import { goalsOfMeasures, involvements, measures } from './measure.store.ts'
import { actionFields, planOf, targetGroups } from './plan.store.ts'
import type { ActionField, Plan, TargetGroup } from './plan.ts'
import {
  isPublicGoal,
  type PublicDepartment,
  type PublicInvolvement,
  type PublicMeasure,
  publicDepartment,
  publicInvolvements,
  publicMeasure,
} from './publication.ts'

/** The plan as everybody reads it. */
export type PublishedPlan = {
  plan: Plan
  fields: ActionField[]
  groups: TargetGroup[]
  departments: ReadonlyMap<string, PublicDepartment>
  goals: Goal[]
  measures: PublicMeasure[]
  /** by the measure's id */
  involved: ReadonlyMap<string, PublicInvolvement[]>
  /** goals a measure serves, by its id */
  serves: ReadonlyMap<string, Goal[]>
}

/** Undefined while the town has not published its plan. */
export async function publishedPlan(db: Read): Promise<PublishedPlan | undefined> {
  const plan = await planOf(db)
  if (!plan.isPublished) return undefined
  const published = (await measures(db)).filter(({ isPublic }) => isPublic)
  const shown = new Set(published.map(({ id }) => id))
  const told = (await goals(db)).filter(isPublicGoal)
  const goalBy = new Map(told.map(goal => [goal.id, goal]))
  const links = (await goalsOfMeasures(db)).filter(({ measureId }) => shown.has(measureId))
  return {
    plan,
    fields: await actionFields(db),
    groups: await targetGroups(db),
    departments: new Map((await departments(db)).map(department => [department.id, publicDepartment(plan, department)])),
    goals: told,
    measures: published.map(measure => publicMeasure(plan, measure)),
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
