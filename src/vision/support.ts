import type { Results, StatementOutcome, Wording } from '#dialogue'
import type { SourceUse, Voice } from './source.ts'

/** Votes on one statement behind a sentence, as they may be told. Shares in whole percent of the votes, which include passing. */
export type VoiceSupport = {
  dialogue: { slug: string; question: string }
  number: number
  text: string
  language: string
  /** what it says in the language of the reader; only while it is being read */
  said?: Wording
  use: SourceUse
  overall: Shares | null
  /** Lowest agreement first, groups of which nothing is told last; empty where the dialogue has no stable groups. */
  groups: GroupSupport[]
  /** Whole percent that certainly (one-sided 95 %) agree in the group where they are fewest; null where that is not told. */
  lower: number | null
}
export type Shares = NonNullable<StatementOutcome['overall']>
export type GroupSupport = { letter: string; colour: 1 | 2 | 3 | 4 | 5; shares: Shares | null }

/** A voice behind a sentence, by what its votes are found with. */
export type VoiceKey = { dialogue: string; number: number; use: SourceUse }

type SupportedVoice = Pick<Voice, 'number' | 'text' | 'language' | 'use' | 'dialogue'>

/** How the statements behind a sentence have fared, in the order of the voices; `resultsOf` by the dialogue's id. */
export function supportOf(voices: readonly SupportedVoice[], resultsOf: ReadonlyMap<string, Results>): VoiceSupport[] {
  return voices.map(({ number, text, language, use, dialogue }) => {
    const results = resultsOf.get(dialogue.id)
    const outcome = results && outcomesIn(results).get(number)
    return {
      dialogue: { slug: dialogue.slug, question: dialogue.question },
      number,
      text,
      language,
      use,
      overall: outcome?.overall ?? null,
      groups: results && outcome ? lowestFirst(results, outcome) : [],
      lower: outcome?.standing === 'jointly-rejected' ? null : (outcome?.lower ?? null),
    }
  })
}

/** Outcomes by the statement's number. Kept beside the results: every sentence of a text asks for them. */
export function outcomesIn(results: Results): ReadonlyMap<number, StatementOutcome> {
  const found = kept.get(results) ?? new Map(results.statements.map(outcome => [outcome.number, outcome]))
  kept.set(results, found)
  return found
}
const kept = new WeakMap<Results, ReadonlyMap<number, StatementOutcome>>()

const lowestFirst = ({ groups }: Results, outcome: StatementOutcome): GroupSupport[] =>
  groups
    .map(({ index, letter, colour }) => ({ letter, colour, shares: outcome.groups[index] ?? null }))
    .sort((a, b) => (a.shares?.agree ?? 101) - (b.shares?.agree ?? 101))

/** Below half of the votes of a group the sentence is not that group's: most of it has not agreed. */
export const leastAgreement = 50

/** What of the votes on a sentence's statements tells who does not carry it. */
export type GroupedVoice = Pick<VoiceSupport, 'use' | 'groups'>

export function groupedVoice({ dialogue, number, use }: VoiceKey, resultsOf: ReadonlyMap<string, Results>): GroupedVoice {
  const results = resultsOf.get(dialogue)
  const outcome = results && outcomesIn(results).get(number)
  return { use, groups: results && outcome ? lowestFirst(results, outcome) : [] }
}

/** The letters of groups in which most have not agreed with a statement the sentence has taken over or merged. */
export const groupsAgainst = (support: readonly GroupedVoice[]): string[] => [
  ...new Set(
    support
      .filter(({ use }) => use !== 'inspired')
      .flatMap(({ groups }) => groups.filter(({ shares }) => shares && shares.agree < leastAgreement).map(({ letter }) => letter)),
  ),
]
