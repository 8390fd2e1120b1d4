/** A one-time link in a mail; `id` is the hash of its token, so that it can be forgotten once it is used. */
export type MailLink = { id: string; purpose: 'sign-in' | 'invitation'; url: string; expiresAt: Date }

/**
 * A mail without `to` goes nowhere, but asking for it costs the same. `html` says the same as `text`; `unsubscribe` is the address at which
 * one POST ends the subscription (RFC 8058).
 */
export type Mail = { to: string | undefined; subject: string; text: string; html?: string; unsubscribe?: string; link?: MailLink }

/** A mail as it waits in the queue, where everything is JSON. */
export type QueuedMail = {
  to: string | null
  subject: string
  text: string
  html: string | null
  unsubscribe: string | null
  link: (Omit<MailLink, 'expiresAt'> & { expiresAt: string }) | null
}

export const queued = ({ to, subject, text, html, unsubscribe, link }: Mail): QueuedMail => ({
  to: to ?? null,
  subject,
  text,
  html: html ?? null,
  unsubscribe: unsubscribe ?? null,
  link: link ? { ...link, expiresAt: link.expiresAt.toISOString() } : null,
})

export const isTooLate = ({ link }: QueuedMail, now: Date) => link !== null && new Date(link.expiresAt) <= now
