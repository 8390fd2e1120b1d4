import type { Read } from '#platform/db'
import { departments } from './department.store.ts'
import { droppedGoals, goals } from './goal.store.ts'
import { partners } from './involvement.store.ts'
import { type DescribedMeasure, fieldsOf, lexiconOf, type PlanNames } from './measure.cells.ts'
import { goalsOfMeasures, involvements, measures } from './measure.store.ts'
import { actionFields, targetGroups } from './plan.store.ts'

/** What a table names: fields, groups, departments and goals, those too that were dropped. */
export async function planNames(db: Read): Promise<PlanNames> {
  const known = [...(await goals(db)), ...(await droppedGoals(db))]
  return {
    fields: lexiconOf(await actionFields(db)),
    groups: lexiconOf(await targetGroups(db)),
    departments: lexiconOf(await departments(db)),
    goals: new Map(known.map(goal => [goal.id, goal])),
  }
}

/** All that a table says of each measure, by the measure's id, in the order of their numbers. */
export async function describedMeasures(db: Read): Promise<Map<string, DescribedMeasure>> {
  const involved = Map.groupBy(await involvements(db), ({ measureId }) => measureId)
  const served = Map.groupBy(await goalsOfMeasures(db), ({ measureId }) => measureId)
  const named = Map.groupBy(await partners(db), ({ measureId }) => measureId)
  return new Map(
    (await measures(db)).map(measure => {
      const roles = involved.get(measure.id) ?? []
      const described: DescribedMeasure = {
        number: measure.number,
        fields: fieldsOf(measure),
        goals: (served.get(measure.id) ?? []).map(({ goalId }) => goalId),
        leads: roles.flatMap(({ departmentId, state }) => (state === 'asked' || state === 'accepted' ? { departmentId, state } : [])),
        parts: roles.flatMap(({ departmentId, role }) => (role === 'part' ? departmentId : [])),
        partners: (named.get(measure.id) ?? []).map(({ name }) => name),
      }
      return [measure.id, described]
    }),
  )
}
