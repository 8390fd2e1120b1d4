/** What became of a statement, as it stands at the desk; the first that is true. `adopted`: taken over, or an idea for a sentence. */
export type DeskFate =
  | { kind: 'adopted' | 'merged'; sentences: number[] }
  | { kind: 'negotiation'; issues: number[] }
  | { kind: 'department'; department: string; reason: string }
  | { kind: 'declined'; reason: string }

export const decisions = ['department', 'declined'] as const
export type FateDecision = (typeof decisions)[number]

/** What staff typed about the fate of a statement; kept as typed. `none` takes a decision back. */
export type FateValues = { fate: string; department: string; reason: string }
export type FateRefusal = 'fate-missing' | 'department-missing' | 'department-too-long' | 'reason-missing' | 'reason-too-long' | 'has-fate'
export type JudgedFate = { fate: FateDecision; department: string; reason: string } | { fate: 'none' }

export const longestInFate = { department: 120, reason: 1000 }

/** Whoever said it reads the reason: nothing is declined without one. */
export function judgeFate({ fate, department, reason }: FateValues): JudgedFate | { refusal: Exclude<FateRefusal, 'has-fate'> } {
  if (fate === 'none') return { fate }
  const known = decisions.find(each => each === fate)
  if (!known) return { refusal: 'fate-missing' }
  if (known === 'department' && department === '') return { refusal: 'department-missing' }
  if (department.length > longestInFate.department) return { refusal: 'department-too-long' }
  if (known === 'declined' && reason === '') return { refusal: 'reason-missing' }
  if (reason.length > longestInFate.reason) return { refusal: 'reason-too-long' }
  return { fate: known, department: known === 'department' ? department : '', reason }
}

/** Which statements are listed: all, those without a fate, or of these only the ones most people agree with. */
export const fateFilters = ['agreed', 'open', 'all'] as const
export type FateFilter = (typeof fateFilters)[number]
