import type { Read } from '#platform/db'
import type { Money } from './balance.ts'
import { type Budget, budgetOf } from './budget.ts'
import { allotments, costs, financingSources, spendings } from './money.store.ts'
import { actionFields, planOf } from './plan.store.ts'
import type { Plan } from './plan.ts'

/** The budget of the whole plan, of all years or of one. */
export const budgetForStaff = async (db: Read, year?: number): Promise<Budget> => budget(db, await budgetMeasures(db), year)

/** The budget of the measures everybody may know, unless the town keeps its money to itself; undefined while its plan is not published. */
export async function publicBudget(db: Read, year?: number): Promise<{ plan: Plan; budget: Budget | undefined } | undefined> {
  const plan = await planOf(db)
  if (!plan.isPublished) return undefined
  if (!plan.showsMoney) return { plan, budget: undefined }
  const measures = (await budgetMeasures(db)).filter(({ isPublic }) => isPublic)
  return { plan, budget: await budget(db, measures, year) }
}

const budget = async (db: Read, measures: BudgetMeasure[], year: number | undefined) =>
  budgetOf({ measures, fields: await actionFields(db), sources: await financingSources(db) }, await allMoney(db), year)

const allMoney = async (db: Read): Promise<Money> => ({
  costs: await costs(db),
  allotments: await allotments(db),
  spendings: await spendings(db),
})

type BudgetMeasure = Awaited<ReturnType<typeof budgetMeasures>>[number]

const budgetMeasures = (db: Read) =>
  db
    .selectFrom('measure')
    .select(['id', 'action_field_id as fieldId', 'is_public as isPublic'])
    .where('municipality_id', '=', db.municipality)
    .execute()
