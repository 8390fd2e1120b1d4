import type { SourceUse } from './source.ts'
import { leastAgreement, type Shares } from './support.ts'

/** What became of a statement, in one word. */
export type Fate = 'adopted' | 'negotiated' | 'handed-over' | 'declined'

/** What staff have decided about a statement no sentence came from. */
export type Decision = { fate: 'department'; department: string; reason: string } | { fate: 'declined'; reason: string }

/** A statement of a vision's dialogues with what becomes of it as the desk has it now. */
export type FatedStatement = {
  id: string
  dialogue: { id: string; slug: string; question: string }
  number: number
  text: string
  language: string
  /** sentences of the text that come from it */
  sentences: { number: number; use: SourceUse }[]
  issues: { number: number; question: string }[]
  decision: Decision | null
}

export const fateAtDesk = ({ sentences, issues, decision }: Pick<FatedStatement, 'sentences' | 'issues' | 'decision'>) =>
  firstFate({ isInText: sentences.length > 0, isNegotiated: issues.length > 0, decided: decision?.fate ?? null })

/** What has happened to a statement, of which its fate is made. */
export type Happened = { isInText: boolean; isNegotiated: boolean; decided: Decision['fate'] | null }

/** The first that is true; at the desk an issue counts from its beginning, and after its end: its outcome is the answer. */
export function firstFate({ isInText, isNegotiated, decided }: Happened): Fate | undefined {
  if (isInText) return 'adopted'
  if (isNegotiated) return 'negotiated'
  if (decided) return fateDecided({ fate: decided })
}

/** A statement of a vision's dialogues, by its fate alone. */
export type StatementFate = { id: string; dialogue: FatedStatement['dialogue']; number: number; fate: Fate | undefined }

export const fateDecided = ({ fate }: { fate: Decision['fate'] }): Fate => (fate === 'department' ? 'handed-over' : 'declined')

/** Whoever leaves a statement without a fate that so many agree with owes them an answer. */
export const isWidelyAgreed = (overall: Shares | null): overall is Shares => overall !== null && overall.agree >= leastAgreement

/** Lists of fates with their names in the address. */
export const fateViews = {
  open: 'offen',
  'widely-agreed': 'offen-mit-zustimmung',
  adopted: 'im-text',
  negotiated: 'in-verhandlung',
  'handed-over': 'weitergegeben',
  declined: 'nicht-aufgenommen',
  all: 'alle',
} as const
export type FateView = keyof typeof fateViews

export function isInView(view: FateView, fate: Fate | undefined, overall: Shares | null): boolean {
  if (view === 'all') return true
  if (view === 'open') return fate === undefined
  if (view === 'widely-agreed') return fate === undefined && isWidelyAgreed(overall)
  return fate === view
}

export const fatesPerPage = 25

export const longestDepartment = 200
export const longestFateReason = 1000

/** What staff fill in; `taken-back`: the statement has no fate again. `seen`: what was decided when the page was made. */
export type FateWish = { fate: string; department: string; reason: string; seen: string }

export const fateRefusals = [
  'not-drawn-on',
  'fate-missing',
  'department-missing',
  'department-too-long',
  'reason-missing',
  'reason-too-long',
  'stands-in-text',
  'decided-meanwhile',
] as const
export type FateRefusal = (typeof fateRefusals)[number]

/** What stands against a decision about a statement. */
export function judgeFate({ fate, department, reason, seen }: FateWish, statement: FatedStatement): FateRefusal | undefined {
  if (seen !== (statement.decision?.fate ?? '')) return 'decided-meanwhile'
  if (fate === 'taken-back') return statement.decision ? undefined : 'fate-missing'
  if (statement.sentences.length > 0) return 'stands-in-text'
  if (fate !== 'department' && fate !== 'declined') return 'fate-missing'
  if (fate === 'department' && department === '') return 'department-missing'
  if (fate === 'declined' && reason === '') return 'reason-missing'
  if (department.length > longestDepartment) return 'department-too-long'
  if (reason.length > longestFateReason) return 'reason-too-long'
}
