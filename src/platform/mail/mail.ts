/** A one-time link in a mail; `id` is the hash of its token, so that it can be forgotten once it is used. */
export type MailLink = { id: string; purpose: 'sign-in' | 'invitation'; url: string; expiresAt: Date }

/** A mail without `to` goes nowhere, but asking for it costs the same. */
export type Mail = { to: string | undefined; subject: string; text: string; link?: MailLink }

/** A mail as it waits in the queue, where everything is JSON. */
export type QueuedMail = {
  to: string | null
  subject: string
  text: string
  link: (Omit<MailLink, 'expiresAt'> & { expiresAt: string }) | null
}

export const queued = ({ to, subject, text, link }: Mail): QueuedMail => ({
  to: to ?? null,
  subject,
  text,
  link: link ? { ...link, expiresAt: link.expiresAt.toISOString() } : null,
})

export const isTooLate = ({ link }: QueuedMail, now: Date) => link !== null && new Date(link.expiresAt) <= now
