import { lights, type Measure, type Priority, priorities } from './measure.ts'
import type { MeasureField, MeasureFields } from './measure-change.ts'
import type { ActionField, TargetGroup } from './plan.ts'
import { type Status, statuses } from './status.ts'

/** What can be chosen for a measure. */
export type MeasureChoices = { fields: readonly ActionField[]; groups: readonly TargetGroup[] }

/** What each page about a measure changes of it. */
export const settingsFields = [
  'title',
  'description',
  'fieldId',
  'targetGroupId',
  'startsOn',
  'endsOn',
  'priority',
  'responsibleName',
  'responsibleMail',
  'resolutionNumber',
  'resolvedOn',
  'isPublic',
] as const satisfies readonly MeasureField[]

export const stateFields = [
  'status',
  'statusReason',
  'light',
  'lightReason',
  'stateOfAffairs',
  'nextStep',
  'obstacles',
] as const satisfies readonly MeasureField[]

export const continuationFields = ['continuation'] as const satisfies readonly MeasureField[]

export const regularFields = [
  'status',
  'budgetLine',
  'noPostsReason',
  'resolutionNumber',
  'resolvedOn',
  'regularSince',
] as const satisfies readonly MeasureField[]

/** A posted form, as far as it is read here. */
type Typed = { text(name: string): string; has(name: string): boolean }

/** What was typed, as a measure would say it; a date stays as it was typed until it is judged. Undefined: a choice there never was. */
export function settingsIn(typed: Typed, { fields, groups }: MeasureChoices): Pick<Measure, (typeof settingsFields)[number]> | undefined {
  const priority = priorities.find((known): known is Priority => known === typed.text('priority'))
  if (!priority) return undefined
  const group = typed.text('targetGroupId')
  return {
    title: typed.text('title'),
    description: typed.text('description'),
    fieldId: fields.find(({ slug }) => slug === typed.text('fieldId'))?.id ?? '',
    targetGroupId: group === '' ? null : (groups.find(({ slug }) => slug === group)?.id ?? ''),
    startsOn: dayIn(typed, 'startsOn'),
    endsOn: dayIn(typed, 'endsOn'),
    priority,
    responsibleName: typed.text('responsibleName'),
    responsibleMail: typed.text('responsibleMail'),
    resolutionNumber: typed.text('resolutionNumber'),
    resolvedOn: dayIn(typed, 'resolvedOn'),
    isPublic: typed.has('isPublic'),
  }
}

export function stateIn(typed: Typed): Pick<Measure, (typeof stateFields)[number]> | undefined {
  const status = statusIn(typed)
  const light = typed.text('light') === 'none' ? null : lights.find(known => known === typed.text('light'))
  if (!status || light === undefined) return undefined
  return {
    status,
    statusReason: typed.text('statusReason'),
    light,
    lightReason: typed.text('lightReason'),
    stateOfAffairs: typed.text('stateOfAffairs'),
    nextStep: typed.text('nextStep'),
    obstacles: typed.text('obstacles'),
  }
}

export const continuationIn = (typed: Typed) => ({ continuation: typed.text('continuation') })

export const regularIn = (typed: Typed): Pick<MeasureFields, (typeof regularFields)[number]> => ({
  status: 'made-regular',
  budgetLine: typed.text('budgetLine'),
  noPostsReason: typed.text('noPostsReason'),
  resolutionNumber: typed.text('resolutionNumber'),
  resolvedOn: dayIn(typed, 'resolvedOn'),
  regularSince: dayIn(typed, 'regularSince'),
})

const statusIn = (typed: Typed): Status | undefined => statuses.find(known => known === typed.text('status'))

const dayIn = (typed: Typed, name: string) => typed.text(name) || null
