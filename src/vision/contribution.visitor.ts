import type { Answer } from '#dialogue'
import { answerOf } from '#dialogue'
import type { Read, Write } from '#platform/db'
import { isTooMuch, type Posted, type RateLimit, readForm } from '#platform/web'
import { type Contributed, contribute } from './contribution.actions.ts'
import type { Subject } from './contribution.author.store.ts'
import { ownAnswers } from './contribution.store.ts'
import { authorKeys, type Contribution, type ContributionValues, probableLanguage } from './contribution.ts'
import type { Room, VisionContext } from './visitor.ts'

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
  signedName: form.text('signedName').replace(/\s+/g, ' '),
})

/** Takes what a resident has sent; the vision must be locked. The pseudonym is remembered in the browser and stored nowhere: no vote was cast. */
export async function receive(c: VisionContext, db: Write, room: Room, limit: RateLimit, subject: Subject): Promise<Contributed> {
  if (isTooMuch(c, limit)) return { refusal: 'too-many-at-once' }
  const { vision, services, municipality } = c.var
  const form = await readForm(c)
  const participant = room.dialogues.participants.ofForm(c, form)
  const submission = { subject, author: authorKeys(services.secret, vision.id)(participant), values: valuesIn(form) }
  const result = await contribute(db, vision, submission, municipality.languages, services.now())
  if ('stored' in result) room.dialogues.participants.remember(c, participant)
  return result
}
