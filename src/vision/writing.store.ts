import type { DialogueDoor, Results } from '#dialogue'
import type { Read } from '#platform/db'
import { fatesIn, fatesOf, wordsIn } from './fate.store.ts'
import type { StatementFate } from './fate.ts'
import { sourcesOf } from './source.store.ts'
import type { Sources } from './source.ts'
import { resultsIn } from './support.store.ts'
import { outcomesIn, supportOf, type VoiceSupport } from './support.ts'
import { type DrawnOn, dialoguesOf, droppedSentences, textOf } from './vision.store.ts'
import { type Chapter, type Sentence, sentencesOf, type Vision } from './vision.ts'
import { type DeskQuery, type DeskStatement, entriesOnPage, mostShown, type StatementPage } from './writing.ts'

export type DeskSentence = Sentence & { sources: Sources; support: VoiceSupport[] }
export type DeskChapter = Omit<Chapter, 'sentences'> & { count: number; sentences: DeskSentence[] }

export type WritingDesk = {
  vision: Vision
  query: DeskQuery
  dialogues: DrawnOn[]
  found: StatementPage
  chapters: DeskChapter[]
  /** which chapter alone is shown, where the text is too long to be shown whole */
  shownChapter?: string
  /** no longer part of the text */
  dropped: Pick<Sentence, 'number' | 'text'>[]
  /** statements are being linked to it */
  chosen?: DeskSentence
}

/** What stands on the writing desk: a handful of queries, however much there is. */
export async function writingDesk(
  db: Read,
  door: Pick<DialogueDoor, 'resultsOf'>,
  vision: Vision,
  query: DeskQuery,
  fewest: number,
): Promise<WritingDesk> {
  const results = await resultsIn(db, door, vision.id, fewest)
  const text = await textOf(db, vision.id)
  const shownChapter = sentencesOf(text).length > mostShown ? chapterToShow(text.chapters, query) : undefined
  const chosen = sentencesOf(text).find(({ number }) => number === query.sentence)
  const chapters = text.chapters.map(chapter => (!shownChapter || chapter.id === shownChapter ? chapter : { ...chapter, sentences: [] }))
  const onDesk = [...sentencesOf({ chapters }), ...(chosen ? [chosen] : [])].map(({ id }) => id)
  const sources = await sourcesOf(db, vision.id, onDesk)
  const withVoices = (sentence: Sentence): DeskSentence => {
    const found = sources.get(sentence.id) ?? { voices: [], others: [] }
    return { ...sentence, sources: found, support: supportOf(found.voices, results) }
  }
  return {
    vision,
    query,
    dialogues: await dialoguesOf(db, vision.id),
    found: await statementPage(db, vision.id, results, query),
    chapters: chapters.map((chapter, index) => ({
      ...chapter,
      count: text.chapters[index]!.sentences.length,
      sentences: chapter.sentences.map(withVoices),
    })),
    shownChapter,
    dropped: await droppedSentences(db, vision.id),
    chosen: chosen && withVoices(chosen),
  }
}

/** The statements on this page of the desk: chosen among all by what is known without their words, then read. */
async function statementPage(db: Read, vision: string, results: ReadonlyMap<string, Results>, query: DeskQuery): Promise<StatementPage> {
  const outcomeOf = ({ dialogue, number }: StatementFate) => {
    const found = results.get(dialogue.id)
    return found && outcomesIn(found).get(number)
  }
  const words = query.search === '' ? undefined : await wordsIn(db, vision)
  const all = (await fatesIn(db, vision)).map(statement => ({
    ...statement,
    outcome: outcomeOf(statement),
    words: words?.get(statement.id),
  }))
  const { entries, ...page } = entriesOnPage(all, query)
  const ids = entries.map(({ id }) => id)
  const fated = new Map((await fatesOf(db, vision, ids)).map(statement => [statement.id, statement]))
  const statements = entries.map(
    ({ id, dialogue, outcome }): DeskStatement => ({ ...fated.get(id)!, outcome, results: results.get(dialogue.id) }),
  )
  return { ...page, statements }
}

/** The one asked for, the one in which the chosen sentence stands, or the first. */
const chapterToShow = (chapters: readonly Chapter[], { chapter, sentence }: DeskQuery) =>
  (
    chapters.find(({ id }) => id === chapter) ??
    chapters.find(({ sentences }) => sentences.some(({ number }) => number === sentence)) ??
    chapters[0]
  )?.id
