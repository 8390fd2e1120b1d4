import type { SourceKind, SourceUse } from './source.ts'
import type { VoiceSupport } from './support.ts'
import type { Vision } from './vision.ts'

export const versionKinds = ['first-draft', 'consultation-draft', 'adopted', 'revision'] as const
export type VersionKind = (typeof versionKinds)[number]

/** A published text. Nothing of it changes once it stands. */
export type Version = {
  number: number
  kind: VersionKind
  name: string
  publishedAt: Date
  content: VersionContent
  digest: string
  openPointsReason: string
  /** for `adopted` and `revision` */
  adoption: Adoption | null
}

/** A version without what stands in it. */
export type VersionHead = Pick<Version, 'number' | 'kind' | 'name' | 'publishedAt'>

/** A vision of which everybody may know, with the version that stands for it. */
export type PublishedVision = { vision: Vision; title: { text: string; language: string }; version: VersionHead }

/** The version that stands for a vision: what was adopted last, else the newest draft. */
export const shownVersion = <Head extends Pick<Version, 'kind'>>(newestFirst: readonly Head[]): Head =>
  newestFirst.find(({ kind }) => kind === 'adopted' || kind === 'revision') ?? newestFirst[0]!

/** Without the texts of statements that may be read no more; `hidden` as `slug number`. */
export const withoutHidden = (content: VersionContent, hidden: ReadonlySet<string>): VersionContent => ({
  ...content,
  chapters: content.chapters.map(({ title, sentences }) => ({
    title,
    sentences: sentences.map(sentence => ({
      ...sentence,
      support: sentence.support.map(voice => (hidden.has(`${voice.dialogue.slug} ${voice.number}`) ? { ...voice, text: '' } : voice)),
    })),
  })),
})

/** The resolution by which a body adopted a version. */
export type Adoption = { adoptedOn: string; body: string; resolutionNumber: string }

/** Everything that stood in a version and beside it on the day it was published. */
export type VersionContent = {
  title: string
  preamble: string
  language: string
  chapters: { title: string; sentences: FrozenSentence[] }[]
  /** what each dialogue had brought by then; null where too few took part */
  dialogues: { slug: string; question: string; participants: number | null; votes: number | null }[]
  /** issues that were negotiated, with recorded dissent */
  issues: FrozenIssue[]
  /** by language, what of the text was translated and approved */
  translations: Record<string, FrozenTranslation>
}

export type FrozenSentence = {
  number: number
  text: string
  explanation: string
  support: VoiceSupport[]
  sources: { kind: Exclude<SourceKind, 'statement'>; use: SourceUse; title: string; reference: string; datedOn: string | null }[]
  /** whose amendments the sentence has taken in: names they chose, or the number of the contribution */
  credits: { contribution: number; signedName: string }[]
}

export type FrozenIssue = {
  number: number
  question: string
  outcome: 'bridged' | 'partly-bridged' | 'dissent'
  reason: string
  /** the numbers of the sentences that come from its statements */
  sentences: number[]
  dissents: { text: string; signedName: string; letter: string | null }[]
}

/** `sentences` and `explanations` by number, `chapters` by their place. */
export type FrozenTranslation = {
  title?: string
  preamble?: string
  chapters: Record<string, string>
  sentences: Record<string, { text: string; origin: 'person' | 'machine' }>
  explanations: Record<string, string>
}
