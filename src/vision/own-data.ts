import type { Answer } from '#dialogue'
import type { JudgedContribution } from './contribution.ts'

/** What somebody has contributed to a vision and voted in it: for their own eyes. */
export type OwnVision = {
  slug: string
  title: string
  language: string
  contributions: OwnContribution[]
  votes: OwnContributionVote[]
}

export type OwnContribution = Pick<
  JudgedContribution,
  'number' | 'kind' | 'text' | 'reason' | 'language' | 'signedName' | 'submittedOn' | 'state' | 'rejectionReason' | 'rejectionNote'
> & { appeal: string | null; appealAnswer: string | null }

export type OwnContributionVote = Pick<JudgedContribution, 'number' | 'kind' | 'text' | 'language'> & { answer: Answer }
