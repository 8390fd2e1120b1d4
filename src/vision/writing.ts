import type { Results, StatementOutcome } from '#dialogue'
import type { FatedStatement, StatementFate } from './fate.ts'
import type { SentenceRefusal } from './sentence.actions.ts'
import type { VoiceSupport } from './support.ts'
import type { LinkRefusal } from './voice.actions.ts'

/** What of the dialogues stands on the left of the desk, with its name in the address. */
export const resultViews = {
  unites: 'verbindet',
  bridging: 'bruecke',
  contested: 'umstritten',
  characteristic: 'typisch',
  all: 'alle',
} as const
export type ResultView = keyof typeof resultViews

/** On a phone one of the two is shown. */
export const deskParts = ['ergebnisse', 'text'] as const
export type DeskPart = (typeof deskParts)[number]

/** What the address of the desk asks for. `sentence`: the one statements are being linked to; `chapter`: the one that is shown. */
export type DeskQuery = {
  view: ResultView
  dialogue?: string
  search: string
  isUnusedOnly: boolean
  page: number
  chapter?: string
  sentence?: number
  part: DeskPart
}

/** What the address does not say, or says wrongly, is as if it had not been said. */
export function queryIn(get: (name: string) => string | undefined): DeskQuery {
  const number = (name: string) => (/^[1-9]\d{0,5}$/.test(get(name) ?? '') ? Number(get(name)) : undefined)
  return {
    view: (Object.keys(resultViews) as ResultView[]).find(view => resultViews[view] === get('zeige')) ?? 'all',
    dialogue: get('dialog') || undefined,
    search: (get('suche') ?? '').trim().slice(0, 100),
    isUnusedOnly: get('offen') === 'ja',
    page: number('seite') ?? 1,
    chapter: get('kapitel') || undefined,
    sentence: number('satz'),
    part: deskParts.find(part => part === get('teil')) ?? 'ergebnisse',
  }
}

/** The same as query of an address. */
export const addressed = ({ view, dialogue, search, isUnusedOnly, page, chapter, sentence, part }: DeskQuery) => ({
  zeige: view === 'all' ? undefined : resultViews[view],
  dialog: dialogue,
  suche: search || undefined,
  offen: isUnusedOnly ? 'ja' : undefined,
  seite: page === 1 ? undefined : page,
  kapitel: chapter,
  satz: sentence,
  teil: part === 'text' ? part : undefined,
})

/** A statement the desk chooses among; `words` where one searches in them. */
export type DeskEntry = StatementFate & { outcome?: StatementOutcome; words?: string }

/** A statement on the left: what became of it, and how people voted on it. */
export type DeskStatement = FatedStatement & { outcome?: StatementOutcome; results?: Results }

export const statementsPerPage = 20

export type StatementPage = { count: number; page: number; pages: number; statements: DeskStatement[] }

/** Which statements a query asks for; a page that does not exist is the nearest that does. */
export function entriesOnPage(all: readonly DeskEntry[], query: DeskQuery): Omit<StatementPage, 'statements'> & { entries: DeskEntry[] } {
  const found = chosenEntries(all, query)
  const pages = Math.max(1, Math.ceil(found.length / statementsPerPage))
  const page = Math.min(pages, query.page)
  return { count: found.length, page, pages, entries: found.slice((page - 1) * statementsPerPage, page * statementsPerPage) }
}

/** What a view is about, the clearest first; all in the order in which they were said. */
export function chosenEntries(all: readonly DeskEntry[], { view, dialogue, search, isUnusedOnly }: DeskQuery): DeskEntry[] {
  const wanted = search.toLocaleLowerCase()
  const found = all.filter(
    statement =>
      (!dialogue || statement.dialogue.slug === dialogue) &&
      (!isUnusedOnly || statement.fate !== 'adopted') &&
      (wanted === '' || (statement.words ?? '').toLocaleLowerCase().includes(wanted)) &&
      isIn[view](statement),
  )
  const rank = ranks[view]
  return rank ? found.sort((a, b) => rank(b) - rank(a)) : found
}

const isIn: Record<ResultView, (statement: DeskEntry) => boolean> = {
  unites: ({ outcome }) => outcome?.standing === 'unites' || outcome?.standing === 'jointly-rejected',
  // certainly more support than one camp alone can give
  bridging: ({ outcome }) => (outcome?.bridging?.lower ?? 0) > 0,
  contested: ({ outcome }) => outcome?.standing === 'contested',
  characteristic: ({ outcome }) => (outcome?.characteristicOf.length ?? 0) > 0,
  all: () => true,
}

const ranks: Partial<Record<ResultView, (statement: DeskEntry) => number>> = {
  unites: ({ outcome }) => outcome?.lower ?? -1,
  bridging: ({ outcome }) => outcome?.bridging?.lower ?? -1,
  contested: ({ outcome }) => Math.min(outcome?.overall?.agree ?? 0, outcome?.overall?.disagree ?? 0),
  characteristic: ({ outcome }) => -(outcome?.characteristicOf[0]?.group ?? 0),
}

/** Where fewest agree with what a sentence comes from; `letter`: in which group, where the dialogue has groups. Inspirations do not count. */
export function weakest(support: readonly VoiceSupport[]): { agree: number; letter?: string } | undefined {
  const told = support
    .filter(({ use }) => use !== 'inspired')
    .flatMap(({ groups, overall }) => {
      const lowest = groups[0]?.shares && { agree: groups[0].shares.agree, letter: groups[0].letter }
      return lowest ? [lowest] : overall ? [{ agree: overall.agree }] : []
    })
  return told.sort((a, b) => a.agree - b.agree)[0]
}

/** With more sentences than this the desk shows one chapter at a time. */
export const mostShown = 80

/** What could not be done, and what was typed: nothing, another wording of a sentence, or a new sentence. */
export type Refused =
  | { refusal: LinkRefusal }
  | { refusal: SentenceRefusal; sentence: number; text: string }
  | { refusal: SentenceRefusal; from?: { dialogue: string; number: number }; chapter: string; text: string }
