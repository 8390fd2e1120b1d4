import type { VoiceSupport } from './support.ts'

/** How many statements are offered beside those that are chosen. */
export const mostOffered = 15

/** A statement an issue can be about. `ref`: as the form names it; `issues`: the numbers of those it stands in. */
export type Choice = { ref: string; voice: VoiceSupport; isContested: boolean; issues: number[] }
