import slugify from '@sindresorhus/slugify'
import { clockTimeOf, momentOf } from './berlin-time.ts'
import { type Dialogue, type Moderation, moderations, statementLengthLimits } from './dialogue.ts'

/** What the coordinator typed about a dialogue; kept as typed, so that a refusal loses nothing. */
export type DialogueValues = {
  question: string
  slug: string
  description: string
  opensAt: string
  closesAt: string
  residentsMayAdd: boolean
  moderation: string
  statementLength: string
  languages: string[]
}

export type DialogueRefusal =
  | 'question-missing'
  | 'question-too-long'
  | 'slug-wrong'
  | 'slug-taken'
  | 'description-too-long'
  | 'time-unreadable'
  | 'closes-before-opening'
  | 'moderation-unknown'
  | 'length-out-of-range'
  | 'language-missing'
  | 'language-unknown'

export type DialogueRefusals = Partial<Record<keyof DialogueValues, DialogueRefusal>>

export type JudgedValues = Pick<
  Dialogue,
  'question' | 'slug' | 'description' | 'opensAt' | 'closesAt' | 'residentsMayAdd' | 'moderation' | 'statementLength' | 'languages'
>

const longestQuestion = 200
const longestDescription = 5000
const longestSlug = 60

/** Checks a dialogue's values; an empty address is made from the question. */
export function judgeDialogue(values: DialogueValues, offered: readonly string[]): JudgedValues | { refusals: DialogueRefusals } {
  const refusals: DialogueRefusals = {}
  const slug = values.slug || slugFor(values.question)
  const opensAt = values.opensAt === '' ? null : momentOf(values.opensAt)
  const closesAt = values.closesAt === '' ? null : momentOf(values.closesAt)
  const statementLength = /^\d{1,4}$/.test(values.statementLength) ? Number(values.statementLength) : Number.NaN

  if (values.question === '') refusals.question = 'question-missing'
  else if (values.question.length > longestQuestion) refusals.question = 'question-too-long'
  if (values.question !== '' && !isSlug(slug)) refusals.slug = 'slug-wrong'
  if (values.description.length > longestDescription) refusals.description = 'description-too-long'
  if (opensAt === undefined) refusals.opensAt = 'time-unreadable'
  if (closesAt === undefined) refusals.closesAt = 'time-unreadable'
  if (opensAt && closesAt && closesAt <= opensAt) refusals.closesAt = 'closes-before-opening'
  if (!moderations.includes(values.moderation as Moderation)) refusals.moderation = 'moderation-unknown'
  if (!(statementLength >= statementLengthLimits.least && statementLength <= statementLengthLimits.most))
    refusals.statementLength = 'length-out-of-range'
  if (values.languages.length === 0) refusals.languages = 'language-missing'
  else if (values.languages.some(code => !offered.includes(code))) refusals.languages = 'language-unknown'

  if (Object.keys(refusals).length > 0 || opensAt === undefined || closesAt === undefined) return { refusals }
  return { ...values, slug, opensAt, closesAt, statementLength, moderation: values.moderation as Moderation }
}

export const valuesOf = (dialogue: JudgedValues): DialogueValues => ({
  question: dialogue.question,
  slug: dialogue.slug,
  description: dialogue.description,
  opensAt: dialogue.opensAt ? clockTimeOf(dialogue.opensAt) : '',
  closesAt: dialogue.closesAt ? clockTimeOf(dialogue.closesAt) : '',
  residentsMayAdd: dialogue.residentsMayAdd,
  moderation: dialogue.moderation,
  statementLength: String(dialogue.statementLength),
  languages: dialogue.languages,
})

export const newDialogueValues = (languages: string[]): DialogueValues => ({
  question: '',
  slug: '',
  description: '',
  opensAt: '',
  closesAt: '',
  residentsMayAdd: true,
  moderation: 'before',
  statementLength: String(statementLengthLimits.usual),
  languages,
})

/** Small letters, digits and single hyphens. At the desk …/neu is the form for a new one. */
export const isSlug = (text: string) => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(text) && text.length <= longestSlug && text !== 'neu'

/** A readable address from a text, cut between words: "Wie wollen wir zusammenleben?" → wie-wollen-wir-zusammenleben. */
export function slugFor(text: string, otherwise = 'dialog'): string {
  const words = slugify(text, { customReplacements: umlauts })
  const cut = words.length > longestSlug ? words.slice(0, longestSlug).replace(/-[^-]*$/, '') : words
  return isSlug(cut) ? cut : otherwise
}

const umlauts: [string, string][] = [
  ['ä', 'ae'],
  ['ö', 'oe'],
  ['ü', 'ue'],
  ['Ä', 'Ae'],
  ['Ö', 'Oe'],
  ['Ü', 'Ue'],
  ['ß', 'ss'],
]
