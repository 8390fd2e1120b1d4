import { isSlug, slugFor } from '#dialogue'
import type { DrawnOn, Vision } from './vision.ts'

/** What the coordinator typed about a vision; kept as typed, so that a refusal loses nothing. `dialogues` by their addresses. */
export type VisionValues = { title: string; slug: string; preamble: string; language: string; dialogues: string[] }

export type VisionRefusal =
  | 'title-missing'
  | 'title-too-long'
  | 'slug-wrong'
  | 'slug-taken'
  | 'preamble-too-long'
  | 'language-unknown'
  | 'dialogue-unknown'
  | 'dialogue-in-use'
  | 'is-adopted'
  | 'changed-meanwhile'
export type VisionRefusals = Partial<Record<keyof VisionValues, VisionRefusal>>

export type JudgedVision = Pick<Vision, 'title' | 'slug' | 'preamble' | 'language'> & { dialogues: DrawnOn[] }

/** What there is to choose from: languages of the town, and its dialogues the public knows. */
export type VisionChoices = { languages: readonly string[]; dialogues: readonly DrawnOn[] }

export const longestInVision = { title: 160, preamble: 5000 }

/** Checks a vision's values; an empty address is made from the title. */
export function judgeVision(values: VisionValues, choices: VisionChoices): JudgedVision | { refusals: VisionRefusals } {
  const refusals: VisionRefusals = {}
  const slug = values.slug || slugFor(values.title, 'leitbild')
  const asked = new Set(values.dialogues)
  const dialogues = choices.dialogues.filter(dialogue => asked.has(dialogue.slug))

  if (values.title === '') refusals.title = 'title-missing'
  else if (values.title.length > longestInVision.title) refusals.title = 'title-too-long'
  if (!isSlug(slug)) refusals.slug = 'slug-wrong'
  if (values.preamble.length > longestInVision.preamble) refusals.preamble = 'preamble-too-long'
  if (!choices.languages.includes(values.language)) refusals.language = 'language-unknown'
  if (dialogues.length < asked.size) refusals.dialogues = 'dialogue-unknown'

  return Object.keys(refusals).length > 0 ? { refusals } : { ...values, slug, dialogues }
}

export const valuesOf = ({ title, slug, preamble, language }: Vision, dialogues: readonly DrawnOn[]): VisionValues => ({
  title,
  slug,
  preamble,
  language,
  dialogues: dialogues.map(dialogue => dialogue.slug),
})
