/** Why a sentence reads otherwise than before. */
export type ChangeCause = 'written' | 'edited' | 'amendment' | 'dropped' | 'restored'
export type SentenceChange = { at: Date; text: string; explanation: string; cause: ChangeCause; contribution: number | null }
