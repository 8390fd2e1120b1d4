import { createHash } from 'node:crypto'
import { fallbackLanguage } from '#platform/languages'
import type { Dialogue } from './dialogue.ts'
import { judgeText, lengthOf, type Statement, tidied } from './statement.ts'

/** The town's own texts; every other item is the number of a statement. */
export const townItems = ['question', 'description'] as const
export type TownItem = (typeof townItems)[number]

/** A text as it was written. */
export type Written = { text: string; language: string }

/** Something to translate. */
export type Original = Written & { item: string }

export const origins = ['person', 'machine'] as const
export type TranslationOrigin = (typeof origins)[number]
export type StoredState = 'draft' | 'approved'

/** `of`: the text that was translated. */
export type Translation = Written & { item: string; origin: TranslationOrigin; state: StoredState; of: Written }

/** `stale`: the original has changed since. */
export type TranslationState = StoredState | 'stale'

export const stateOf = ({ state, of }: Pick<Translation, 'state' | 'of'>, original: Written): TranslationState =>
  isSame(of, original) ? state : 'stale'

const isSame = (one: Written, other: Written) => one.text === other.text && one.language === other.language

/** `language`: in which the town has written question and description. */
export type TranslationSetup = { language: string; showsUnreviewed: boolean; revision: number }

export const usualSetup = ({ languages: [first = 'de'] }: Pick<Dialogue, 'languages'>): TranslationSetup => ({
  language: first,
  showsUnreviewed: false,
  revision: 0,
})

/** Everything of a dialogue that can be translated; a description that is empty cannot. */
export const originalsOf = (
  dialogue: Pick<Dialogue, 'question' | 'description'>,
  { language }: Pick<TranslationSetup, 'language'>,
  statements: readonly Statement[],
): Original[] => [
  ...townItems.flatMap(item => (dialogue[item] === '' ? [] : [{ item, text: dialogue[item], language }])),
  ...statements.map(originalOf),
]

export const originalOf = ({ number, text, language }: Pick<Statement, 'number' | 'text' | 'language'>): Original => ({
  item: String(number),
  text,
  language,
})

// ── What is shown ───────────────────────────────────────────────────────────────────────────────────────────────────────────

/** All translations of a dialogue with what says which of them may be seen. */
export type Translations = { setup: TranslationSetup; byItem: ReadonlyMap<string, readonly Translation[]> }

/** A text as somebody reads it: as it was written, or a translation with what it is made of. */
export type Wording = Written & { translated?: { origin: TranslationOrigin; isReviewed: boolean; from: Written } }

/**
 * The text for somebody who reads this language. A draft is shown to nobody, save one by a machine where the town wants that; a translation
 * of an earlier text is never shown. Easy German falls back to German before it falls back to the original.
 */
export function wordingFor({ setup, byItem }: Translations, reader: string, { item, ...original }: Original): Wording {
  for (const language of [reader, ...(reader.includes('-') ? [reader.split('-')[0]!] : [])]) {
    if (original.language === language) break
    const found = byItem.get(item)?.find(each => each.language === language && isShown(each, original, setup))
    if (!found) continue
    const from = { text: original.text, language: original.language }
    return { text: found.text, language, translated: { origin: found.origin, isReviewed: found.state === 'approved', from } }
  }
  return { text: original.text, language: original.language }
}

export const isShown = (translation: Translation, original: Written, { showsUnreviewed }: Pick<TranslationSetup, 'showsUnreviewed'>) => {
  const state = stateOf(translation, original)
  return state === 'approved' || (state === 'draft' && translation.origin === 'machine' && showsUnreviewed)
}

export type PublishedTranslation = Written & { origin: TranslationOrigin; state: TranslationState }

/** What open data tell: translations that are shown, and those that were approved for an earlier text. */
export const publishedOf = ({ setup, byItem }: Translations, { item, ...original }: Original): PublishedTranslation[] =>
  (byItem.get(item) ?? [])
    .filter(each => each.state === 'approved' || isShown(each, original, setup))
    .map(each => ({ language: each.language, text: each.text, origin: each.origin, state: stateOf(each, original) }))

