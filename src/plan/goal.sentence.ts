/** A sentence of a vision a goal serves or could serve. */
export type LinkableSentence = {
  id: string
  number: number
  text: string
  /** was dropped from the working text since; a published version may still have it */
  isDropped: boolean
  chapter: string
  vision: string
  visionTitle: string
  language: string
  isLinked: boolean
}

/** So many sentences are shown to choose from; more, and one has to search. */
export const mostShown = 120

/** Those the goal serves always; of the others in which the words are found, as many as can be looked through. */
export function shownSentences(all: readonly LinkableSentence[], search: string): { shown: LinkableSentence[]; left: number } {
  const words = folded(search).split(/\s+/).filter(Boolean)
  const found = all.filter(({ isLinked, text }) => isLinked || words.every(word => folded(text).includes(word)))
  const room = mostShown - found.filter(({ isLinked }) => isLinked).length
  const others = new Set(found.filter(({ isLinked }) => !isLinked).slice(0, Math.max(0, room)))
  const shown = found.filter(sentence => sentence.isLinked || others.has(sentence))
  return { shown, left: found.length - shown.length }
}

const folded = (text: string) => text.normalize('NFKC').toLocaleLowerCase('de')
