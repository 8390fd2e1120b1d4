import type { Indicator } from './goal.ts'

/** What was typed about an indicator. */
export type IndicatorValues = Record<'indicatorName' | 'indicatorUnit' | 'baseline' | 'baselineYear' | 'target' | 'targetYear', string>

export type IndicatorRefusal =
  | 'indicator-name-missing'
  | 'unit-missing'
  | 'number-wrong'
  | 'number-missing'
  | 'year-wrong'
  | 'year-missing'
  | 'target-before-baseline'
  | 'too-long'
export type IndicatorRefusals = Partial<Record<keyof IndicatorValues, IndicatorRefusal>>

export const indicatorFields = ['indicatorName', 'indicatorUnit', 'baseline', 'baselineYear', 'target', 'targetYear'] as const
export const longestInIndicator = { indicatorName: 160, indicatorUnit: 40 } as const
const years = { first: 1990, last: 2100 }

/** Nothing typed is no indicator; a number stands with its year, or neither does. */
export function judgeIndicator(values: IndicatorValues): { indicator: Indicator | null } | { refusals: IndicatorRefusals } {
  if (indicatorFields.every(field => values[field] === '')) return { indicator: null }
  const refusals: IndicatorRefusals = {}
  const [baseline, target] = [readNumber(values.baseline), readNumber(values.target)]
  const [baselineYear, targetYear] = [readYear(values.baselineYear), readYear(values.targetYear)]

  if (values.indicatorName === '') refusals.indicatorName = 'indicator-name-missing'
  if (values.indicatorUnit === '') refusals.indicatorUnit = 'unit-missing'
  for (const field of ['indicatorName', 'indicatorUnit'] as const)
    if (values[field].length > longestInIndicator[field]) refusals[field] = 'too-long'
  if (baseline === undefined) refusals.baseline = 'number-wrong'
  else if (baseline === null && values.baselineYear !== '') refusals.baseline = 'number-missing'
  if (baselineYear === undefined) refusals.baselineYear = 'year-wrong'
  else if (baselineYear === null && values.baseline !== '') refusals.baselineYear = 'year-missing'
  if (target === undefined) refusals.target = 'number-wrong'
  else if (target === null && values.targetYear !== '') refusals.target = 'number-missing'
  if (targetYear === undefined) refusals.targetYear = 'year-wrong'
  else if (targetYear === null && values.target !== '') refusals.targetYear = 'year-missing'
  else if (targetYear !== null && baselineYear && targetYear <= baselineYear) refusals.targetYear = 'target-before-baseline'

  if (baseline === undefined || target === undefined || baselineYear === undefined || targetYear === undefined) return { refusals }
  if (Object.keys(refusals).length > 0) return { refusals }
  return { indicator: { name: values.indicatorName, unit: values.indicatorUnit, baseline, baselineYear, target, targetYear } }
}

/** A typed number, German or plain (`1.234,5`, `12.5`, `-3`): null where nothing was typed, undefined where it is none. */
export function readNumber(typed: string): number | null | undefined {
  const text = typed.replace(/[\s\u00a0\u202f]/g, '').replace(/^[−–]/, '-')
  if (text === '') return null
  const match =
    /^(-?)([1-9]\d{0,2}(?:\.\d{3})+|\d{1,12})(?:,(\d{1,6}))?$/.exec(text) ??
    /^(-?)([1-9]\d{0,2}(?:,\d{3})+|\d{1,12})(?:\.(\d{1,6}))?$/.exec(text)
  if (!match) return undefined
  const whole = match[2]!.replace(/[.,]/g, '')
  return whole.length > 12 ? undefined : Number(`${match[1]}${whole}.${match[3] ?? '0'}`) + 0 // + 0: no minus before zero
}

/** The number as it is typed into a field again: `12,5`. */
export const typedNumber = (number: number | null) => (number === null ? '' : String(number).replace('.', ','))

function readYear(typed: string): number | null | undefined {
  if (typed === '') return null
  const year = /^\d{4}$/.test(typed) ? Number(typed) : Number.NaN
  return year >= years.first && year <= years.last ? year : undefined
}
