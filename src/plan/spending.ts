import { isDay } from './day.ts'
import { type AmountRefusal, type FinancingSource, readCents, type Spending } from './money.ts'
import { sameName } from './slug.ts'

export const longestPurpose = 200

/** What was spent, as it was typed; `source` is its slug, empty where nobody says. */
export type SpendingValues = { spentOn: string; amount: string; source: string; purpose: string }

export type SpendingRefusal =
  | AmountRefusal
  | 'date-missing'
  | 'date-unreadable'
  | 'date-in-future'
  | 'source-unknown'
  | 'too-long'
  | 'already-spent'
export type SpendingRefusals = Partial<Record<keyof SpendingValues, SpendingRefusal>>

export const emptySpending: SpendingValues = { spentOn: '', amount: '', source: '', purpose: '' }

type Spent = Omit<Spending, 'id' | 'measureId'>

/** What was typed, read. Money is spent on a day that has come, and once: `known` is what was spent on the measure before. */
export function judgeSpending(
  { spentOn, amount, source, purpose }: SpendingValues,
  sources: readonly FinancingSource[],
  known: readonly Spending[],
  today: string,
): Spent | { refusals: SpendingRefusals } {
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
  const spent = { spentOn, amountCents: amountCents as number, sourceId: from?.id ?? null, purpose }
  return known.some(other => isSameSpending(other, spent)) ? { refusals: { purpose: 'already-spent' } } : spent
}

/** Who enters spending without naming its source may mean what a colleague has entered with it. */
const isSameSpending = (one: Spent, other: Spent) =>
  one.spentOn === other.spentOn &&
  one.amountCents === other.amountCents &&
  sameName(one.purpose, other.purpose) &&
  (one.sourceId === other.sourceId || one.sourceId === null || other.sourceId === null)
