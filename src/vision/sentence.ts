import type { VoiceSupport } from './support.ts'
import type { Adoption, FrozenIssue, FrozenSentence, VersionKind } from './version.ts'

/** Why a sentence reads otherwise than before. */
export type ChangeCause = 'written' | 'edited' | 'amendment' | 'dropped' | 'restored'
export type SentenceChange = { at: Date; text: string; explanation: string; cause: ChangeCause; contribution: number | null }

/** How a sentence reads in one version; without what may be long. */
export type PublishedWording = {
  version: number
  kind: VersionKind
  name: string
  publishedAt: Date
  /** in which the version was written */
  language: string
  title: string
  /** null: the version does not have the sentence */
  text: string | null
  explanation: string | null
  adoption: Adoption | null
}

/** A sentence as one version has published it, with everything that stood beside it. */
export type PublishedThread = {
  sentence: FrozenSentence
  chapter: string
  issues: FrozenIssue[]
  /** into the reader's language, where it was approved */
  translation: { text: string; origin: 'person' | 'machine' } | null
  explanation: string | null
}

/** What a version has made of a sentence, seen from the one before. */
export type WordingChange = 'first' | 'unchanged' | 'changed' | 'gone'

/** Versions of a sentence, newest first, each with what it has changed and how the sentence read before; versions before its first are left out. */
export function historyOf(wordings: readonly PublishedWording[]): (PublishedWording & { change: WordingChange; before: string | null })[] {
  const oldestFirst = [...wordings].sort((a, b) => a.version - b.version)
  const first = oldestFirst.findIndex(({ text }) => text !== null)
  if (first < 0) return []
  const known = oldestFirst.slice(first)
  return known
    .map((wording, index) => {
      const before = known[index - 1]?.text ?? null
      return { ...wording, before, change: changeOf(before, wording.text) }
    })
    .filter(({ text, before }) => text !== null || before !== null)
    .reverse()
}

function changeOf(before: string | null, text: string | null): WordingChange {
  if (text === null) return 'gone'
  if (before === null) return 'first'
  return text === before ? 'unchanged' : 'changed'
}

/** So many voices are shown at once. */
export const voicesPerPage = 20

export type VoicePage = { page: number; pages: number; from: number; to: number; count: number; voices: VoiceSupport[] }

/** The wanted page of voices; one that does not exist is the nearest that does. */
export function pageOf(voices: readonly VoiceSupport[], wanted: number): VoicePage {
  const pages = Math.max(1, Math.ceil(voices.length / voicesPerPage))
  const page = Math.min(pages, Math.max(1, Number.isSafeInteger(wanted) ? wanted : 1))
  const from = (page - 1) * voicesPerPage
  const shown = voices.slice(from, from + voicesPerPage)
  return { page, pages, from: from + 1, to: from + shown.length, count: voices.length, voices: shown }
}
