export const phases = ['draft', 'consultation', 'deliberation', 'adopted', 'revision'] as const
/**
 * `draft`: the town writes; `consultation`: residents comment and amend; `deliberation`: committees and council have it before them;
 * `adopted`: the text is settled; `revision`: the town writes a new one while the adopted one holds.
 */
export type Phase = (typeof phases)[number]

/** Which phase may follow which. Every change but the last two comes with a published version. */
export const allowedChanges: Record<Phase, readonly Phase[]> = {
  draft: ['consultation'],
  consultation: ['deliberation', 'draft'],
  deliberation: ['consultation', 'adopted'],
  adopted: ['revision'],
  revision: ['consultation', 'deliberation'],
}
export const mayChange = (from: Phase, to: Phase) => allowedChanges[from].includes(to)

/** What was adopted changes only through a revision. */
export const isWritable = ({ phase }: Pick<Vision, 'phase'>) => phase !== 'adopted'

export type Vision = {
  id: string
  slug: string
  title: string
  preamble: string
  /** in which the text is written */
  language: string
  phase: Phase
}

/** A dialogue a vision draws on. */
export type DrawnOn = { id: string; slug: string; question: string }

/** A text as it reads now: chapters in order, sentences in order in each, without those that were dropped. */
export type VisionText = { chapters: Chapter[] }
export type Chapter = { id: string; title: string; sentences: Sentence[] }
export type Sentence = { id: string; number: number; text: string; explanation: string }

export const sentencesOf = ({ chapters }: VisionText): Sentence[] => chapters.flatMap(({ sentences }) => sentences)

/** Chapters a new vision starts with, as keys of their titles: the action fields most towns use. */
export const usualChapters = [
  'language',
  'education',
  'work',
  'housing',
  'health',
  'residence',
  'administration',
  'participation',
  'culture',
  'safety',
  'mobility',
  'welcome',
] as const
