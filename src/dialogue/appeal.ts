import type { Role } from '#platform/web'
import type { RejectionReason, Statement, StatementState } from './statement.ts'

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

/** Who moderates: as the routes of the desk let them in. */
export const isModerator = ({ role }: { role: Role }) => role === 'moderator' || role === 'coordinator'

/** Nobody judges their own decision where the town has somebody else who can. */
export const mayJudge = (person: string, rejectedBy: string | undefined, moderators: readonly string[]) =>
  person !== rejectedBy || moderators.every(moderator => moderator === rejectedBy)
