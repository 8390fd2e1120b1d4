export type StatementOrigin = 'seed' | 'resident' | 'import'
export type StatementState = 'pending' | 'approved' | 'rejected' | 'merged'

export const rejectionReasons = ['insult', 'personal-data', 'off-topic', 'duplicate', 'unclear', 'unlawful'] as const
export type RejectionReason = (typeof rejectionReasons)[number]

/** A sentence people can vote on. */
export type Statement = { id: string; number: number; text: string; language: string }
