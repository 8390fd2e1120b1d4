import type { Read } from '#platform/db'
import { balancesOf, type YearBalance } from './balance.ts'
import { budgetOf, type SourceBalance } from './budget.ts'
import { allotments, costs, financingSources, posts, spendings } from './money.store.ts'
import type { Post, Spending } from './money.ts'
import type { Plan } from './plan.ts'

/** Money and posts of a measure as everybody may know them; what the town keeps to itself is undefined. */
export type PublicMoney = {
  money: { balances: YearBalance[]; sources: SourceBalance[]; latest: Pick<Spending, 'spentOn' | 'amountCents'> | undefined } | undefined
  posts: Omit<Post, 'measureId' | 'id'>[] | undefined
}

export async function publicMoney(db: Read, plan: Plan, { id }: { id: string }): Promise<PublicMoney> {
  return { money: plan.showsMoney ? await moneyOf(db, id) : undefined, posts: plan.showsPosts ? await posts(db, id) : undefined }
}

/** For what each euro was spent stays at the desk. */
async function moneyOf(db: Read, id: string): Promise<PublicMoney['money']> {
  const money = { costs: await costs(db, id), allotments: await allotments(db, id), spendings: await spendings(db, id) }
  const { bySource } = budgetOf({ fields: [], measures: [{ id, fieldId: '' }], sources: await financingSources(db) }, money)
  const [latest] = money.spendings
  return {
    balances: balancesOf(money),
    sources: bySource,
    latest: latest && { spentOn: latest.spentOn, amountCents: latest.amountCents },
  }
}
