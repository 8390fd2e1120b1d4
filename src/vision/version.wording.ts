import { languageOf } from '#platform/languages'
import type { FrozenSentence, VersionContent } from './version.ts'

/** A text of a version as it is read in a language. */
export type ReadText = {
  text: string
  language: string
  /** where it is a translation */
  original?: { text: string; language: string; isMachine: boolean }
}

/** What a version says in a language: in an easy form of it, in the language itself, else as it was written. */
export function textIn(content: VersionContent, wanted: string) {
  const languages = chainOf(wanted)
  const read = (original: string, translated: (language: string) => { text: string; isMachine?: boolean } | undefined): ReadText => {
    for (const language of languages) {
      if (language === content.language) break
      const found = translated(language)
      if (found?.text)
        return { text: found.text, language, original: { text: original, language: content.language, isMachine: found.isMachine ?? false } }
    }
    return { text: original, language: content.language }
  }
  const words = (text: string | undefined) => (text === undefined ? undefined : { text })
  const of = (language: string) => content.translations[language]
  return {
    title: read(content.title, language => words(of(language)?.title)),
    preamble: read(content.preamble, language => words(of(language)?.preamble)),
    chapter: (place: number) => read(content.chapters[place]?.title ?? '', language => words(of(language)?.chapters[place])),
    sentence: ({ number, text }: FrozenSentence) =>
      read(text, language => {
        const found = of(language)?.sentences[number]
        return found && { text: found.text, isMachine: found.origin === 'machine' }
      }),
    explanation: ({ number, explanation }: FrozenSentence) => read(explanation, language => words(of(language)?.explanations[number])),
  }
}

const chainOf = (language: string) => (languageOf(language).isEasyForm ? [language, language.split('-')[0]!] : [language])
