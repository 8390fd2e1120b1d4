import { dayOf } from '#dialogue'
import { note } from '#platform/audit'
import type { Read, Write } from '#platform/db'
import { notFound } from '#platform/web'
import { departmentName } from './department.store.ts'
import type { Measure } from './measure.ts'
import { roundById } from './round.store.ts'
import type { Round } from './round.ts'
import { mailDeed, type Post } from './update.mail.ts'
import { chainOf, isDelegated, linkByHash, lockLink, putAnswer, questions, type StoredLink, setUsed } from './update.store.ts'
import { type Ask, hashOf, judgeLink, type LinkRefusal, type Question, type UpdateAnswer } from './update.ts'

/** Who acts by a link, and when. */
export type ByLink = { link: StoredLink; post: Post; now: Date }

export type OpenedLink = { link: StoredLink; round: Round | undefined; questions: Question[] }

/** What the secret of an address opens, or why it opens nothing. */
export async function findLink(
  db: Read,
  token: string,
  now: Date,
): Promise<OpenedLink | { link?: StoredLink; refusal: LinkRefusal | 'unknown' }> {
  const link = await linkByHash(db, hashOf(token))
  if (!link) return { refusal: 'unknown' }
  const round = link.roundId ? await roundById(db, link.roundId) : undefined
  const asked = await questions(db, [link.id])
  const state = {
    isDelegated: link.revokedAt !== null && (await isDelegated(db, link.id)),
    isClosed: round?.closedAt != null,
    isSettled: asked.length === 0,
  }
  const refusal = judgeLink(link, state, dayOf(now))
  return refusal ? { link, refusal } : { link, round, questions: asked }
}

/** Every opening of a link is in the log: of its overview, or of one measure. */
export async function noteOpening(db: Write, link: StoredLink, measure: string | undefined, now: Date) {
  await setUsed(db, link.id, dayOf(now))
  await (measure === undefined ? noted(db, link, 'link-opened') : noted(db, link, 'link-opened-measure', { measure }))
}

/** So is every attempt with a link that opens nothing any more: somebody may have taken it. */
export const noteRefusal = (db: Write, link: StoredLink, refusal: LinkRefusal) => noted(db, link, `link-refused-${refusal}`)

/** The question of the link about the measure, held until the transaction ends; one it does not ask is not found. */
export async function heldQuestion(db: Write, by: ByLink, measure: Pick<Measure, 'id'>, asksFor: Ask): Promise<Question> {
  const link = await heldLink(db, by)
  const asked = await questions(db, [link.id])
  return asked.find(question => question.measureId === measure.id && question.asksFor === asksFor) ?? notFound()
}

export async function heldLink(db: Write, { link }: ByLink): Promise<StoredLink> {
  const current = await lockLink(db, link.id)
  return current && !current.revokedAt ? current : notFound()
}

/** Stores what was answered about a measure, and notes it. */
export async function answered(db: Write, by: ByLink, measure: Measure, answer: UpdateAnswer, reason = '') {
  await putAnswer(db, { linkId: by.link.id, measureId: measure.id, asksFor: 'update', answer, reason }, by.now)
  await notedAnswer(db, by, measure, answer)
}

export const notedAnswer = (db: Write, { link }: ByLink, { number }: Measure, answer: UpdateAnswer) =>
  noted(db, link, `link-answered-${answer}`, { measure: number })

/** Everybody the link belongs or belonged to is told what was done by it. */
export const tell = async (db: Write, { link, post }: ByLink, subject: string, said: string[]) =>
  mailDeed(db, post, await chainOf(db, link), subject, said)

/** The log keeps what it says: it names the department, not who has the link. */
export const noted = async (db: Write, { id, departmentId }: StoredLink, deed: string, details: Record<string, string> = {}) =>
  note(db, { personId: null, deed, subject: id, details: { department: await departmentName(db, departmentId), ...details } })
