import type { Status } from './status.ts'

export const priorities = ['normal', 'high', 'quick-win'] as const
export type Priority = (typeof priorities)[number]

export const lights = ['green', 'yellow', 'red'] as const
/** Traffic light; always shown with its word. */
export type Light = (typeof lights)[number]

export type DepartmentRole = 'lead' | 'part'
export const leadStates = ['asked', 'accepted', 'refused'] as const
export type LeadState = (typeof leadStates)[number]

/** A measure of the plan (Maßnahmenblatt). Dates are days (`2026-03-01`). */
export type Measure = {
  id: string
  number: string
  title: string
  description: string
  fieldId: string
  targetGroupId: string | null
  startsOn: string | null
  endsOn: string | null
  priority: Priority
  status: Status
  statusReason: string
  light: Light | null
  lightReason: string
  stateOfAffairs: string
  nextStep: string
  obstacles: string
  /** as of when the above was last confirmed */
  statedOn: string | null
  resolutionNumber: string
  resolvedOn: string | null
  budgetLine: string
  noPostsReason: string
  continuation: string
  regularSince: string | null
  responsibleName: string
  responsibleMail: string
  isPublic: boolean
}

/** A department's part in a measure. */
export type Involvement = {
  measureId: string
  departmentId: string
  role: DepartmentRole
  /** null where it takes part */
  state: LeadState | null
  reason: string
  answeredOn: string | null
}

/** Those asked to lead who have not refused: there should be exactly one. */
export const leadsOf = <Role extends Pick<Involvement, 'role' | 'state'>>(involved: readonly Role[]): Role[] =>
  involved.filter(({ role, state }) => role === 'lead' && state !== 'refused')

/** The one department that leads and has said so; undefined where there is none, or more than one claims it. */
export function acceptedLead<Role extends Pick<Involvement, 'role' | 'state'>>(involved: readonly Role[]): Role | undefined {
  const [lead, other] = leadsOf(involved)
  return lead && !other && lead.state === 'accepted' ? lead : undefined
}

export type Milestone = { id: string; measureId: string; title: string; dueOn: string; reachedOn: string | null }
