import type { VersionKind } from './version.ts'
import { allowedChanges, mayChange, type Phase } from './vision.ts'

export type PhaseRefusal = 'not-allowed' | 'by-resolution' | 'nothing-published' | 'changed-meanwhile'

/** What may follow, except what only a resolution brings. */
export const nextPhases = (from: Phase) => allowedChanges[from].filter(to => to !== 'adopted')

/** Whether the town may go on to a phase; `newest` is the kind of the newest version, and `from` the phase that was seen. */
export function judgePhase(seen: string, from: Phase, to: Phase, newest: VersionKind | undefined): PhaseRefusal | undefined {
  if (seen !== from) return 'changed-meanwhile'
  if (!mayChange(from, to)) return 'not-allowed'
  if (to === 'adopted') return 'by-resolution'
  return needsDraft(to) && !isDraft(newest) ? 'nothing-published' : undefined
}

/** Residents and councils have before them what was published, and not what was settled long ago. */
const needsDraft = (to: Phase) => to === 'consultation' || to === 'deliberation'
const isDraft = (newest: VersionKind | undefined) => newest === 'first-draft' || newest === 'consultation-draft'
