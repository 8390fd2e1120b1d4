/** `paper`: from the back of a sheet. */
export type StatementOrigin = 'seed' | 'resident' | 'import' | 'paper'

export const statementStates = ['pending', 'approved', 'rejected', 'merged'] as const
export type StatementState = (typeof statementStates)[number]

export const rejectionReasons = ['insult', 'personal-data', 'off-topic', 'duplicate', 'unclear', 'unlawful'] as const
export type RejectionReason = (typeof rejectionReasons)[number]

/** For whom staff entered a statement; shown wherever the statement is. */
export const enteredFor = ['town', 'association', 'council', 'meeting', 'paper'] as const
export type EnteredFor = (typeof enteredFor)[number]
/** Whom staff may enter statements for; a card on paper has a way of its own. */
export const senders = enteredFor.filter(sender => sender !== 'paper')

/** A sentence people can vote on. `enteredForName`: of the association, council or meeting, never of a private person. */
export type Statement = {
  id: string
  number: number
  text: string
  language: string
  enteredFor?: EnteredFor | null
  enteredForName?: string
}

/** A typo mended before the first vote; everybody may see what the text was before. */
export type StatementEdit = { number: number; before: string; after: string; at: Date }

/** Where a statement stands for a moderator: `unchecked` is shown already, but nobody has looked at it yet. */
export type Standing = StatementState | 'unchecked'

/** What a moderator may make of a statement. `pending` takes a decision back. */
export const allowedDecisions: Record<Standing, readonly StatementState[]> = {
  pending: ['approved', 'rejected', 'merged'],
  unchecked: ['approved', 'rejected', 'merged'],
  approved: ['rejected', 'merged', 'pending'],
  rejected: ['approved', 'pending'],
  merged: ['pending'],
}
export const mayBecome = (standing: Standing, state: StatementState) => allowedDecisions[standing].includes(state)

type Judged = { state: StatementState; origin: StatementOrigin; decidedAt: Date | null }

/** Seeds and imports need no look: staff brought them in. What comes from paper always waits for one. */
export const standingOf = ({ state, origin, decidedAt }: Judged): Standing =>
  state === 'approved' && origin === 'resident' && decidedAt === null ? 'unchecked' : state

// ── Text ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

export type TextRefusal = 'text-missing' | 'text-too-long'

export function judgeText(text: string, longest: number): TextRefusal | undefined {
  if (!/[\p{L}\p{N}]/u.test(text)) return 'text-missing'
  if (lengthOf(text) > longest) return 'text-too-long'
}

/** The text on one line, without characters that nobody sees or that turn the writing of the whole page round. */
export const tidied = (text: string) =>
  text
    .normalize('NFC')
    .replace(/[\p{Zl}\p{Zp}\p{Cc}]/gu, ' ')
    .replace(/[\u00ad\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/\s+/g, ' ')
    .trim()

/** Characters as people see them. What stacks more marks than any letter or emoji has counts them all. */
export function lengthOf(text: string): number {
  let length = 0
  for (const { segment } of characters.segment(text)) {
    const marks = [...segment].length
    length += marks > longestEmoji ? marks : 1
  }
  return length
}
const characters = new Intl.Segmenter('de', { granularity: 'grapheme' })
const longestEmoji = 10 // code points: two people of different skin kissing

/** Two statements of the same wording are the same: case, spaces and the mark at the end make no difference. */
export const wordingOf = (text: string) =>
  tidied(text)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s.!…]+$/u, '')
