import { isDay } from './day.ts'
import type { Measure } from './measure.ts'
import { type Changer, mayChange, needsReason } from './status.ts'

/** What of a measure can change; its number never does. */
export type MeasureFields = Omit<Measure, 'id' | 'number'>
export type MeasureField = keyof MeasureFields

/** Who changes a measure: staff, or a department by its link. `reverts`: the change that is taken back. */
export type ChangedBy = { changer: Changer; personId?: string; linkId?: string; reverts?: string }

/** What a department says of its measure by link; the rest is for staff. */
export const departmentFields = [
  'status',
  'statusReason',
  'light',
  'lightReason',
  'stateOfAffairs',
  'nextStep',
  'obstacles',
  'statedOn',
] as const satisfies readonly MeasureField[]

export const longestInMeasure = {
  title: 200,
  description: 5000,
  statusReason: 1000,
  lightReason: 1000,
  stateOfAffairs: 3000,
  nextStep: 1000,
  obstacles: 2000,
  resolutionNumber: 60,
  budgetLine: 120,
  noPostsReason: 1000,
  continuation: 1000,
  responsibleName: 120,
  responsibleMail: 254,
} as const satisfies Partial<Record<MeasureField, number>>

export type MeasureRefusal =
  | 'title-missing'
  | 'too-long'
  | 'field-missing'
  | 'group-missing'
  | 'date-unreadable'
  | 'date-in-future'
  | 'end-before-start'
  | 'mail-wrong'
  | 'change-not-allowed'
  | 'status-reason-missing'
  | 'light-reason-missing'
  | 'lead-missing'
  | 'budget-line-missing'
  | 'posts-missing'
  | 'resolution-missing'
  | 'regular-since-missing'
  | 'not-regular'
  | 'not-yours'
  | 'changed-since'
export type MeasureRefusals = Partial<Record<MeasureField, MeasureRefusal>>

export type NumberRefusal = 'number-missing' | 'number-wrong' | 'number-taken'
export type NewMeasureRefusals = MeasureRefusals & { number?: NumberRefusal }

/** What beside the measure itself decides whether a change of it holds. */
export type Circumstances = {
  by: Pick<ChangedBy, 'changer' | 'reverts'>
  today: string
  /** ids of the town's action fields and target groups */
  fields: ReadonlySet<string>
  groups: ReadonlySet<string>
  hasAcceptedLead: boolean
  hasPosts: boolean
  isMail(text: string): boolean
}

/** The fields in which a measure would differ. */
export const changedFields = (before: MeasureFields, after: Partial<MeasureFields>): MeasureField[] =>
  (Object.keys(after) as MeasureField[]).filter(field => after[field] !== undefined && after[field] !== before[field])

/**
 * Why a change is not taken, by field; empty where it is. What stays as it was is not judged: a plan taken over from a table may be imperfect,
 * and whoever corrects a title does not have to mend the rest.
 */
export function judgeChange(before: MeasureFields, after: Partial<MeasureFields>, at: Circumstances): MeasureRefusals {
  const changed = new Set(changedFields(before, after))
  const measure = { ...before, ...after }
  return { ...judged(measure, changed, at), ...judgeStep(before, measure, at), ...judgeCompetence(changed, at) }
}

/** A number a measure can have. It stands in its address, where `neu` is the page on which measures are added. */
export function judgeNumber(number: string): NumberRefusal | undefined {
  if (number === '') return 'number-missing'
  return /^[A-Za-z0-9][A-Za-z0-9.-]{0,19}$/.test(number) && number.toLowerCase() !== 'neu' ? undefined : 'number-wrong'
}

/** Why a new measure is not taken. It may stand anywhere but among what has become regular, for nobody can have accepted to lead it yet. */
export const judgeNew = (measure: MeasureFields, at: Circumstances): MeasureRefusals =>
  judged(measure, new Set(Object.keys(measure) as MeasureField[]), at)

/** These fields alone. */
export const picked = (from: Partial<MeasureFields>, fields: readonly MeasureField[]): Partial<MeasureFields> =>
  Object.fromEntries(fields.map(field => [field, from[field]]))

type Changed = ReadonlySet<MeasureField>

const judged = (measure: MeasureFields, changed: Changed, at: Circumstances): MeasureRefusals => ({
  ...judgeTexts(measure, changed, at),
  ...judgeBelonging(measure, changed, at),
  ...judgeDates(measure, changed, at),
  ...judgeReasons(measure, changed),
  ...judgeRegular(measure, changed, at),
})

