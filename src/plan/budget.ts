import { type Balance, balancesOf, isSecured, type Money, noMoney, sumBalances, yearOf } from './balance.ts'
import type { Measure } from './measure.ts'
import type { FinancingSource } from './money.ts'
import type { ActionField } from './plan.ts'

/** What comes from a source and goes out of it; null: spending of which nobody has said who paid. */
export type SourceBalance = { source: FinancingSource | null; balance: Pick<Balance, 'financed' | 'secured' | 'spent'> }

/** What measures cost and who pays, in three cuts that each hold every cent. */
export type Budget = {
  sum: Balance
  byField: { field: ActionField; balance: Balance }[]
  bySource: SourceBalance[]
  /** of all years, whichever year the other cuts are of */
  byYear: { year: number; balance: Balance }[]
  year: number | undefined
}

type Parts = { fields: readonly ActionField[]; measures: readonly Pick<Measure, 'id' | 'fieldId'>[]; sources: readonly FinancingSource[] }

/** The budget of these measures, of all years or of one; money of other measures is left out. */
export function budgetOf({ fields, measures, sources }: Parts, all: Money, year?: number): Budget {
  const fieldOf = new Map(measures.map(({ id, fieldId }) => [id, fieldId]))
  const money = moneyOf(all, ({ measureId }) => fieldOf.has(measureId))
  const balances = balancesOf(money)
  const shown = balances.filter(balance => year === undefined || balance.year === year)
  const inField = Map.groupBy(shown, ({ measureId }) => fieldOf.get(measureId))
  return {
    sum: sumBalances(shown),
    byField: fields.flatMap(field => {
      const found = inField.get(field.id)
      return found ? [{ field, balance: sumBalances(found) }] : []
    }),
    bySource: sourceBalances(sources, year === undefined ? money : moneyOf(money, ({ inYear }) => inYear === year)),
    byYear: [...Map.groupBy(balances, balance => balance.year)]
      .map(([each, found]) => ({ year: each, balance: sumBalances(found) }))
      .sort((a, b) => a.year - b.year),
    year,
  }
}

function moneyOf({ costs, allotments, spendings }: Money, isWanted: (of: { measureId: string; inYear: number }) => boolean): Money {
  return {
    costs: costs.filter(({ measureId, year }) => isWanted({ measureId, inYear: year })),
    allotments: allotments.filter(({ measureId, year }) => isWanted({ measureId, inYear: year })),
    spendings: spendings.filter(({ measureId, spentOn }) => isWanted({ measureId, inYear: yearOf(spentOn) })),
  }
}

/** Sources money comes from here, in their order; what was spent from none comes last. */
function sourceBalances(sources: readonly FinancingSource[], { allotments, spendings }: Money): SourceBalance[] {
  const balances = new Map<string | null, SourceBalance['balance']>()
  const of = (id: string | null) => {
    const { financed, secured, spent } = balances.get(id) ?? noMoney
    const balance = { financed, secured, spent }
    balances.set(id, balance)
    return balance
  }
  for (const { sourceId, state, amountCents } of allotments) {
    const balance = of(sourceId)
    balance.financed += amountCents
    if (isSecured(state)) balance.secured += amountCents
  }
  for (const { sourceId, amountCents } of spendings) of(sourceId).spent += amountCents
  return [...sources, null].flatMap(source => {
    const balance = balances.get(source?.id ?? null)
    return balance ? [{ source, balance }] : []
  })
}
