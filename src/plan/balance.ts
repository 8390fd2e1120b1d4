import type { Allotment, Cost, Spending } from './money.ts'

/** What is planned, who pays and what was spent, in cents. */
export type Balance = {
  planned: number
  /** allotted, whatever its state */
  financed: number
  /** of it granted or drawn */
  secured: number
  spent: number
  /** planned and not financed */
  gap: number
  /** financed and not planned */
  surplus: number
}

/** The money of one measure in one year. */
export type YearBalance = Balance & { measureId: string; year: number }

export type Money = { costs: readonly Cost[]; allotments: readonly Allotment[]; spendings: readonly Spending[] }

export const noMoney: Balance = { planned: 0, financed: 0, secured: 0, spent: 0, gap: 0, surplus: 0 }

/** Balances of every measure and year money is known of, by measure and year. */
export function balancesOf({ costs, allotments, spendings }: Money): YearBalance[] {
  const balances = new Map<string, YearBalance>()
  const of = (measureId: string, year: number) => {
    const key = `${measureId} ${year}`
    const balance = balances.get(key) ?? { ...noMoney, measureId, year }
    balances.set(key, balance)
    return balance
  }
  for (const { measureId, year, amountCents } of costs) of(measureId, year).planned += amountCents
  for (const { measureId, year, state, amountCents } of allotments) {
    const balance = of(measureId, year)
    balance.financed += amountCents
    if (isSecured(state)) balance.secured += amountCents
  }
  for (const { measureId, spentOn, amountCents } of spendings) of(measureId, yearOf(spentOn)).spent += amountCents
  return [...balances.values()]
    .map(balance => ({
      ...balance,
      gap: Math.max(0, balance.planned - balance.financed),
      surplus: Math.max(0, balance.financed - balance.planned),
    }))
    .sort((a, b) => a.measureId.localeCompare(b.measureId) || a.year - b.year)
}

/** Granted or drawn: money somebody has promised in writing. */
export const isSecured = (state: Allotment['state']) => state === 'granted' || state === 'drawn'

export const yearOf = (day: string) => Number(day.slice(0, 4))

/**
 * Balances of several measures or years together. What one measure has too much fills no gap of another, and no year that of the next:
 * gaps and surpluses are added each for itself, so that `planned - financed = gap - surplus` holds for every sum.
 */
export function sumBalances(balances: Iterable<Balance>): Balance {
  const sum = { ...noMoney }
  for (const balance of balances) for (const part of Object.keys(sum) as (keyof Balance)[]) sum[part] += balance[part]
  return sum
}
