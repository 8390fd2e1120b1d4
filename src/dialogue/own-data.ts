import type { Channel } from './channel.ts'
import type { AskedLevel } from './level.ts'
import type { RejectionReason, StatementState } from './statement.ts'
import type { VoluntaryAnswers } from './voluntary.ts'
import type { Answer } from './vote.ts'

/** Everything a town has stored under one pseudonym (GDPR Article 15), in words a machine can read too (Article 20). */
export type OwnData = {
  pseudonym: string
  /** null where nothing was voted on yet */
  firstSeen: string | null
  channel: Channel | null
  dialogues: OwnDialogue[]
}

export type OwnDialogue = {
  slug: string
  question: string
  /** those of the dialogue; the question is in the first */
  languages: string[]
  votes: OwnAnswer[]
  statements: OwnStatement[]
  voluntary: VoluntaryAnswers
  /** What was shown before the first vote; the code, address or account itself is stored nowhere. */
  level: AskedLevel | null
}

export type OwnAnswer = { number: number; text: string; language: string; answer: Answer; day: string; isSetAside: boolean }

export type OwnStatement = {
  number: number
  text: string
  language: string
  day: string
  state: StatementState
  reason: RejectionReason | null
  note: string
  /** What its author has said against the rejection. */
  appeal: string | null
}
