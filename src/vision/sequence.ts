export const stepRoles = ['hearing', 'preliminary', 'decision', 'information'] as const
/** What a body deals with the vision for: it is heard, prepares the decision, takes it, or is told. */
export type StepRole = (typeof stepRoles)[number]

export const stepResults = ['agreed', 'agreed-with-changes', 'refused', 'noted', 'postponed'] as const
export type StepResult = (typeof stepResults)[number]

/** A step of the consultation sequence (Beratungsfolge). */
export type ConsultationStep = {
  id: string
  body: string
  role: StepRole
  meetsOn: string | null
  agendaNumber: string
  result: StepResult | null
  isUnanimous: boolean
  votes: StepVotes | null
  /** what the body has decided where it differs from what it was asked */
  deviatingDecision: string
  resolutionNumber: string
  /** where the council information system has it; '' where nobody has said */
  oparlUrl: string
}
export type StepVotes = { yes: number; no: number; abstentions: number }

/** A step as it was typed. */
export type StepValues = Record<(typeof stepFields)[number], string> & { isUnanimous: boolean }
export const stepFields = [
  'body',
  'role',
  'meetsOn',
  'agendaNumber',
  'result',
  'yes',
  'no',
  'abstentions',
  'deviatingDecision',
  'resolutionNumber',
  'oparlUrl',
] as const
export type StepField = (typeof stepFields)[number] | 'isUnanimous'

export const emptyStep: StepValues = {
  body: '',
  role: '',
  meetsOn: '',
  agendaNumber: '',
  result: '',
  isUnanimous: false,
  yes: '',
  no: '',
  abstentions: '',
  deviatingDecision: '',
  resolutionNumber: '',
  oparlUrl: '',
}

export const valuesOf = ({ votes, result, meetsOn, id: _, ...step }: ConsultationStep): StepValues => ({
  ...step,
  meetsOn: meetsOn ?? '',
  result: result ?? '',
  yes: votes ? String(votes.yes) : '',
  no: votes ? String(votes.no) : '',
  abstentions: votes ? String(votes.abstentions) : '',
})

export type StepRefusal =
  | 'body-missing'
  | 'role-missing'
  | 'too-long'
  | 'date-unreadable'
  | 'date-missing'
  | 'result-before-date'
  | 'result-no-decision'
  | 'result-more-than-noted'
  | 'votes-unreadable'
  | 'votes-incomplete'
  | 'votes-without-result'
  | 'majority-missing'
  | 'unanimous-without-result'
  | 'unanimous-with-others'
  | 'changes-missing'
  | 'resolution-number-missing'
  | 'address-unreadable'
export type StepRefusals = Partial<Record<StepField, StepRefusal>>

export const longestInStep = { body: 120, agendaNumber: 20, deviatingDecision: 2000, resolutionNumber: 60, oparlUrl: 500 } as const
export const mostSteps = 40
/** More than any council or citizens' meeting has members. */
const mostVotes = 9999

/** What was typed as a step, or what has to be corrected, by field; `today` is the day in Germany. */
export function judgeStep(values: StepValues, today: string): { step: Omit<ConsultationStep, 'id'> } | { refusals: StepRefusals } {
  const role = stepRoles.find(known => known === values.role)
  const result = stepResults.find(known => known === values.result) ?? null
  const votes = readVotes(values)
  const refusals: StepRefusals = {
    ...(!role && { role: 'role-missing' }),
    ...judgeTexts(values),
    ...judgeDate(values.meetsOn, result, today),
    ...(role && result && judgeResult(role, result, values)),
    ...(typeof votes === 'string' ? { yes: votes } : judgeVotes(votes, result, values.isUnanimous)),
  }
  if (!role || typeof votes === 'string' || Object.keys(refusals).length > 0) return { refusals }
  const { body, meetsOn, agendaNumber, isUnanimous, deviatingDecision, resolutionNumber, oparlUrl } = values
  return {
    step: { body, role, meetsOn: meetsOn || null, agendaNumber, result, isUnanimous, votes, deviatingDecision, resolutionNumber, oparlUrl },
  }
}

