/** Where a sentence comes from. `card`: from paper; `concept`: something the town has adopted before. */
export const sourceKinds = ['statement', 'card', 'note', 'concept', 'resolution'] as const
export type SourceKind = (typeof sourceKinds)[number]

/** What the sentence has made of it: its very thought, one of several that became one, or an idea. */
export const sourceUses = ['taken-over', 'merged', 'inspired'] as const
export type SourceUse = (typeof sourceUses)[number]

/** A statement a sentence comes from, with where it was said. */
export type Voice = {
  id: string
  use: SourceUse
  statementId: string
  dialogue: { id: string; slug: string; question: string }
  number: number
  text: string
  language: string
}

/** Something from outside the dialogues a sentence comes from. */
export type OtherSource = {
  id: string
  use: SourceUse
  kind: Exclude<SourceKind, 'statement'>
  title: string
  reference: string
  datedOn: string | null
  file: { id: string; name: string } | null
}

export type Sources = { voices: Voice[]; others: OtherSource[] }
