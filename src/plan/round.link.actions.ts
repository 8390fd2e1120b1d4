import { randomUUID } from 'node:crypto'
import { dayOf } from '#dialogue'
import { note } from '#platform/audit'
import type { Write } from '#platform/db'
import { notFound, type SignedIn } from '#platform/web'
import { departmentName } from './department.store.ts'
import { findMeasure } from './measure.store.ts'
import { askedIn, lockRound } from './round.actions.ts'
import { isRunning, type Round } from './round.ts'
import { mailInvitation, type Post } from './update.mail.ts'
import {
  linksOf,
  lockLink,
  moveQuestions,
  putLink,
  questions,
  reopenQuestion,
  type StoredLink,
  setRevoked,
  withdrawQuestions,
} from './update.store.ts'
import { hashOf, tokenOf } from './update.ts'

/** Which link of which round, and who of the coordination acts on it. */
export type AtLink = { by: SignedIn; round: number; link: string; post: Post; now: Date }

/** Takes a link back: it opens nothing from now on. */
export async function revokeLink(db: Write, at: AtLink) {
  const { link } = await heldLink(db, at)
  await setRevoked(db, link.id, at.now)
  await noted(db, at, 'link-revoked', link)
}

/** Sends somebody a new link in place of one that was lost or revoked; the old one ends. */
export async function renewLink(db: Write, at: AtLink) {
  const { link } = await linkInUse(db, at)
  await replaceLink(db, at, link, link)
  await noted(db, at, 'link-renewed', link)
}

/** Whoever passed their link on, or lost it to somebody who did, answers again: they get a new link, the other one ends. */
export async function takeBackDelegation(db: Write, at: AtLink) {
  const { link, ofRound } = await linkInUse(db, at)
  const former = ofRound.find(({ id }) => id === link.delegatedFrom) ?? notFound()
  await replaceLink(db, at, link, former)
  await noted(db, at, 'delegation-taken-back', link)
}

/** Asks somebody once more about a measure they have handed over, and nobody else who has not answered yet. */
export async function takeBackHandOver(db: Write, at: AtLink, number: string) {
  const { link, ofRound } = await linkInUse(db, at)
  const measure = (await findMeasure(db, number)) ?? notFound()
  const [handedOver] = (await questions(db, [link.id])).filter(({ measureId, answer }) => measureId === measure.id && answer === 'not-mine')
  if (!handedOver) notFound()
  const others = ofRound.map(({ id }) => id).filter(id => id !== link.id)
  await withdrawQuestions(db, others, measure.id, 'update')
  await reopenQuestion(db, link.id, measure.id)
  if (!link.revokedAt) await mailInvitation(db, at.post, { link, updates: [measure], leads: [] })
  await noted(db, at, 'hand-over-taken-back', link, { measure: measure.number })
}

/** A new link for this person asks what the old one asked; the old one ends. */
async function replaceLink(db: Write, { post, now }: AtLink, old: StoredLink, { mail, name, departmentId, delegatedFrom }: StoredLink) {
  await setRevoked(db, old.id, now)
  const link = { ...old, mail, name, departmentId, delegatedFrom, id: randomUUID(), createdAt: now }
  await putLink(db, link, hashOf(tokenOf(post.secret, link.id)))
  await moveQuestions(db, old.id, link.id)
  const asked = (await questions(db, [link.id])).filter(({ answer }) => answer !== 'not-mine')
  await mailInvitation(db, post, { link, ...(await askedIn(db, asked)) })
}

/** A link of a running round that has not been replaced by another. */
async function linkInUse(db: Write, at: AtLink) {
  const held = await heldLink(db, at)
  const isInUse = isRunning(held.round, dayOf(at.now)) && (await questions(db, [held.link.id])).length > 0
  return isInUse ? held : notFound()
}

async function heldLink(db: Write, at: AtLink): Promise<{ round: Round; ofRound: StoredLink[]; link: StoredLink }> {
  const round = await lockRound(db, at.round)
  const ofRound = await linksOf(db, round.id)
  if (!ofRound.some(({ id }) => id === at.link)) notFound()
  return { round, ofRound, link: (await lockLink(db, at.link)) ?? notFound() }
}

/** The log keeps what it says: it names the department, not who has the link. */
const noted = async (db: Write, { by, round }: AtLink, deed: string, { departmentId }: StoredLink, details: Record<string, string> = {}) =>
  note(db, {
    personId: by.personId,
    deed,
    subject: String(round),
    details: { department: await departmentName(db, departmentId), ...details },
  })
