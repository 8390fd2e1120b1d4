import { type AmountRefusal, type Cost, type CostCategory, costCategories, readCents } from './money.ts'
import { seenOf } from './seen.ts'
import { readYear, type YearRefusal } from './year.ts'

/** The cost plan of one year as it was typed: an amount of euros by category, empty where there is none. */
export type CostValues = { year: string } & Record<CostCategory, string>
export type CostRefusals = Partial<{ year: YearRefusal | 'year-planned' } & Record<CostCategory, AmountRefusal>>

export const emptyCosts = (year: string): CostValues => ({
  year,
  personnel: '',
  material: '',
  fees: '',
  rooms: '',
  investment: '',
  other: '',
})

export type CostYear = { year: number; amounts: Pick<Cost, 'category' | 'amountCents'>[] }

/**
 * What was typed, read: categories without an amount are left out. `seen`: the costs the form was made from; what else stands there for the
 * year is not replaced unseen.
 */
export function judgeCosts(values: CostValues, standing: readonly Cost[], seen: string): CostYear | { refusals: CostRefusals } {
  const refusals: CostRefusals = {}
  const year = readYear(values.year)
  if (typeof year !== 'number') refusals.year = year
  else if (!['', seen].includes(seenCosts(standing, year))) refusals.year = 'year-planned'
  const amounts = costCategories.flatMap(category => {
    if (values[category] === '') return []
    const amountCents = readCents(values[category])
    if (typeof amountCents === 'number') return amountCents > 0 ? [{ category, amountCents }] : []
    refusals[category] = amountCents
    return []
  })
  return Object.keys(refusals).length > 0 ? { refusals } : { year: Number(year), amounts }
}

/** What stands there for a year, as a form carries it; empty where nothing does. */
export function seenCosts(costs: readonly Cost[], year: number): string {
  const ofYear = costs.filter(cost => cost.year === year)
  return ofYear.length === 0 ? '' : seenOf(ofYear.map(({ category, amountCents }) => [category, amountCents]))
}
