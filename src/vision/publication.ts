import { longestOpenPointsReason, longestVersionName } from './adoption.ts'
import type { VersionContent, VersionKind } from './version.ts'
import type { Phase } from './vision.ts'

/** What the town publishes by itself; the other kinds come with a resolution. */
export const draftKinds = ['first-draft', 'consultation-draft'] as const
export type DraftKind = (typeof draftKinds)[number]

/** Which drafts a phase allows; a consultation draft of another phase begins the consultation. */
export const draftsIn: Record<Phase, readonly DraftKind[]> = {
  draft: draftKinds,
  consultation: ['consultation-draft'],
  deliberation: ['consultation-draft'],
  adopted: [],
  revision: draftKinds,
}

export type PublicationWish = { kind: VersionKind; name: string; openPointsReason: string }

export const publicationRefusals = [
  'is-adopted',
  'kind-missing',
  'name-missing',
  'name-too-long',
  'reason-too-long',
  'text-empty',
  'open-points',
  'nothing-changed',
] as const
export type PublicationRefusal = (typeof publicationRefusals)[number]

/** What a text leaves open: statements nobody has decided on, issues that are still negotiated. */
export type OpenPoints = { fates: number; issues: readonly number[] }

export const hasOpenPoints = ({ fates, issues }: OpenPoints) => fates > 0 || issues.length > 0

/** What stands against publishing. */
export function judgePublication(
  { kind, name, openPointsReason }: PublicationWish,
  content: VersionContent,
  newest: { kind: VersionKind; content: VersionContent } | undefined,
  open: OpenPoints,
): PublicationRefusal | undefined {
  if (name === '') return 'name-missing'
  if (name.length > longestVersionName) return 'name-too-long'
  if (openPointsReason.length > longestOpenPointsReason) return 'reason-too-long'
  if (content.chapters.every(({ sentences }) => sentences.length === 0)) return 'text-empty'
  if (isAdoption(kind) && hasOpenPoints(open) && openPointsReason === '') return 'open-points'
  if (newest?.kind === kind && canonical(writtenIn(newest.content)) === canonical(writtenIn(content))) return 'nothing-changed'
}

/** Drafts may leave points open; what was adopted says why. */
const isAdoption = (kind: VersionKind) => kind === 'adopted' || kind === 'revision'

/** What people have written: figures move by themselves and make no new version. */
const writtenIn = ({ dialogues: _, chapters, ...content }: VersionContent) => ({
  ...content,
  chapters: chapters.map(({ title, sentences }) => ({ title, sentences: sentences.map(({ support: _, ...sentence }) => sentence) })),
})

/** JSON that is the same for the same content, as RFC 8785 has it: keys sorted, no spaces. What is digested, so that everybody can check it. */
export function canonical(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`).join(',')}}`
}
