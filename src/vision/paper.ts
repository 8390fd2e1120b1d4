import type { BodyPosition } from './body-position.ts'
import type { ConsultationStep } from './sequence.ts'
import type { Version } from './version.ts'

/** What staff write into a decision paper (Beschlussvorlage); all else in it is taken from the data. */
export type DecisionPaper = {
  /** of the council's office; '' while it has given none */
  number: string
  subject: string
  draftResolution: string
  reasons: string
  financialEffects: string
  leadOffice: string
  /** what is added to the text of the vision, which is always the first annex */
  annexes: string[]
}

/** As typed: one annex a line. */
export type PaperValues = Record<keyof DecisionPaper, string>
export type PaperRefusal = 'missing' | 'too-long' | 'too-many'
export type PaperRefusals = Partial<Record<keyof PaperValues, PaperRefusal>>

export const longest: Record<Exclude<keyof DecisionPaper, 'annexes'>, number> = {
  number: 60,
  subject: 300,
  draftResolution: 10_000,
  reasons: 30_000,
  financialEffects: 10_000,
  leadOffice: 200,
}
export const longestAnnex = 300
export const mostAnnexes = 40

/** Without a subject and a resolution there is nothing a council could decide. */
const required: readonly (keyof PaperValues)[] = ['subject', 'draftResolution']

export function judgePaper(values: PaperValues): { paper: DecisionPaper } | { refusals: PaperRefusals } {
  const { annexes: typed, ...texts } = values
  const annexes = typed
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '')
  const refusals: PaperRefusals = {}
  for (const [field, most] of Object.entries(longest) as [keyof typeof longest, number][])
    if (texts[field].length > most) refusals[field] = 'too-long'
  for (const field of required) if (values[field] === '') refusals[field] = 'missing'
  if (annexes.length > mostAnnexes) refusals.annexes = 'too-many'
  else if (annexes.some(annex => annex.length > longestAnnex)) refusals.annexes = 'too-long'
  return Object.keys(refusals).length > 0 ? { refusals } : { paper: { ...texts, annexes } }
}

export const valuesOf = ({ annexes, ...texts }: DecisionPaper): PaperValues => ({ ...texts, annexes: annexes.join('\n') })

/** What a council's office asks for and nobody has written yet. */
export const openFields = (paper: DecisionPaper) =>
  (['number', 'leadOffice', 'reasons', 'financialEffects'] as const).filter(field => paper[field] === '')

/** Somebody wrote it before the version it is about was published, so that it may name an older one. */
export const isOlderThan = (revisedAt: Date | undefined, { publishedAt }: Pick<Version, 'publishedAt'>) =>
  revisedAt !== undefined && revisedAt < publishedAt

/** What stands in a decision paper beside what staff write, at the moment it is made. */
export type PaperFacts = {
  version: Version
  steps: ConsultationStep[]
  positions: BodyPosition[]
  dialogues: DialogueFacts[]
}

/** What everybody may know of how people took part in a dialogue; figures of the version stand in the version. */
export type DialogueFacts = {
  slug: string
  channels: { channel: 'online' | 'kiosk' | 'paper' | 'table'; people: number }[]
  /** null while too few take part */
  method: { version: string; computedAt: Date } | null
}
