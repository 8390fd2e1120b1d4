import { yearOf } from './balance.ts'
import { isDay } from './day.ts'
import {
  type Allotment,
  type AmountRefusal,
  type FinancingSource,
  readCents,
  type SourceKind,
  sourceKinds,
  sumCents,
  typedCents,
} from './money.ts'
import { sameName } from './slug.ts'

export const longestSourceName = 200
export const longestReference = 100
export const longestContinuation = 1000

/** A source of money as it was typed. */
export type SourceValues = { kind: string; name: string; reference: string; amount: string; endsOn: string; continuation: string }

export type SourceRefusal =
  | AmountRefusal
  | 'kind-missing'
  | 'name-missing'
  | 'reference-missing'
  | 'source-twice'
  | 'too-long'
  | 'date-unreadable'
  | 'less-than-allotted'
  | 'ends-before-allotted'
  | 'changed-meanwhile'
export type SourceRefusals = Partial<Record<keyof SourceValues, SourceRefusal>>

export const emptySource: SourceValues = { kind: '', name: '', reference: '', amount: '', endsOn: '', continuation: '' }

export const sourceValuesOf = ({ kind, name, reference, amountCents, endsOn, continuation }: FinancingSource): SourceValues => ({
  kind,
  name,
  reference,
  amount: typedCents(amountCents),
  endsOn: endsOn ?? '',
  continuation,
})

/**
 * What was typed, read. The same kind and reference is the same money: a second source of it is refused, however it is spelled.
 * `given`: what measures already have from it.
 */
export function judgeSource(
  values: SourceValues,
  others: readonly FinancingSource[],
  given: readonly Pick<Allotment, 'year' | 'amountCents'>[],
): Omit<FinancingSource, 'id' | 'slug'> | { refusals: SourceRefusals } {
  const refusals: SourceRefusals = {}
  const { name, reference, endsOn, continuation } = values
  const kind = sourceKinds.find(known => known === values.kind)
  if (!kind) refusals.kind = 'kind-missing'
  if (name === '') refusals.name = 'name-missing'
  else if (name.length > longestSourceName) refusals.name = 'too-long'
  if (reference === '') refusals.reference = 'reference-missing'
  else if (reference.length > longestReference) refusals.reference = 'too-long'
  else if (kind && sameMoney(kind, reference, others)) refusals.reference = 'source-twice'
  const amountCents = readCents(values.amount)
  if (typeof amountCents !== 'number') refusals.amount = amountCents
  else if (amountCents < sumCents(given)) refusals.amount = 'less-than-allotted'
  if (endsOn !== '' && !isDay(endsOn)) refusals.endsOn = 'date-unreadable'
  else if (endsOn !== '' && given.some(({ year }) => year > yearOf(endsOn))) refusals.endsOn = 'ends-before-allotted'
  if (continuation.length > longestContinuation) refusals.continuation = 'too-long'
  if (Object.keys(refusals).length > 0) return { refusals }
  return { kind: kind as SourceKind, name, reference, amountCents: amountCents as number, endsOn: endsOn || null, continuation }
}

/** The source that is this money already. */
export const sameMoney = (kind: SourceKind, reference: string, sources: readonly FinancingSource[]) =>
  sources.find(source => source.kind === kind && sameName(spaceless(source.reference), spaceless(reference)))

const spaceless = (reference: string) => reference.replace(/[\s\-–.:/]+/g, '')
