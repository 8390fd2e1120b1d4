import { lengthOf, type RejectionReason, type Statement, type StatementState } from './statement.ts'

/** Why a statement is reported: a law is broken, one's own rights are, or it shows sexual abuse of children. */
export const reportGrounds = ['law', 'own-rights', 'children'] as const
export type ReportGround = (typeof reportGrounds)[number]

export const reportVerdicts = ['removed', 'kept'] as const
export type ReportVerdict = (typeof reportVerdicts)[number]
export type ReportState = 'open' | ReportVerdict

/** A notice of illegal content (Regulation (EU) 2022/2065, Article 16). */
export type Report = {
  id: string
  number: number
  ground: ReportGround
  text: string
  language: string
  receivedAt: Date
  state: ReportState
  answer: string
  decidedAt: Date | null
  statement: Statement & { state: StatementState; reason: RejectionReason | null }
}

/** As moderators see it. Name and address are shown to nobody else. */
export type ReportOnDesk = Report & { name: string; email: string | null }

export type ReportValues = { ground: string; text: string; name: string; email: string; inGoodFaith: boolean }

export type ReportRefusal =
  | 'ground-missing'
  | 'text-missing'
  | 'text-too-long'
  | 'name-missing'
  | 'name-too-long'
  | 'email-missing'
  | 'email-invalid'
  | 'good-faith-missing'
export type ReportRefusals = Partial<Record<keyof ReportValues, ReportRefusal>>

export type ReportDecision = { verdict: ReportVerdict; reason?: RejectionReason; answer: string }
export type ReportDecisionRefusal = 'decided-meanwhile' | 'reason-missing' | 'answer-missing' | 'answer-too-long'

export const longestReport = 2000
export const longestReportAnswer = 1000
const longestName = 100

/** Reports of one network in an hour. */
export const mostReports = { most: 20, seconds: 3600 }

/** Name and address go so many days after the decision: until then reporters may ask back. */
export const daysToKeepReporter = 180

/** What somebody typed into the form of a report. */
export const reportValuesIn = (form: { text(name: string): string; has(name: string): boolean }): ReportValues => ({
  ground: form.text('ground'),
  text: form.text('text'),
  name: form.text('name'),
  email: form.text('email'),
  inGoodFaith: form.has('inGoodFaith'),
})

/** What stands against a decision on a report; `state`: of the report now. */
export function judgeReportDecision(
  state: ReportState | undefined,
  { verdict, reason, answer }: ReportDecision,
): ReportDecisionRefusal | undefined {
  if (state !== 'open') return 'decided-meanwhile'
  if (verdict === 'removed' && !reason) return 'reason-missing'
  if (answer === '') return 'answer-missing'
  return lengthOf(answer) > longestReportAnswer ? 'answer-too-long' : undefined
}

/**
 * What is missing in a report, by field. Name and address belong to a complete notice (Article 16 paragraph 2 (c)), but we look into one
 * without them too, unless it is about the reporter's own rights: then nobody can tell whose rights they are. Never for abuse of children.
 */
export function judgeReport(
  { ground, text, name, email, inGoodFaith }: ReportValues,
  judgeEmail: (email: string) => 'email-missing' | 'email-invalid' | undefined,
): ReportRefusals {
  const mustSayWho = ground === 'own-rights'
  const refusals: ReportRefusals = {}
  if (!reportGrounds.some(known => known === ground)) refusals.ground = 'ground-missing'
  if (text === '') refusals.text = 'text-missing'
  else if (text.length > longestReport) refusals.text = 'text-too-long'
  if (mustSayWho && name === '') refusals.name = 'name-missing'
  else if (name.length > longestName) refusals.name = 'name-too-long'
  const emailRefusal = mustSayWho || email !== '' ? judgeEmail(email) : undefined
  if (emailRefusal) refusals.email = emailRefusal
  if (!inGoodFaith) refusals.inGoodFaith = 'good-faith-missing'
  return refusals
}
