import { type Block, type ListItem, typedBlocks, type Words } from '#platform/documents'
import { inWords } from '#platform/markdown'
import type { Tongue } from './paper.words.ts'
import type { FrozenIssue, FrozenSentence, VersionContent } from './version.ts'

/** The text of a version: preamble, then its chapters under headings of this level. */
export function textBlocks(content: VersionContent, level: 2 | 3, tongue: Tongue): Block[] {
  const wording = wordingIn(content, tongue.language)
  return [
    ...typedBlocks(inWordsOf(wording.preamble)),
    ...content.chapters.flatMap(({ sentences }, place): Block[] => [
      { kind: 'heading', level, text: wording.chapter(place) },
      { kind: 'list', items: sentences.map(sentence => itemOf(sentence, content, wording, tongue)) },
    ]),
  ]
}

/** The preamble is written with marks, which paper does not need. */
const inWordsOf = (words: Words): Words => (typeof words === 'string' ? inWords(words) : { ...words, text: inWords(words.text) })

/** What a version says in a language where it was translated, else as it was written. */
export function wordingIn(content: VersionContent, language: string) {
  const translation = content.translations[language]
  const of = (translated: string | undefined, original: string): Words =>
    translated ? { text: translated, language } : { text: original, language: content.language }
  return {
    title: translation?.title || content.title,
    preamble: of(translation?.preamble, content.preamble),
    chapter: (place: number) => of(translation?.chapters[place], content.chapters[place]?.title ?? ''),
    sentence: ({ number, text }: FrozenSentence) => of(translation?.sentences[number]?.text, text),
    explanation: ({ number, explanation }: FrozenSentence) => of(translation?.explanations[number], explanation),
    hasMachine: Object.values(translation?.sentences ?? {}).some(({ origin }) => origin === 'machine'),
  }
}

function itemOf(sentence: FrozenSentence, content: VersionContent, wording: ReturnType<typeof wordingIn>, tongue: Tongue): ListItem {
  const dissents = content.issues
    .filter(({ sentences }) => sentences.includes(sentence.number))
    .flatMap(issue => dissentsIn(issue, content, tongue).flatMap(({ by, said }) => [by, said]))
  const explanation = sentence.explanation === '' ? [] : [wording.explanation(sentence)]
  return {
    number: sentence.number,
    words: wording.sentence(sentence),
    strong: true,
    below: explanation,
    notes: [...dissents, ...creditWords(sentence, tongue), ...sourceWords(sentence, tongue)],
  }
}

/** Groups that did not agree, each in its own words. */
export const dissentsIn = ({ dissents }: FrozenIssue, { language }: VersionContent, { t }: Tongue): { by: Words; said: Words }[] =>
  dissents.map(({ text, signedName, letter }) => ({
    by: letter === null ? t('vision.printed.dissent') : t('vision.printed.dissent-of-group', { letter }),
    said: { text: signedName === '' ? text : `${text}\n– ${signedName}`, language },
  }))

const creditWords = ({ credits }: FrozenSentence, { t }: Tongue): Words[] => {
  const names = credits.map(({ contribution, signedName }) => signedName || t('vision.printed.contribution', { number: contribution }))
  return names.length === 0 ? [] : [t('vision.printed.credits', { names: names.join(', ') })]
}

const sourceWords = ({ sources }: FrozenSentence, { t, day }: Tongue): Words[] => {
  const named = sources.map(({ title, reference, datedOn }) => [title, reference, datedOn && day(datedOn)].filter(Boolean).join(', '))
  return named.length === 0 ? [] : [t('vision.printed.sources', { sources: named.join('; ') })]
}
