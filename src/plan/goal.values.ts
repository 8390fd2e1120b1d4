import { type Goal, type Influence, influences, isDemand, type Level, levels } from './goal.ts'
import { type IndicatorRefusal, type IndicatorValues, indicatorFields, judgeIndicator, typedNumber } from './indicator.ts'
import type { ActionField } from './plan.ts'

/** What was typed about a goal; kept as typed, so that a refusal loses nothing. `field` by its slug. */
export type GoalValues = IndicatorValues &
  Record<'title' | 'description' | 'field' | 'level' | 'influence' | 'addressee' | 'demand', string> & { isPublic: boolean }

export type GoalRefusal =
  | IndicatorRefusal
  | 'title-missing'
  | 'field-unknown'
  | 'level-missing'
  | 'influence-missing'
  | 'not-ours-to-decide'
  | 'addressee-missing'
  | 'demand-missing'
  | 'no-demand'
  | 'indicator-of-demand'
  | 'changed-meanwhile'
export type GoalRefusals = Partial<Record<keyof GoalValues, GoalRefusal>>

export type JudgedGoal = Omit<Goal, 'id' | 'number' | 'isDropped'>

export const longestInGoal = { title: 200, description: 4000, addressee: 200, demand: 2000 } as const

/** In the order of the form. */
export const emptyGoal: GoalValues = {
  title: '',
  description: '',
  field: '',
  level: '',
  influence: '',
  indicatorName: '',
  indicatorUnit: '',
  baseline: '',
  baselineYear: '',
  target: '',
  targetYear: '',
  addressee: '',
  demand: '',
  isPublic: true,
}

/** Checks a goal: either the town can work on it, then it may have an indicator, or it can only demand it, then it has an addressee. */
export function judgeGoal(values: GoalValues, fields: readonly ActionField[]): JudgedGoal | { refusals: GoalRefusals } {
  const refusals: GoalRefusals = {}
  const field = fields.find(({ slug }) => slug === values.field)
  const level = levels.find(known => known === values.level)
  const influence = influences.find(known => known === values.influence)
  const judged = judgeIndicator(values)

  if ('refusals' in judged) Object.assign(refusals, judged.refusals)
  if (values.title === '') refusals.title = 'title-missing'
  for (const name of ['title', 'description', 'addressee', 'demand'] as const)
    if (values[name].length > longestInGoal[name]) refusals[name] = 'too-long'
  if (!field) refusals.field = 'field-unknown'
  if (!level) refusals.level = 'level-missing'
  if (!influence) refusals.influence = 'influence-missing'
  else Object.assign(refusals, judgeInfluence(values, influence, level))

  if (!field || !level || !influence || 'refusals' in judged || Object.keys(refusals).length > 0) return { refusals }
  const { title, description, addressee, demand, isPublic } = values
  return { fieldId: field.id, title, description, level, influence, addressee, demand, indicator: judged.indicator, isPublic }
}

function judgeInfluence(values: GoalValues, influence: Influence, level: Level | undefined): GoalRefusals {
  if (!isDemand({ influence }))
    return {
      ...(influence === 'decides' && isAbove(level) && { influence: 'not-ours-to-decide' }),
      ...(values.addressee !== '' && { addressee: 'no-demand' }),
      ...(values.demand !== '' && { demand: 'no-demand' }),
    }
  const typed = indicatorFields.find(field => values[field] !== '')
  return {
    ...(values.addressee === '' && { addressee: 'addressee-missing' }),
    ...(values.demand === '' && { demand: 'demand-missing' }),
    ...(typed && { [typed]: 'indicator-of-demand' }),
  }
}

/** What the state or the federation is competent for, no town decides. */
const isAbove = (level: Level | undefined) => level === 'state' || level === 'federation'

export const valuesOf = (goal: Goal, fields: readonly ActionField[]): GoalValues => ({
  title: goal.title,
  description: goal.description,
  field: fields.find(({ id }) => id === goal.fieldId)?.slug ?? '',
  level: goal.level,
  influence: goal.influence,
  addressee: goal.addressee,
  demand: goal.demand,
  indicatorName: goal.indicator?.name ?? '',
  indicatorUnit: goal.indicator?.unit ?? '',
  baseline: typedNumber(goal.indicator?.baseline ?? null),
  baselineYear: typedNumber(goal.indicator?.baselineYear ?? null),
  target: typedNumber(goal.indicator?.target ?? null),
  targetYear: typedNumber(goal.indicator?.targetYear ?? null),
  isPublic: goal.isPublic,
})
