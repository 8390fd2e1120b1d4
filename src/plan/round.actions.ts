import { randomUUID } from 'node:crypto'
import { dayOf } from '#dialogue'
import { note } from '#platform/audit'
import type { Read, Write } from '#platform/db'
import { notFound, type SignedIn } from '#platform/web'
import { departments } from './department.store.ts'
import { byNumber, involvements, measures, measuresWith } from './measure.store.ts'
import type { Measure } from './measure.ts'
import { lockPlan } from './plan.store.ts'
import { findRound, putRound, rounds, setRoundClosed, setRoundEnd } from './round.store.ts'
import { isRunning, judgeRound, type Recipient, type Round, type RoundRefusals, type RoundValues, recipientsOf } from './round.ts'
import { mailInvitation, type PassedOn, type Post } from './update.mail.ts'
import { ask, putLink } from './update.store.ts'
import { hashOf, type Question, tokenOf, type UpdateLink } from './update.ts'

/** Who would be asked if a round opened now, and about which measures nobody can be. */
export const audience = async (db: Read) =>
  recipientsOf({ measures: await measures(db), involved: await involvements(db), departments: await departments(db) })

/** Opens a round: every responsible person gets one mail with a link of their own. One round runs at a time. */
export async function openRound(
  db: Write,
  by: SignedIn,
  values: RoundValues,
  post: Post,
  now: Date,
): Promise<{ number: number } | { refusals: RoundRefusals }> {
  await lockPlan(db)
  const refusals = judgeRound(values, dayOf(now))
  const earlier = await rounds(db)
  if (earlier.some(round => isRunning(round, dayOf(now)))) refusals.title ??= 'round-open'
  const { recipients } = await audience(db)
  if (recipients.length === 0) refusals.title ??= 'nobody-to-ask'
  if (Object.keys(refusals).length > 0) return { refusals }
  const round = { id: randomUUID(), number: (earlier[0]?.number ?? 0) + 1, ...values, openedAt: now }
  await putRound(db, round, by.personId)
  for (const recipient of recipients) await invite(db, recipient, { roundId: round.id, endsOn: round.endsOn }, post, now)
  await note(db, {
    personId: by.personId,
    deed: 'round-opened',
    subject: String(round.number),
    details: { title: round.title, count: recipients.length },
  })
  return { number: round.number }
}

/** A new link for somebody, and the mail that carries it. */
export async function invite(
  db: Write,
  { mail, name, departmentId, updates, leads }: Recipient,
  at: { roundId: string | null; endsOn: string },
  post: Post,
  now: Date,
  passedOn?: PassedOn,
): Promise<UpdateLink> {
  const link = { id: randomUUID(), ...at, departmentId, mail, name, delegatedFrom: null, revokedAt: null, lastUsedOn: null, createdAt: now }
  await putLink(db, link, hashOf(tokenOf(post.secret, link.id)))
  const asked = [
    ...updates.map(({ id }) => ({ measureId: id, asksFor: 'update' as const, departmentId: null })),
    ...leads.map(({ measure, departmentId }) => ({ measureId: measure.id, asksFor: 'lead' as const, departmentId })),
  ]
  await ask(db, link.id, asked)
  await mailInvitation(db, post, { link, updates, leads: leads.map(({ measure }) => measure), passedOn })
  return link
}

/** Ends a round before its last day; its links open nothing from now on. */
export async function closeRound(db: Write, by: SignedIn, number: number, now: Date) {
  const round = await lockRound(db, number)
  if (!isRunning(round, dayOf(now))) return
  await setRoundClosed(db, round.id, now)
  await note(db, { personId: by.personId, deed: 'round-closed', subject: String(number), details: { title: round.title } })
}

/** Gives a running round another last day. */
export async function moveRoundEnd(
  db: Write,
  by: SignedIn,
  number: number,
  endsOn: string,
  now: Date,
): Promise<{ refusals: RoundRefusals } | undefined> {
  const round = await lockRound(db, number)
  const refusals = judgeRound({ title: round.title, endsOn }, dayOf(now))
  if (Object.keys(refusals).length > 0) return { refusals }
  if (!isRunning(round, dayOf(now))) notFound()
  await setRoundEnd(db, round.id, endsOn)
  await note(db, { personId: by.personId, deed: 'round-end-moved', subject: String(number), details: { title: round.title, day: endsOn } })
  return undefined
}

/** What these questions are about. */
export async function askedIn(db: Read, asked: readonly Question[]): Promise<Record<'updates' | 'leads', Measure[]>> {
  const all = await measuresWith(
    db,
    asked.map(({ measureId }) => measureId),
  )
  const about = (asksFor: Question['asksFor']) =>
    all
      .filter(({ id }) => asked.some(question => question.measureId === id && question.asksFor === asksFor))
      .sort((a, b) => byNumber.compare(a.number, b.number))
  return { updates: about('update'), leads: about('lead') }
}

/** The round, held until the transaction ends. */
export async function lockRound(db: Write, number: number): Promise<Round> {
  await lockPlan(db)
  return (await findRound(db, number)) ?? notFound()
}
