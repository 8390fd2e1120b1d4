import { randomUUID } from 'node:crypto'
import { type Signer, signerFor } from '#platform/web'

/**
 * A participant is a random pseudonym: nothing but a number, in a signed cookie that is set with the first vote. The page of somebody
 * who has not voted yet carries a ticket with the number their first vote will use, so that two first votes at once are one person's.
 */
export type Pseudonyms = {
  /** The pseudonym in a cookie made for this municipality: under another town's name it is worth nothing. */
  fromCookie(cookie: string | undefined, municipality: string): string | undefined
  cookieFor(participant: string, municipality: string): string
  newTicket(municipality: string, now: Date): string
  /** The pseudonym of a ticket made for this municipality not longer than a day ago. */
  fromTicket(ticket: string, municipality: string, now: Date): string | undefined
}

const ticketHours = 24

export function pseudonyms(secret: Buffer): Pseudonyms {
  const cookies: Signer = signerFor(secret, 'participant')
  const tickets: Signer = signerFor(secret, 'ticket')
  return {
    fromCookie: (cookie, municipality) => {
      const [participant, town] = cookies.open(cookie)?.split('.') ?? []
      return town === municipality ? participant : undefined
    },
    cookieFor: (participant, municipality) => cookies.sign(`${participant}.${municipality}`),
    newTicket: (municipality, now) => tickets.sign([randomUUID(), municipality, now.getTime() + ticketHours * 3600_000].join('.')),
    fromTicket: (ticket, municipality, now) => {
      const [participant, town, until] = tickets.open(ticket)?.split('.') ?? []
      return town === municipality && Number(until) > now.getTime() ? participant : undefined
    },
  }
}

export const cookieName = (town: string) => `teilnahme-${town}`
export const cookieSeconds = 400 * 24 * 60 * 60 // browsers keep no cookie longer