function judgeTexts(measure: MeasureFields, changed: Changed, { isMail }: Circumstances): MeasureRefusals {
  const refusals: MeasureRefusals = {}
  for (const field of Object.keys(longestInMeasure) as (keyof typeof longestInMeasure)[])
    if (changed.has(field) && measure[field].length > longestInMeasure[field]) refusals[field] = 'too-long'
  if (changed.has('title') && measure.title === '') refusals.title = 'title-missing'
  const mail = measure.responsibleMail
  if (changed.has('responsibleMail') && mail !== '' && !isMail(mail)) refusals.responsibleMail = 'mail-wrong'
  return refusals
}

function judgeBelonging({ fieldId, targetGroupId }: MeasureFields, changed: Changed, { fields, groups }: Circumstances): MeasureRefusals {
  const refusals: MeasureRefusals = {}
  if (changed.has('fieldId') && !fields.has(fieldId)) refusals.fieldId = 'field-missing'
  if (changed.has('targetGroupId') && targetGroupId !== null && !groups.has(targetGroupId)) refusals.targetGroupId = 'group-missing'
  return refusals
}

const dates = ['startsOn', 'endsOn', 'statedOn', 'resolvedOn', 'regularSince'] as const
/** What has happened has a date that has been. */
const pastDates = ['statedOn', 'resolvedOn'] as const

function judgeDates(measure: MeasureFields, changed: Changed, { today }: Circumstances): MeasureRefusals {
  const refusals: MeasureRefusals = {}
  const { startsOn, endsOn } = measure
  const isPeriodChanged = changed.has('startsOn') || changed.has('endsOn')
  if (isPeriodChanged && startsOn !== null && endsOn !== null && endsOn < startsOn) refusals.endsOn = 'end-before-start'
  for (const field of pastDates) if (changed.has(field) && (measure[field] ?? '') > today) refusals[field] = 'date-in-future'
  for (const field of dates) if (changed.has(field) && !isDay(measure[field] ?? today)) refusals[field] = 'date-unreadable'
  return refusals
}

function judgeReasons({ status, statusReason, light, lightReason }: MeasureFields, changed: Changed): MeasureRefusals {
  const refusals: MeasureRefusals = {}
  const isAbout = (...fields: MeasureField[]) => fields.some(field => changed.has(field))
  if (isAbout('status', 'statusReason') && needsReason(status) && statusReason === '') refusals.statusReason = 'status-reason-missing'
  const isWarning = light === 'yellow' || light === 'red'
  if (isAbout('light', 'lightReason') && isWarning && lightReason === '') refusals.lightReason = 'light-reason-missing'
  return refusals
}

const partsOfRegular = ['status', 'budgetLine', 'noPostsReason', 'resolutionNumber', 'regularSince'] as const

/** Regular is what somebody leads, a budget line pays, people work on, and the council has decided. */
function judgeRegular(measure: MeasureFields, changed: Changed, { hasAcceptedLead, hasPosts }: Circumstances): MeasureRefusals {
  if (!partsOfRegular.some(field => changed.has(field))) return {}
  if (measure.status !== 'made-regular') return measure.regularSince === null ? {} : { regularSince: 'not-regular' }
  const refusals: MeasureRefusals = {}
  if (!hasAcceptedLead) refusals.status = 'lead-missing'
  if (measure.budgetLine === '') refusals.budgetLine = 'budget-line-missing'
  if (!hasPosts && measure.noPostsReason === '') refusals.noPostsReason = 'posts-missing'
  if (measure.resolutionNumber === '') refusals.resolutionNumber = 'resolution-missing'
  if (measure.regularSince === null) refusals.regularSince = 'regular-since-missing'
  return refusals
}

/** Whoever takes a change back may go a way the table does not know: otherwise a wrong step could not be undone. */
const judgeStep = (before: MeasureFields, after: MeasureFields, { by: { changer, reverts } }: Circumstances): MeasureRefusals =>
  reverts !== undefined || mayChange(before.status, after.status, changer) ? {} : { status: 'change-not-allowed' }

function judgeCompetence(changed: Changed, { by: { changer } }: Circumstances): MeasureRefusals {
  if (changer === 'staff') return {}
  const own: ReadonlySet<MeasureField> = new Set(departmentFields)
  return Object.fromEntries([...changed].filter(field => !own.has(field)).map(field => [field, 'not-yours' as const]))
}

/** A measure nobody has said anything about. */
export const emptyMeasure: MeasureFields = {
  title: '',
  description: '',
  fieldId: '',
  targetGroupId: null,
  startsOn: null,
  endsOn: null,
  priority: 'normal',
  status: 'idea',
  statusReason: '',
  light: null,
  lightReason: '',
  stateOfAffairs: '',
  nextStep: '',
  obstacles: '',
  statedOn: null,
  resolutionNumber: '',
  resolvedOn: null,
  budgetLine: '',
  noPostsReason: '',
  continuation: '',
  regularSince: null,
  responsibleName: '',
  responsibleMail: '',
  isPublic: true,
}
