import type { Vision, VisionText } from './vision.ts'

/** A text of a vision beside what it says in another language; `of`: the wording that was translated. */
export type Pair = { item: string; original: string; translation: Translation | null }
export type Translation = { text: string; state: 'draft' | 'approved'; origin: 'person' | 'machine'; of: string }

export const standings = ['missing', 'stale', 'draft', 'approved'] as const
/** `stale`: the original reads otherwise now; that is compared, never stored. */
export type Standing = (typeof standings)[number]

export function standingOf({ original, translation }: Pick<Pair, 'original' | 'translation'>): Standing {
  if (!translation) return 'missing'
  return translation.of === original ? translation.state : 'stale'
}

/** Everything of a vision that can be translated, in reading order; what is empty cannot. */
export const originalsOf = (
  { title, preamble }: Pick<Vision, 'title' | 'preamble'>,
  { chapters }: VisionText,
): { item: string; original: string }[] =>
  [
    { item: 'title', original: title },
    { item: 'preamble', original: preamble },
    ...chapters.flatMap(({ id, title, sentences }) => [
      { item: `chapter/${id}`, original: title },
      ...sentences.flatMap(({ number, text, explanation }) => [
        { item: `sentence/${number}`, original: text },
        { item: `explanation/${number}`, original: explanation },
      ]),
    ]),
  ].filter(({ original }) => original !== '')

/** A translation may be longer than what it translates: Ukrainian and Arabic need about a third more. */
export const longestTranslation = 6000

export type TranslationRefusal = 'text-missing' | 'text-too-long' | 'changed-meanwhile'
