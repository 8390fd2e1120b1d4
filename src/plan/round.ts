import { isDay } from './day.ts'
import type { Department } from './department.ts'
import { acceptedLead, type Involvement, leadsOf, type Measure } from './measure.ts'
import { isOpen } from './status.ts'

export const longestRoundTitle = 120

/** A round in which departments bring their measures up to date. `endsOn` is the last day on which its links work. */
export type Round = { id: string; number: number; title: string; openedAt: Date; endsOn: string; closedAt: Date | null }

/** A round as it was typed. */
export type RoundValues = { title: string; endsOn: string }
export type RoundRefusal =
  | 'title-missing'
  | 'too-long'
  | 'date-missing'
  | 'date-unreadable'
  | 'ends-too-soon'
  | 'round-open'
  | 'nobody-to-ask'
export type RoundRefusals = Partial<Record<keyof RoundValues, RoundRefusal>>

export function judgeRound({ title, endsOn }: RoundValues, today: string): RoundRefusals {
  const refusals: RoundRefusals = {}
  if (title === '') refusals.title = 'title-missing'
  else if (title.length > longestRoundTitle) refusals.title = 'too-long'
  if (endsOn === '') refusals.endsOn = 'date-missing'
  else if (!isDay(endsOn)) refusals.endsOn = 'date-unreadable'
  else if (endsOn <= today) refusals.endsOn = 'ends-too-soon'
  return refusals
}

export const isRunning = ({ endsOn, closedAt }: Pick<Round, 'endsOn' | 'closedAt'>, today: string) => closedAt === null && endsOn >= today

/** A department that is asked whether it will lead a measure. */
type LeadRequest = { measure: Measure; departmentId: string }

/** Who gets one mail, and what it asks: to bring measures up to date, or whether a department will lead. */
export type Recipient = { mail: string; name: string; departmentId: string; updates: Measure[]; leads: LeadRequest[] }

type Parts = {
  measures: readonly Measure[]
  involved: readonly Involvement[]
  departments: readonly Department[]
}

/**
 * Who answers for which measure: its responsible person, otherwise the department that leads it; where a department has not said yet
 * whether it leads, that is asked first. One mail for each person, whatever departments they answer for. `unasked`: open measures nobody can
 * be asked about.
 */
export function recipientsOf({ measures, involved, departments }: Parts): { recipients: Recipient[]; unasked: Measure[] } {
  const byMeasure = Map.groupBy(involved, ({ measureId }) => measureId)
  const byId = new Map(departments.map(department => [department.id, department]))
  const recipients = new Map<string, Recipient>()
  const unasked: Measure[] = []
  for (const measure of measures.filter(({ status }) => isOpen(status))) {
    const roles = byMeasure.get(measure.id) ?? []
    const lead = acceptedLead(roles)
    const [asked, other] = leadsOf(roles)
    const department = byId.get((lead ?? (other ? undefined : asked))?.departmentId ?? '')
    const person = lead && measure.responsibleMail
    const mail = person || (department?.isClosed ? '' : department?.mail) // nobody reads the mail of a dissolved department
    if (!department || !mail) {
      unasked.push(measure)
      continue
    }
    const key = mail.toLowerCase()
    const recipient = recipients.get(key) ?? { mail, name: '', departmentId: department.id, updates: [], leads: [] }
    recipient.name ||= person ? measure.responsibleName : department.headName || department.name
    if (lead) recipient.updates.push(measure)
    else recipient.leads.push({ measure, departmentId: department.id })
    recipients.set(key, recipient)
  }
  return { recipients: [...recipients.values()], unasked }
}
