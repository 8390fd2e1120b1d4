import { Temporal } from 'temporal-polyfill'
import { type Signer, signerFor } from '#platform/web'

export type SubscriptionRefusal = 'email-missing' | 'email-invalid' | 'too-many-at-once'

/** What became of a statement in a vision: told with its text and a link to its page. */
export const fateKinds = [
  'statement-adopted',
  'statement-negotiated',
  'statement-settled',
  'statement-handed-over',
  'statement-declined',
] as const

/** What subscribers are told. */
export const newsKinds = [
  'dialogue-open',
  'dialogue-closed',
  'dialogue-archived',
  'statement-approved',
  'statement-merged',
  'statement-rejected',
  ...fateKinds,
] as const
export type NewsKind = (typeof newsKinds)[number]
export const isFate = (kind: NewsKind) => (fateKinds as readonly NewsKind[]).includes(kind)

/** Digests go out on Thursdays from nine in the morning on, or as soon as the server runs again in that week. */
const digestDay = 4
const digestHour = 9

/** The ISO week whose digest is due now, as 2026-W47; undefined before its day and hour have come. */
export function dueWeek(now: Date): string | undefined {
  const time = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO('Europe/Berlin')
  const isDue = time.dayOfWeek > digestDay || (time.dayOfWeek === digestDay && time.hour >= digestHour)
  return isDue ? `${time.yearOfWeek}-W${String(time.weekOfYear).padStart(2, '0')}` : undefined
}

/** Links in mails: they name the subscriber and the town, are signed, and need no row of their own. */
export type SubscriberLinks = {
  tokenFor(subscriber: string, municipality: string): string
  /** The subscriber a token of this municipality names. */
  open(token: string, municipality: string): string | undefined
}

export function subscriberLinks(secret: Buffer): SubscriberLinks {
  const signer: Signer = signerFor(secret, 'subscriber')
  return {
    tokenFor: (subscriber, municipality) => signer.sign(`${subscriber}.${municipality}`),
    open: (token, municipality) => {
      const [subscriber, town] = signer.open(token)?.split('.') ?? []
      return town === municipality ? subscriber : undefined
    },
  }
}
