import { type Answer, answerOf } from '#dialogue'
import type { Read } from '#platform/db'
import { isTooMuch, notFound, type Posted, type RateLimit, readForm } from '#platform/web'
import { publishedSentence } from './amendment.store.ts'
import type { PublishedSentence } from './amendment.ts'
import type { Contributed } from './contribution.actions.ts'
import { ownAnswers } from './contribution.store.ts'
import { authorKeys, type Contribution, type ContributionValues, probableLanguage } from './contribution.ts'
import { numberIn, type Room, type VisionContext } from './visitor.ts'

// What a browser and what residents bring in have to do with each other; for the routes of everything that takes contributions.

/** The key under which this browser's contributions stand, if it has a pseudonym. */
export function authorIn(c: VisionContext, room: Room): string | undefined {
  const participant = room.dialogues.participants.known(c)
  return participant && authorKeys(c.var.services.secret, c.var.vision.id)(participant)
}

/** Stands in forms where this browser has no pseudonym yet. */
export const ticketIn = (c: VisionContext, room: Room): string | undefined =>
  room.dialogues.participants.known(c) ? undefined : room.dialogues.participants.newTicket(c)

/** What this browser has answered, by the contribution's id. */
export async function answersIn(c: VisionContext, db: Read, room: Room, to: readonly Contribution[]): Promise<Map<string, Answer>> {
  const participant = room.dialogues.participants.known(c)
  if (!participant) return new Map()
  const codes = await ownAnswers(
    db,
    participant,
    to.map(({ id }) => id),
  )
  return new Map([...codes].map(([id, code]) => [id, answerOf(code)]))
}

/** An empty form in the language somebody probably writes in. */
export const emptyValues = (c: VisionContext): ContributionValues => ({
  text: '',
  reason: '',
  language: probableLanguage(c.var.municipality.languages, c.var.language.code),
  signedName: '',
})

export const valuesIn = (form: Posted): ContributionValues => ({
  text: form.text('text'),
  reason: form.text('reason'),
  language: form.text('language'),
  signedName: form.text('signedName'),
})

export type Sent = { author: string; values: ContributionValues }

/**
 * Takes what a resident has sent, unless too much comes at once. The pseudonym is remembered in the browser and stored nowhere: whoever only writes
 * has cast no vote, and nothing written then shares a transaction with one.
 */
export async function receive<Refusal>(
  c: VisionContext,
  room: Room,
  limit: RateLimit,
  take: (sent: Sent) => Promise<Contributed<Refusal>>,
): Promise<Contributed<Refusal | 'too-many-at-once'>> {
  if (isTooMuch(c, limit)) return { refusal: 'too-many-at-once' }
  const form = await readForm(c)
  const participant = room.dialogues.participants.ofForm(c, form)
  const author = authorKeys(c.var.services.secret, c.var.vision.id)(participant)
  const result = await take({ author, values: valuesIn(form) })
  if ('stored' in result) room.dialogues.participants.remember(c, participant)
  return result
}

/** Languages somebody may write in: those of the town, and that of the text. */
export const languagesIn = ({ var: { municipality, vision } }: VisionContext) => [...new Set([...municipality.languages, vision.language])]

/** The sentence of the address, as everybody knows it. */
export const sentenceOf = async (c: VisionContext, db: Read): Promise<PublishedSentence> =>
  (await publishedSentence(db, c.var.vision.id, numberIn(c, 'sentence'), c.var.language.code)) ?? notFound()