function judgeTexts(values: StepValues): StepRefusals {
  const refusals: StepRefusals = {}
  for (const [field, most] of Object.entries(longestInStep) as [keyof typeof longestInStep, number][])
    if (values[field].length > most) refusals[field] = 'too-long'
  if (values.body === '') refusals.body = 'body-missing'
  if (values.oparlUrl !== '' && !isWebAddress(values.oparlUrl)) refusals.oparlUrl ??= 'address-unreadable'
  return refusals
}

/** Only what a browser may be sent to; a link with a name and a password in it would publish them. */
export function isWebAddress(typed: string): boolean {
  if (!URL.canParse(typed)) return false
  const { protocol, username, password } = new URL(typed)
  return (protocol === 'https:' || protocol === 'http:') && username === '' && password === ''
}

function judgeDate(meetsOn: string, result: StepResult | null, today: string): StepRefusals {
  if (meetsOn !== '' && !isDay(meetsOn)) return { meetsOn: 'date-unreadable' }
  if (!result) return {}
  if (meetsOn === '') return { meetsOn: 'date-missing' }
  return meetsOn > today ? { meetsOn: 'result-before-date' } : {}
}

const isDay = (typed: string) =>
  /^(19|20)\d{2}-\d{2}-\d{2}$/.test(typed) && new Date(`${typed}T00:00Z`).toJSON()?.startsWith(typed) === true

function judgeResult(role: StepRole, result: StepResult, values: StepValues): StepRefusals {
  const isAgreed = hasAgreed(result)
  return {
    ...(role === 'decision' && result === 'noted' && { result: 'result-no-decision' as const }),
    ...(role === 'information' && (isAgreed || result === 'refused') && { result: 'result-more-than-noted' as const }),
    ...(role === 'decision' && isAgreed && values.resolutionNumber === '' && { resolutionNumber: 'resolution-number-missing' as const }),
    ...(result === 'agreed-with-changes' && values.deviatingDecision === '' && { deviatingDecision: 'changes-missing' as const }),
  }
}

export const hasAgreed = (result: StepResult | null) => result === 'agreed' || result === 'agreed-with-changes'

/** All three numbers or none: whoever is not counted has not abstained. */
function readVotes({ yes, no, abstentions }: StepValues): StepVotes | null | 'votes-unreadable' | 'votes-incomplete' {
  const typed = [yes, no, abstentions]
  if (typed.every(number => number === '')) return null
  if (typed.some(number => number !== '' && !(/^\d+$/.test(number) && Number(number) <= mostVotes))) return 'votes-unreadable'
  if (typed.includes('')) return 'votes-incomplete'
  return { yes: Number(yes), no: Number(no), abstentions: Number(abstentions) }
}

/**
 * A motion is carried by more yes than no; a tie refuses it (as in Art. 51 (1) GO Bayern, § 50 (1) GO NRW, § 37 (6) GemO BW). Unanimous is what
 * nobody voted against; abstentions do not hurt.
 */
function judgeVotes(votes: StepVotes | null, result: StepResult | null, isUnanimous: boolean): StepRefusals {
  if (!result && isUnanimous) return { isUnanimous: 'unanimous-without-result' }
  if (!result && votes) return { yes: 'votes-without-result' }
  if (!votes) return {}
  if (isUnanimous && Math.min(votes.yes, votes.no) > 0) return { isUnanimous: 'unanimous-with-others' }
  return hasAgreed(result) && votes.yes <= votes.no ? { yes: 'majority-missing' } : {}
}

/** A step moved one place up or down; the same list where there is no further place. */
export function moved<Step extends { id: string }>(steps: readonly Step[], id: string, direction: 'up' | 'down'): Step[] {
  const from = steps.findIndex(step => step.id === id)
  const to = from + (direction === 'up' ? -1 : 1)
  const order = [...steps]
  if (from < 0 || to < 0 || to >= steps.length) return order
  order.splice(to, 0, ...order.splice(from, 1))
  return order
}
