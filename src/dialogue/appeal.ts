import type { Role } from '#platform/web'
import { lengthOf, type RejectionReason, type Statement, type StatementState } from './statement.ts'

export const appealVerdicts = ['granted', 'refused'] as const
export type AppealVerdict = (typeof appealVerdicts)[number]
export type AppealState = 'open' | AppealVerdict

/** What the author of a rejected statement says against it. */
export type Appeal = {
  statement: Statement & { state: StatementState; reason: RejectionReason | null; note: string }
  text: string
  language: string
  appealedOn: string
  state: AppealState
  answer: string
  decidedAt: Date | null
  isSamePerson: boolean
}

export type AppealRefusal = 'not-yours' | 'not-rejected' | 'appealed-already' | 'text-missing' | 'text-too-long' | 'too-many-at-once'
export type AppealDecisionRefusal = 'decided-meanwhile' | 'other-moderator' | 'answer-missing' | 'answer-too-long'

export const longestAppeal = 1000
export const longestAnswer = 1000

/** What speaks against an appeal; `found`: what it is about, if whoever appeals wrote it. */
export function judgeAppeal(found: { isRejected: boolean; isAppealed: boolean } | undefined, text: string): AppealRefusal | undefined {
  if (!found) return 'not-yours'
  if (found.isAppealed) return 'appealed-already'
  if (!found.isRejected) return 'not-rejected'
  if (text === '') return 'text-missing'
  if (lengthOf(text) > longestAppeal) return 'text-too-long'
}

export type AppealDecision = { verdict: AppealVerdict; answer: string }

/** What speaks against deciding on an appeal so; `mayDecide`: by `mayJudge`. */
export function judgeAppealDecision(
  { state, mayDecide }: { state: AppealState; mayDecide: boolean },
  { verdict, answer }: AppealDecision,
): AppealDecisionRefusal | undefined {
  if (state !== 'open') return 'decided-meanwhile'
  if (!mayDecide) return 'other-moderator'
  if (verdict === 'refused' && answer === '') return 'answer-missing'
  if (lengthOf(answer) > longestAnswer) return 'answer-too-long'
}

/** Who moderates: as the routes of the desk let them in. */
export const isModerator = ({ role }: { role: Role }) => role === 'moderator' || role === 'coordinator'

/** Nobody judges their own decision where the town has somebody else who can. */
export const mayJudge = (person: string, rejectedBy: string | undefined, moderators: readonly string[]) =>
  person !== rejectedBy || moderators.every(moderator => moderator === rejectedBy)
