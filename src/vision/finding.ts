import type { Results } from '#dialogue'
import { isWidelyAgreed } from './fate.ts'
import { type GroupedVoice, groupsAgainst } from './support.ts'
import type { Sentence } from './vision.ts'

/** What a coordinator still has to see to before a text is published or adopted, in the order in which it is listed. */
export const findingKinds = [
  'statements-without-fate',
  'sentences-without-voices',
  'sentences-without-support',
  'open-issues',
  'parting-votes',
  'undecided-amendments',
  'stale-translations',
] as const
export type FindingKind = (typeof findingKinds)[number]

export type Findings = {
  'statements-without-fate': { dialogue: string; number: number; text: string; language: string; agree: number; votes: number }[]
  'sentences-without-voices': Pick<Sentence, 'number' | 'text'>[]
  'sentences-without-support': (Pick<Sentence, 'number' | 'text'> & { letters: string[] })[]
  'open-issues': { number: number; question: string }[]
  'parting-votes': { question: string; on: Date; isPast: boolean }[]
  'undecided-amendments': { number: number; sentence: number; text: string; language: string }[]
  'stale-translations': { language: string; count: number }[]
}

/** Most people agree with them, and nobody has said what becomes of them: those with the most agreement first. `slug`: of the dialogue. */
export const withoutFate = (
  slug: string,
  { statements }: Results,
  isOpen: (number: number) => boolean,
): Findings['statements-without-fate'] =>
  statements
    .flatMap(({ number, text, language, overall }) =>
      isWidelyAgreed(overall) && isOpen(number)
        ? [{ dialogue: slug, number, text, language, agree: overall.agree, votes: overall.votes }]
        : [],
    )
    .sort((a, b) => b.agree - a.agree || a.number - b.number)

/** Sentences of which a group has mostly not agreed with what they have taken over. */
export const withoutSupport = (
  sentences: readonly Sentence[],
  support: ReadonlyMap<string, GroupedVoice[]>,
): Findings['sentences-without-support'] =>
  sentences
    .map(({ id, number, text }) => ({ number, text, letters: groupsAgainst(support.get(id) ?? []).sort() }))
    .filter(({ letters }) => letters.length > 0)
