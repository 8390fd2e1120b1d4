import { Temporal } from 'temporal-polyfill'
import type { RejectionReason } from './statement.ts'

/** The rules of moderation a dialogue publishes. `text`: in place of the usual introduction; empty: the usual one. */
export type ModerationPolicy = {
  text: string
  promisedHours: number
  /** Texts rejected from then on are in the public log; null: none is. */
  rejectedTextsSince: Date | null
}

export const usualPolicy: ModerationPolicy = { text: '', promisedHours: 48, rejectedTextsSince: null }

/** By which a reason is named in the rules, in the log and in its table; never given to another reason. */
export const reasonCodes: Record<RejectionReason, string> = {
  insult: 'M1',
  'personal-data': 'M2',
  'off-topic': 'M3',
  duplicate: 'M4',
  unclear: 'M5',
  unlawful: 'M6',
}

/** Texts rejected for other reasons would hurt or expose somebody once more, or break the law again. */
export const publishableReasons = ['off-topic', 'duplicate', 'unclear'] as const satisfies RejectionReason[]

/** What came in on a day is to be decided by then: the promise counts from the end of that day, whose hours are not stored. */
export const dueAt = (day: string, { promisedHours }: Pick<ModerationPolicy, 'promisedHours'>) =>
  new Date(Temporal.PlainDate.from(day).add({ days: 1 }).toZonedDateTime('Europe/Berlin').add({ hours: promisedHours }).epochMilliseconds)

/** The newest day on which something came in that ought to be decided by now. */
export const overdueDay = (policy: Pick<ModerationPolicy, 'promisedHours'>, now: Date) =>
  Temporal.Instant.fromEpochMilliseconds(now.getTime())
    .toZonedDateTimeISO('Europe/Berlin')
    .subtract({ hours: policy.promisedHours })
    .toPlainDate()
    .subtract({ days: 1 })
    .toString()

/** As the coordinator typed it. */
export type PolicyValues = { text: string; promisedHours: string; publishesRejected: boolean }

export type PolicyRefusal = 'text-too-long' | 'hours-out-of-range'

export const longestPolicy = 10_000
export const promiseLimits = { least: 1, most: 336 } as const

export function judgePolicy({ text, promisedHours }: PolicyValues): PolicyRefusal | undefined {
  if (text.length > longestPolicy) return 'text-too-long'
  const hours = /^\d{1,3}$/.test(promisedHours) ? Number(promisedHours) : 0
  if (hours < promiseLimits.least || hours > promiseLimits.most) return 'hours-out-of-range'
}
