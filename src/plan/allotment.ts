import { yearOf } from './balance.ts'
import {
  type Allotment,
  type AllotmentState,
  type AmountRefusal,
  allotmentStates,
  type FinancingSource,
  readCents,
  sumCents,
} from './money.ts'
import { readYear, type YearRefusal } from './year.ts'

/** What of a source goes to a measure, as it was typed; `source` is its slug. */
export type AllotmentValues = { source: string; year: string; state: string; amount: string }

export type AllotmentRefusal =
  | AmountRefusal
  | YearRefusal
  | 'source-missing'
  | 'source-ended'
  | 'source-exhausted'
  | 'state-missing'
  | 'already-allotted'
export type AllotmentRefusals = Partial<Record<keyof AllotmentValues, AllotmentRefusal>>

export const emptyAllotment: AllotmentValues = { source: '', year: '', state: 'planned', amount: '' }

/** What tells an allotment from every other of its measure. */
export type AllotmentKey = Pick<Allotment, 'sourceId' | 'year' | 'state'>

/** `others`: what else is allotted from any source, of this measure and of all others. */
export function judgeAllotment(
  values: AllotmentValues,
  sources: readonly FinancingSource[],
  measureId: string,
  others: readonly Allotment[],
): Allotment | { refusals: AllotmentRefusals; left?: number } {
  const refusals: AllotmentRefusals = {}
  const source = sources.find(({ slug }) => slug === values.source)
  if (!source) refusals.source = 'source-missing'
  const year = readYear(values.year)
  if (typeof year !== 'number') refusals.year = year
  else if (source?.endsOn && year > yearOf(source.endsOn)) refusals.year = 'source-ended'
  const state = allotmentStates.find(known => known === values.state)
  if (!state) refusals.state = 'state-missing'
  const amountCents = readCents(values.amount)
  if (typeof amountCents !== 'number') refusals.amount = amountCents
  else if (amountCents === 0) refusals.amount = 'amount-missing'
  const left = source && source.amountCents - sumCents(others.filter(({ sourceId }) => sourceId === source.id))
  if (left !== undefined && !refusals.amount && (amountCents as number) > left) refusals.amount = 'source-exhausted'
  if (Object.keys(refusals).length > 0) return { refusals, left }
  const allotment = {
    sourceId: source!.id,
    measureId,
    year: year as number,
    state: state as AllotmentState,
    amountCents: amountCents as number,
  }
  return others.some(other => other.measureId === measureId && isSame(other, allotment))
    ? { refusals: { source: 'already-allotted' }, left }
    : allotment
}

export const isSame = (one: AllotmentKey, other: AllotmentKey) =>
  one.sourceId === other.sourceId && one.year === other.year && one.state === other.state
