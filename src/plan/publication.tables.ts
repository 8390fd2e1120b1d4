import type { Department } from './department.ts'
import type { DescribedMeasure } from './measure.cells.ts'
import { type PlanContents, planTables, without } from './plan.tables.ts'
import type { Plan } from './plan.ts'
import { isPublicGoal, publicDepartment } from './publication.ts'
import type { PlanTable } from './table.ts'

/** What everybody may know of the plan: what the town has not published is gone, not hidden. */
export function publicTables(plan: Plan, all: PlanContents & { heads: readonly Department[] }): PlanTable[] {
  const goals = all.goals.filter(isPublicGoal)
  const told = new Set(goals.map(({ id }) => id))
  const measures = new Map(
    [...all.measures].filter(([, { fields }]) => fields.isPublic).map(([id, measure]) => [id, publicly(measure, told)] as const),
  )
  const involved = new Set(
    [...measures.values()].flatMap(({ leads, parts }) => [...leads.map(({ departmentId }) => departmentId), ...parts]),
  )
  const departments = all.heads
    .filter(({ id }) => involved.has(id))
    .map(department => ({ ...publicDepartment(plan, department), parent: '', mail: '', isClosed: department.isClosed }))
  return planTables({ ...all, measures, goals, departments })
    .filter(({ key }) => isShown(plan, key))
    .map(table => without(table, withheld(plan, table.key)))
}

/** Who leads is told once it was accepted, and goals once they are public. */
const publicly = (measure: DescribedMeasure, goals: ReadonlySet<string>): DescribedMeasure => ({
  ...measure,
  goals: measure.goals.filter(id => goals.has(id)),
  leads: measure.leads.filter(({ state }) => state === 'accepted'),
})

const moneyTables = ['balances', 'costs', 'allotments']
/** All there is of a source, for what each euro went, and words that were perhaps never published, are for the desk. */
const deskTables = ['sources', 'spendings', 'links']

const isShown = ({ showsMoney, showsPosts }: Plan, table: string) =>
  !deskTables.includes(table) && (showsMoney || !moneyTables.includes(table)) && (showsPosts || table !== 'posts')

const moneyColumns = [
  'plannedCents',
  'financedCents',
  'securedCents',
  'spentCents',
  'gapCents',
  'surplusCents',
  'budgetLine',
  'continuation',
]

/** Columns of a table that are not for everybody. */
function withheld({ showsMoney, showsLights, showsObstacles }: Plan, table: string): string[] {
  const always: Record<string, string[]> = {
    measures: ['responsibleName', 'responsibleMail', 'noPostsReason', 'isPublic'],
    goals: ['isPublic', 'isDropped'],
    departments: ['parent', 'mail', 'isClosed'],
    allotments: ['reference'],
  }
  return [
    ...(always[table] ?? []),
    ...(showsLights ? [] : ['light', 'lightReason']),
    ...(showsObstacles ? [] : ['obstacles']),
    ...(showsMoney || table !== 'measures' ? [] : moneyColumns),
  ]
}
