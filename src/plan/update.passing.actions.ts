import { randomUUID } from 'node:crypto'
import type { Read, Write } from '#platform/db'
import { translatorFor } from '#platform/languages'
import { judgeEmail } from '#platform/people'
import { departments } from './department.store.ts'
import { longestReason } from './involvement.ts'
import type { Measure } from './measure.ts'
import { askedIn, invite } from './round.actions.ts'
import { answered, type ByLink, heldLink, heldQuestion, noted, tell } from './update.link.actions.ts'
import { mailInvitation } from './update.mail.ts'
import { ask, chainOf, linksOf, moveQuestions, putLink, questions, type StoredLink, setRevoked } from './update.store.ts'
import {
  type Delegation,
  type DelegationRefusal,
  type HandOver,
  type HandOverRefusal,
  hashOf,
  longestName,
  sameMail,
  tokenOf,
} from './update.ts'

const t = translatorFor('de') // mails to departments are in the language of the administration

/**
 * A measure somebody does not answer for goes to another department, or back to the coordination. Nobody gets it back who has handed it
 * over in this round: it would wander in a circle.
 */
export async function handOver(db: Write, by: ByLink, measure: Measure, values: HandOver): Promise<HandOverRefusal | undefined> {
  const question = await heldQuestion(db, by, measure, 'update')
  if (question.answer === 'not-mine') return undefined // pressed twice
  const reason = values.reason.trim()
  if (reason === '') return 'reason-missing'
  if (reason.length > longestReason) return 'too-long'
  if (values.department !== '') {
    const department = (await departments(db)).find(({ slug, isClosed }) => slug === values.department && !isClosed)
    if (!department) return 'department-unknown'
    if (department.mail === '') return 'without-mail'
    const refusers = await thoseWhoHandedOver(db, by.link, measure)
    if (refusers.some(({ departmentId, mail }) => departmentId === department.id || sameMail(mail, department.mail))) return 'circular'
    const recipient = { mail: department.mail, name: department.headName || department.name, departmentId: department.id }
    await askInstead(db, by, recipient, measure, reason)
  }
  await answered(db, by, measure, 'not-mine', reason)
  await tell(db, by, t('plan.update.mail.handed-over-subject', { number: measure.number }), [
    t('plan.update.mail.handed-over', { number: measure.number, title: measure.title, reason }),
  ])
  return undefined
}

/** This link, and those of the round by which the measure was handed over. */
async function thoseWhoHandedOver(db: Read, link: StoredLink, measure: Measure): Promise<StoredLink[]> {
  const ofRound = await linksOf(db, link.roundId)
  const asked = await questions(
    db,
    ofRound.map(({ id }) => id),
  )
  return ofRound.filter(
    ({ id }) =>
      id === link.id || asked.some(({ linkId, measureId, answer }) => linkId === id && measureId === measure.id && answer === 'not-mine'),
  )
}

/** Asks somebody else about the measure: by the link they have in this round, or by a new one. */
async function askInstead(
  db: Write,
  { link, post, now }: ByLink,
  recipient: { mail: string; name: string; departmentId: string },
  measure: Measure,
  reason: string,
) {
  const passedOn = { from: link.name, reason }
  const own = (await linksOf(db, link.roundId)).find(({ mail, revokedAt }) => revokedAt === null && sameMail(mail, recipient.mail))
  if (!own)
    return invite(db, { ...recipient, updates: [measure], leads: [] }, { roundId: link.roundId, endsOn: link.endsOn }, post, now, passedOn)
  await ask(db, own.id, [{ measureId: measure.id, asksFor: 'update', departmentId: null }])
  return mailInvitation(db, post, { link: own, updates: [measure], leads: [], passedOn })
}

/** Somebody else answers from now on: they get a link of their own, this one ends. */
export async function delegate(db: Write, by: ByLink, values: Delegation): Promise<Partial<Record<keyof Delegation, DelegationRefusal>>> {
  const { post, now } = by
  const link = await heldLink(db, by)
  const refusals = judgeDelegation(values, await chainOf(db, link))
  if (Object.keys(refusals).length > 0) return refusals
  const next = { ...link, id: randomUUID(), ...values, delegatedFrom: link.id, revokedAt: null, lastUsedOn: null, createdAt: now }
  await putLink(db, next, hashOf(tokenOf(post.secret, next.id)))
  await moveQuestions(db, link.id, next.id)
  await setRevoked(db, link.id, now)
  const open = (await questions(db, [next.id])).filter(({ answer }) => answer === null)
  await mailInvitation(db, post, { link: next, ...(await askedIn(db, open)), passedOn: { from: link.name } })
  await noted(db, link, 'link-delegated')
  await tell(db, by, t('plan.update.mail.delegated-subject'), [t('plan.update.mail.delegated', values)])
  return {}
}

function judgeDelegation({ mail, name }: Delegation, chain: readonly StoredLink[]) {
  const refusals: Partial<Record<keyof Delegation, DelegationRefusal>> = {}
  if (name === '') refusals.name = 'name-missing'
  else if (name.length > longestName) refusals.name = 'too-long'
  if (mail === '') refusals.mail = 'mail-missing'
  else if (judgeEmail(mail) !== undefined) refusals.mail = 'mail-wrong'
  else if (chain.some(link => sameMail(link.mail, mail))) refusals.mail = 'circular'
  return refusals
}
