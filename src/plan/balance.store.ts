import type { Read } from '#platform/db'
import { balancesOf, type YearBalance } from './balance.ts'
import { allotments, costs, spendings } from './money.store.ts'

/** The money of one measure by year, or of all measures. */
export const balances = async (db: Read, measureId?: string): Promise<YearBalance[]> =>
  balancesOf({
    costs: await costs(db, measureId),
    allotments: await allotments(db, measureId),
    spendings: await spendings(db, measureId),
  })
