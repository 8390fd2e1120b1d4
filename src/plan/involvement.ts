import type { Department } from './department.ts'
import { type Involvement, leadsOf } from './measure.ts'
import type { Status } from './status.ts'

export const longestReason = 1000
export const longestPartner = 200
/** More than this is no list of partners anybody reads. */
export const mostPartners = 50

export type InvolvementRefusal =
  | 'department-missing'
  | 'department-closed'
  | 'already-involved'
  | 'lead-taken'
  | 'not-asked'
  | 'reason-missing'
  | 'reason-too-long'
  | 'is-regular'
export type PartnersRefusal = 'partner-too-long' | 'too-many-partners'

/** What a department answers when it is asked to lead. */
export type LeadAnswer = { accepts: boolean; reason: string }

/** Exactly one department leads: a second is asked only once the first has refused, or is no longer asked. */
export function judgeAsking(involved: readonly Involvement[], department: Department | undefined): InvolvementRefusal | undefined {
  if (!department) return 'department-missing'
  if (department.isClosed) return 'department-closed'
  return leadsOf(involved).length > 0 ? 'lead-taken' : undefined
}

/** Whoever refused to lead may still take part. */
export function judgeTakingPart(involved: readonly Involvement[], department: Department | undefined): InvolvementRefusal | undefined {
  if (!department) return 'department-missing'
  if (department.isClosed) return 'department-closed'
  const isInvolved = involved.some(({ departmentId, state }) => departmentId === department.id && state !== 'refused')
  return isInvolved ? 'already-involved' : undefined
}

/** A table may have brought two who were asked; of these only one can accept. */
export function judgeAnswer(
  { status, involved }: { status: Status; involved: readonly Involvement[] },
  departmentId: string,
  { accepts, reason }: LeadAnswer,
): InvolvementRefusal | undefined {
  const asked = involved.find(each => each.departmentId === departmentId && each.role === 'lead')
  if (!asked) return 'not-asked'
  if (reason.length > longestReason) return 'reason-too-long'
  if (accepts) return involved.some(each => each !== asked && each.state === 'accepted') ? 'lead-taken' : undefined
  if (reason === '') return 'reason-missing'
  return judgeWithdrawal(status, asked)
}

/** Regular work has somebody who leads it; whoever is to lead it instead is named once it no longer counts as regular. */
export const judgeWithdrawal = (status: Status, { state }: Pick<Involvement, 'state'>): InvolvementRefusal | undefined =>
  status === 'made-regular' && state === 'accepted' ? 'is-regular' : undefined

/** Partners as they are typed: one a line, each once. */
export const partnersIn = (typed: string): string[] => [
  ...new Set(
    typed
      .split('\n')
      .map(line => line.trim())
      .filter(Boolean),
  ),
]

export function judgePartners(partners: readonly string[]): PartnersRefusal | undefined {
  if (partners.length > mostPartners) return 'too-many-partners'
  return partners.some(({ length }) => length > longestPartner) ? 'partner-too-long' : undefined
}