/** The same for the town's own texts. */
export function publishedTownTexts(
  translations: Translations,
  dialogue: Pick<Dialogue, TownItem>,
): Record<TownItem, PublishedTranslation[]> {
  const { language } = translations.setup
  const of = (item: TownItem) => publishedOf(translations, { item, text: dialogue[item], language })
  return { question: of('question'), description: of('description') }
}

// ── The desk ────────────────────────────────────────────────────────────────────────────────────────────────────────────────

export const standings = ['missing', 'stale', 'draft', 'approved'] as const
/** How far one text is in one language. */
export type Standing = (typeof standings)[number]

/** One text beside its translation, if there is one. */
export type Pair = { original: Original; translation: Translation | undefined; standing: Standing }

/** All texts to be translated into a language: those that are not written in it. */
export const pairsIn = (language: string, originals: readonly Original[], byItem: Translations['byItem']): Pair[] =>
  originals
    .filter(original => original.language !== language)
    .map(original => {
      const translation = byItem.get(original.item)?.find(each => each.language === language)
      return { original, translation, standing: translation ? stateOf(translation, original) : 'missing' }
    })

export type Progress = Record<Standing, number> & { language: string; total: number }

export function progressIn(language: string, pairs: readonly Pair[]): Progress {
  const count = (standing: Standing) => pairs.filter(each => each.standing === standing).length
  return {
    language,
    total: pairs.length,
    missing: count('missing'),
    stale: count('stale'),
    draft: count('draft'),
    approved: count('approved'),
  }
}

/** The next text after this one that needs somebody, round from the beginning; undefined when all is done. */
export function nextToDo(pairs: readonly Pair[], after: string | undefined): Pair | undefined {
  const place = pairs.findIndex(({ original }) => original.item === after)
  return [...pairs.slice(place + 1), ...pairs.slice(0, place + 1)].find(
    ({ standing, original }) => standing !== 'approved' && original.item !== after,
  )
}

// ── Judging ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────

export type TranslationRefusal = 'text-missing' | 'text-too-long' | 'changed-meanwhile'

/** Languages need more or fewer letters than each other; beyond this it is no translation. */
const longestOf = (item: string) => (item === 'description' ? 10_000 : item === 'question' ? 400 : 800)

/** A translation as it is stored: a statement and the question on one line, the description with its paragraphs. */
export const tidiedFor = (item: string, text: string) =>
  item === 'description' ? text.replace(/\r\n?/g, '\n').split('\n').map(tidiedLine).join('\n').trim() : tidied(text)

/** Lists and quotations of Markdown begin with blanks. */
const tidiedLine = (line: string) => (/^\s*/.exec(line)?.[0] ?? '') + tidied(line)

export function judgeTranslation(item: string, text: string): Exclude<TranslationRefusal, 'changed-meanwhile'> | undefined {
  const longest = longestOf(item)
  return lengthOf(text) > longest ? 'text-too-long' : judgeText(text, longest)
}

/** Who made a text: taking over a machine's words unchanged leaves them the machine's. */
export const originAfter = (before: Translation | undefined, text: string): TranslationOrigin =>
  before?.origin === 'machine' && before.text === text ? 'machine' : 'person'

/** A short name for a pair as it is, to see whether somebody else changed either side meanwhile. */
export const versionOf = ({ original, translation }: Pick<Pair, 'original' | 'translation'>) =>
  createHash('sha256')
    .update(JSON.stringify([original.text, original.language, translation?.text, translation?.origin, translation?.state]))
    .digest('base64url')
    .slice(0, 16)

/** Into which languages a dialogue can be translated: those its town's pages can be read in. */
export const targetLanguages = (municipality: { languages: readonly string[] }) => [
  ...new Set([fallbackLanguage, ...municipality.languages]),
]
