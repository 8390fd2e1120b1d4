export const linkKinds = ['goals', 'sentences', 'statements'] as const
/** What a measure is linked to: goals of the plan, sentences of a vision, statements of a dialogue. */
export type LinkKind = (typeof linkKinds)[number]

/** Something a measure is linked to, or could be. */
export type Linkable = {
  id: string
  number: number
  text: string
  language: string
  /** in which vision or dialogue it stands: its address and its name; '' for goals */
  within: string
  withinName: string
  isLinked: boolean
}

/** Of statements there are too many to be looked through: those not linked yet are shown once something is searched for. */
export const onlyBySearch = (kind: LinkKind) => kind === 'statements'

/** So many of a kind are shown to choose from; more, and one has to search. */
export const mostShown = 40

/** The words of a search as patterns each of which must be met. */
export const patternsOf = (search: string): string[] =>
  search
    .split(/\s+/)
    .filter(Boolean)
    .map(word => `%${word.replace(/[\\%_]/g, character => `\\${character}`)}%`)
