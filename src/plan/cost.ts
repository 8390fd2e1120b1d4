import { type AmountRefusal, type Cost, type CostCategory, costCategories, readCents } from './money.ts'
import { readYear, type YearRefusal } from './year.ts'

/** The cost plan of one year as it was typed: an amount of euros by category, empty where there is none. */
export type CostValues = { year: string } & Record<CostCategory, string>
export type CostRefusals = Partial<{ year: YearRefusal } & Record<CostCategory, AmountRefusal>>

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

/** What was typed, read: categories without an amount are left out. */
export function judgeCosts(values: CostValues): CostYear | { refusals: CostRefusals } {
  const refusals: CostRefusals = {}
  const year = readYear(values.year)
  if (typeof year !== 'number') refusals.year = year
  const amounts = costCategories.flatMap(category => {
    if (values[category] === '') return []
    const amountCents = readCents(values[category])
    if (typeof amountCents === 'number') return amountCents > 0 ? [{ category, amountCents }] : []
    refusals[category] = amountCents
    return []
  })
  return Object.keys(refusals).length > 0 ? { refusals } : { year: Number(year), amounts }
}
