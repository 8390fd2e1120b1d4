import type { EnteredFor, RejectionReason } from '#dialogue'

/** `bridge`: a wording both sides of an issue could carry; `dissent`: the words of a group that does not agree. */
export const contributionKinds = ['bridge', 'dissent', 'amendment', 'comment'] as const
export type ContributionKind = (typeof contributionKinds)[number]

export const contributionStates = ['pending', 'approved', 'rejected'] as const
export type ContributionState = (typeof contributionStates)[number]

/** Something a resident, or staff on behalf of somebody, has brought to an issue or a sentence. */
export type Contribution = {
  id: string
  number: number
  kind: ContributionKind
  issueId: string | null
  sentenceId: string | null
  text: string
  /** why the author proposes it */
  reason: string
  language: string
  /** the name the author chose to be credited by; empty: without a name */
  signedName: string
  enteredFor: EnteredFor | null
  enteredForName: string
  state: ContributionState
  submittedOn: string
  /** votes for and against as they are published; null while too few */
  told: { for: number; against: number } | null
}

/** As its author and moderators see it. */
export type JudgedContribution = Contribution & { rejectionReason: RejectionReason | null; rejectionNote: string }

export const longestContribution = 600
export const longestReason = 1500
export const longestSignedName = 80

/** Whoever sends many at once is asked to wait: so many of one pseudonym may wait for a moderator in one vision. */
export const mostWaiting = 10
