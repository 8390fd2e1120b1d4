import type { RejectionReason, Standing, Statement, StatementOrigin, StatementState, TextRefusal } from './statement.ts'

/** The lists of the moderation page; every statement is in exactly one of them. */
export const views = ['waiting', 'approved', 'rejected', 'merged'] as const
export type View = (typeof views)[number]

/** As the address names them. */
export const viewNames: Record<View, string> = {
  waiting: 'wartend',
  approved: 'freigegeben',
  rejected: 'abgelehnt',
  merged: 'zusammengefuehrt',
}
export const viewOf = (name: string | undefined): View => views.find(view => viewNames[view] === name) ?? 'waiting'

/** The list in which a statement is found that stands so. */
export const viewFor = (standing: Standing): View => (standing === 'pending' || standing === 'unchecked' ? 'waiting' : standing)

export const perPage = 10
export const mostSimilarToReview = 3

/** Long enough to read ten texts, short enough that nobody waits for somebody who has gone home. */
const claimMinutes = 10
export const claimedUntil = (now: Date) => new Date(now.getTime() + claimMinutes * 60_000)

/** How many texts a moderator has in hand, until when, and how many others have. */
export type ClaimCounts = { own: number; ownUntil: Date | null; others: number }

/** A statement as a moderator sees it. Who wrote it is not told. */
export type Reviewed = Statement & {
  origin: StatementOrigin
  state: StatementState
  reason: RejectionReason | null
  note: string
  mergedInto: number | null
  submittedOn: string
  decidedAt: Date | null
  hasVotes: boolean
  /** until when the moderator who looks has it in hand */
  claimedUntil: Date | null
  /** what it was before its typos were mended, oldest first */
  formerTexts: string[]
}

/** What a moderator wants, and how the statement stood on the page they decided from. */
export type Decision = {
  state: StatementState
  seen: string
  reason?: RejectionReason
  note: string
  /** number of the statement that says the same */
  into?: number
}

export type DecisionRefusal = 'decided-meanwhile' | 'claimed-by-other' | 'appealed' | 'reason-missing' | 'note-too-long' | 'target-missing'

export const longestNote = 500

/** A mended text, and the one the moderator saw while mending it. */
export type Mending = { text: string; language: string; seen: string }

export type MendingRefusal = TextRefusal | 'claimed-by-other' | 'mended-meanwhile' | 'voted-already' | 'language-unknown' | 'text-taken'
