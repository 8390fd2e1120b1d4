import type { FrozenSentence, VersionContent } from './version.ts'

/** What of a version is compared with another one: its words, without the voices behind them. */
export type VersionText = Pick<VersionContent, 'title' | 'preamble' | 'language'> & { chapters: Chapter[] }
type Chapter = { title: string; sentences: Sentence[] }
type Sentence = Pick<FrozenSentence, 'number' | 'text' | 'explanation'>

/** How two published texts differ: chapters in the order of the later one, then those that are gone. */
export type Comparison = {
  title: Wording
  preamble: Wording
  chapters: ComparedChapter[]
}
export type ComparedChapter = { change: Change; title: Wording; sentences: ComparedSentence[] }
export type ComparedSentence = { number: number; change: Change; isMoved: boolean; text: Wording; explanation: Wording }
export type Wording = { before: string; after: string }
export const changes = ['added', 'removed', 'changed', 'kept'] as const
export type Change = (typeof changes)[number]

/** What changed from an earlier text to a later one. A sentence is the same one by its number, whatever it says and wherever it stands. */
export function compared(before: VersionText, after: VersionText): Comparison {
  const partners = partnersOf(before.chapters, after.chapters)
  const known = new Map(before.chapters.flatMap(chapter => chapter.sentences.map(sentence => [sentence.number, { sentence, chapter }])))
  const left = new Set(after.chapters.flatMap(({ sentences }) => sentences.map(({ number }) => number)))
  const goneFrom = (chapter: Chapter | undefined) =>
    (chapter?.sentences ?? []).filter(({ number }) => !left.has(number)).map(sentence => comparedSentence(sentence, undefined, false))
  const later = after.chapters.map((chapter): ComparedChapter => {
    const partner = partners.get(chapter)
    const stayed = inOrder(partner, chapter)
    const sentences = chapter.sentences.map(sentence => {
      const earlier = known.get(sentence.number)
      return comparedSentence(earlier?.sentence, sentence, earlier !== undefined && !stayed.has(sentence.number))
    })
    return { ...titled(partner?.title, chapter.title), sentences: [...sentences, ...goneFrom(partner)] }
  })
  const kept = new Set(partners.values())
  const gone = before.chapters.filter(chapter => !kept.has(chapter))
  return {
    title: { before: before.title, after: after.title },
    preamble: { before: before.preamble, after: after.preamble },
    chapters: [...later, ...gone.map(chapter => ({ ...titled(chapter.title, undefined), sentences: goneFrom(chapter) }))],
  }
}

/** Of each later chapter the earlier one: by its title, else the one with which it shares most sentences. */
function partnersOf(before: readonly Chapter[], after: readonly Chapter[]): Map<Chapter, Chapter> {
  const partners = new Map<Chapter, Chapter>()
  const free = new Set(before)
  const pair = (later: Chapter, earlier: Chapter | undefined) => {
    if (!earlier) return
    partners.set(later, earlier)
    free.delete(earlier)
  }
  for (const later of after)
    pair(
      later,
      [...free].find(({ title }) => title === later.title),
    )
  for (const later of after.filter(chapter => !partners.has(chapter))) {
    const [best] = [...free].sort((a, b) => inCommon(b, later) - inCommon(a, later))
    if (best && inCommon(best, later) > 0) pair(later, best)
  }
  return partners
}

const numbersIn = ({ sentences }: Chapter) => sentences.map(({ number }) => number)
const inCommon = (a: Chapter, b: Chapter) => numbersIn(a).filter(number => numbersIn(b).includes(number)).length

/** The sentences that stand in both chapters in the same order: as many as possible, so that as few as possible count as moved. */
function inOrder(before: Chapter | undefined, after: Chapter): Set<number> {
  const places = new Map(before ? numbersIn(before).map((number, place) => [number, place]) : [])
  const common = numbersIn(after).filter(number => places.has(number))
  const longest: number[][] = []
  for (const [index, number] of common.entries()) {
    const before = longest.slice(0, index).filter(run => places.get(run.at(-1)!)! < places.get(number)!)
    longest.push([...before.reduce<number[]>((best, run) => (run.length > best.length ? run : best), []), number])
  }
  return new Set(longest.reduce((best, run) => (run.length > best.length ? run : best), []))
}

function comparedSentence(before: Sentence | undefined, after: Sentence | undefined, isMoved: boolean): ComparedSentence {
  const text = { before: before?.text ?? '', after: after?.text ?? '' }
  const explanation = { before: before?.explanation ?? '', after: after?.explanation ?? '' }
  const isSame = text.before === text.after && explanation.before === explanation.after
  const change = !before ? 'added' : !after ? 'removed' : isSame ? 'kept' : 'changed'
  return { number: (after ?? before)!.number, change, isMoved, text, explanation }
}

function titled(before: string | undefined, after: string | undefined): Pick<ComparedChapter, 'change' | 'title'> {
  const change = before === undefined ? 'added' : after === undefined ? 'removed' : before === after ? 'kept' : 'changed'
  return { change, title: { before: before ?? '', after: after ?? '' } }
}

/** How many sentences of each kind of change there are, and how many have moved. */
export function countsIn({ chapters }: Comparison): Record<Change | 'moved', number> {
  const sentences = chapters.flatMap(({ sentences }) => sentences)
  const count = (wanted: Change) => sentences.filter(({ change }) => change === wanted).length
  return {
    added: count('added'),
    removed: count('removed'),
    changed: count('changed'),
    kept: count('kept'),
    moved: sentences.filter(({ isMoved }) => isMoved).length,
  }
}
