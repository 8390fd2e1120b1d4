import { createHash, createHmac } from 'node:crypto'
import { dayOf } from '#dialogue'

/** A link by which one person without an account changes the measures it names, and no others. */
export type UpdateLink = {
  id: string
  /** null: a request to lead, outside any round */
  roundId: string | null
  departmentId: string
  mail: string
  name: string
  endsOn: string
  delegatedFrom: string | null
  revokedAt: Date | null
  lastUsedOn: string | null
}

export type Ask = 'update' | 'lead'
export const updateAnswers = ['changed', 'unchanged', 'not-mine', 'accepted', 'refused'] as const
export type UpdateAnswer = (typeof updateAnswers)[number]

/** What a link asks about one measure, and what was answered. */
export type Question = {
  linkId: string
  measureId: string
  asksFor: Ask
  /** which department is asked to lead */
  departmentId: string | null
  answer: UpdateAnswer | null
  reason: string
  answeredAt: Date | null
}

/**
 * The secret in a link. It is made of the link's id and the key of this installation, which is not in the database: a reminder can carry the
 * link again, and whoever reads the database cannot make one.
 */
export const tokenOf = (secret: Buffer, linkId: string) =>
  createHmac('sha256', createHmac('sha256', secret).update('update-link').digest()).update(linkId).digest('base64url')

export const hashOf = (token: string) => createHash('sha256').update(token).digest('base64url')

/** Why a link no longer opens anything. `settled`: what it asked was answered otherwise, or is no longer asked. */
export type LinkRefusal = 'revoked' | 'delegated' | 'ended' | 'settled'

export function judgeLink(
  { revokedAt, endsOn }: Pick<UpdateLink, 'revokedAt' | 'endsOn'>,
  { isDelegated, isClosed, isSettled }: { isDelegated: boolean; isClosed: boolean; isSettled: boolean },
  today: string,
): LinkRefusal | undefined {
  if (isDelegated) return 'delegated'
  if (revokedAt) return 'revoked'
  if (isClosed || endsOn < today) return 'ended'
  return isSettled ? 'settled' : undefined
}

/** A request to lead waits a month for its answer; after that it is asked again in the next round. */
export const lastDayToAnswer = (now: Date) => dayOf(new Date(now.getTime() + 30 * 86_400_000))

/** Days before the end of a round at which whoever has not answered is reminded. */
export const reminderDays = [7, 1] as const

/** The reminder that is due: the latest of those that have come; none that had come already when the link was made. */
export function dueReminder(madeOn: string, endsOn: string, today: string): (typeof reminderDays)[number] | undefined {
  const before = (day: string) => (Date.parse(endsOn) - Date.parse(day)) / 86_400_000
  if (today > endsOn) return undefined
  return reminderDays.findLast(days => before(today) <= days && before(madeOn) > days)
}

/** To whom a measure is handed over, as it was typed: a department by its slug, empty for the coordination, and why. */
export type HandOver = { department: string; reason: string }
export type HandOverRefusal = 'reason-missing' | 'too-long' | 'department-unknown' | 'without-mail' | 'circular'

/** To whom a link is passed on. */
export type Delegation = { mail: string; name: string }
export type DelegationRefusal = 'mail-missing' | 'mail-wrong' | 'name-missing' | 'too-long' | 'circular'

export const longestName = 120

export const sameMail = (one: string, other: string) => one.trim().toLowerCase() === other.trim().toLowerCase()
