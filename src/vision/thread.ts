import { type Decision, type Fate, fateDecided } from './fate.ts'
import type { SourceUse } from './source.ts'

/** What has become of a statement in one vision, as everybody may know it. */
export type Thread = {
  vision: { slug: string; title: string; language: string }
  /** sentences that come from it: of the newest published version, or of the last one that had them */
  sentences: { number: number; use: SourceUse; text: string; version: number; isCurrent: boolean }[]
  /** issues about it, from the moment on when proposals are asked for */
  issues: { number: number; question: string; isClosed: boolean }[]
  /** what staff have decided where no sentence came from it */
  decision: Decision | null
}

/** As everybody may know it; the first that is true: what stands in the text outweighs what is still talked about. */
export function fateOf({ sentences, issues, decision }: Pick<Thread, 'sentences' | 'issues' | 'decision'>): Fate | undefined {
  if (sentences.some(({ isCurrent }) => isCurrent)) return 'adopted'
  if (issues.some(({ isClosed }) => !isClosed)) return 'negotiated'
  if (decision) return fateDecided(decision)
}
