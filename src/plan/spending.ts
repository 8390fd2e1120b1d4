import { isDay } from './day.ts'
import { type AmountRefusal, type FinancingSource, readCents, type Spending } from './money.ts'

export const longestPurpose = 200

/** What was spent, as it was typed; `source` is its slug, empty where nobody says. */
export type SpendingValues = { spentOn: string; amount: string; source: string; purpose: string }

export type SpendingRefusal = AmountRefusal | 'date-missing' | 'date-unreadable' | 'date-in-future' | 'source-unknown' | 'too-long'
export type SpendingRefusals = Partial<Record<keyof SpendingValues, SpendingRefusal>>

export const emptySpending: SpendingValues = { spentOn: '', amount: '', source: '', purpose: '' }

/** What was typed, read. Money is spent on a day that has come. */
export function judgeSpending(
  { spentOn, amount, source, purpose }: SpendingValues,
  sources: readonly FinancingSource[],
  today: string,
): Omit<Spending, 'id' | 'measureId'> | { refusals: SpendingRefusals } {
  const refusals: SpendingRefusals = {}
  if (spentOn === '') refusals.spentOn = 'date-missing'
  else if (!isDay(spentOn) || spentOn < '2000') refusals.spentOn = 'date-unreadable'
  else if (spentOn > today) refusals.spentOn = 'date-in-future'
  const amountCents = readCents(amount)
  if (typeof amountCents !== 'number') refusals.amount = amountCents
  else if (amountCents === 0) refusals.amount = 'amount-missing'
  const from = sources.find(({ slug }) => slug === source)
  if (source !== '' && !from) refusals.source = 'source-unknown'
  if (purpose.length > longestPurpose) refusals.purpose = 'too-long'
  if (Object.keys(refusals).length > 0) return { refusals }
  return { spentOn, amountCents: amountCents as number, sourceId: from?.id ?? null, purpose }
}
