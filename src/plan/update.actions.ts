import { randomUUID } from 'node:crypto'
import { dayOf } from '#dialogue'
import { note } from '#platform/audit'
import type { Write } from '#platform/db'
import { translatorFor } from '#platform/languages'
import { judgeEmail } from '#platform/people'
import { notFound } from '#platform/web'
import { departmentName, departments } from './department.store.ts'
import { answerLead } from './involvement.actions.ts'
import { type InvolvementRefusal, type LeadAnswer, longestReason } from './involvement.ts'
import { measures } from './measure.store.ts'
import type { Measure } from './measure.ts'
import { changeMeasure } from './measure-change.actions.ts'
import { changedFields, type MeasureFields, type MeasureRefusals } from './measure-change.ts'
import { spend } from './money.actions.ts'
import { askedFor, invite } from './round.actions.ts'
import { judgeSpending, type SpendingRefusals, type SpendingValues } from './spending.ts'
import { changesInWords, mailDeed, mailInvitation, type Post } from './update.mail.ts'
import {
  ask,
  chainOf,
  linksOf,
  lockLink,
  moveQuestions,
  putAnswer,
  putLink,
  questions,
  type StoredLink,
  setRevoked,
  setUsed,
} from './update.store.ts'
import {
  type Delegation,
  type DelegationRefusal,
  type HandOver,
  type HandOverRefusal,
  hashOf,
  longestName,
  sameMail,
  tokenOf,
  type UpdateAnswer,
} from './update.ts'

const t = translatorFor('de') // mails to departments are in the language of the administration

/** Who acts by a link, and when. */
export type ByLink = { link: StoredLink; post: Post; now: Date }

/** Every opening of a link is in the log. */
export async function noteOpening(db: Write, { link, now }: ByLink) {
  await setUsed(db, link.id, dayOf(now))
  await noted(db, link, 'link-opened')
}

export type UpdateValues = Pick<
  MeasureFields,
  'status' | 'statusReason' | 'light' | 'lightReason' | 'stateOfAffairs' | 'nextStep' | 'obstacles'
>

/** What a department says of its measure, and what it has spent; everybody the link belongs or belonged to is told. */
export async function updateMeasure(
  db: Write,
  by: ByLink,
  measure: Measure,
  values: UpdateValues,
  spending: SpendingValues,
): Promise<{ refusals: MeasureRefusals; spending: SpendingRefusals } | undefined> {
  await held(db, by, measure, 'update')
  const hasSpent = spending.amount !== '' || spending.purpose !== ''
  const judged = hasSpent ? judgeSpending(spending, [], dayOf(by.now)) : undefined
  if (judged && 'refusals' in judged) return { refusals: {}, spending: judged.refusals }
  const after = { ...values, statedOn: dayOf(by.now) }
  const changed = await changeMeasure(db, measure, after, { changer: 'department', linkId: by.link.id }, by.now)
  if ('refusals' in changed) return { refusals: changed.refusals, spending: {} }
  if (hasSpent) await spend(db, measure, spending, by.now)
  await answered(db, by, measure, 'changed')
  const fields = changedFields(measure, after)
  await tell(db, by, t('plan.update.mail.changed-subject', { number: measure.number }), [
    t('plan.update.mail.changed', { number: measure.number, title: measure.title }),
    ...changesInWords(fields.map(field => ({ field, before: measure[field], after: after[field as keyof typeof after] }))),
    ...(judged ? [t('plan.update.mail.spent', { amount: inEuros(judged.amountCents), purpose: judged.purpose })] : []),
  ])
  return undefined
}

const inEuros = (cents: number) => new Intl.NumberFormat('de', { style: 'currency', currency: 'EUR' }).format(cents / 100)

/** What was said last still holds, as of today. */
export async function confirmMeasure(db: Write, by: ByLink, measure: Measure) {
  await held(db, by, measure, 'update')
  const confirmed = await changeMeasure(db, measure, { statedOn: dayOf(by.now) }, { changer: 'department', linkId: by.link.id }, by.now)
  if ('refusals' in confirmed) throw new Error(`The state of measure ${measure.number} could not be confirmed.`)
  await answered(db, by, measure, 'unchanged')
  await tell(db, by, t('plan.update.mail.confirmed-subject', { number: measure.number }), [
    t('plan.update.mail.confirmed', { number: measure.number, title: measure.title }),
  ])
}

/**
 * A measure somebody does not answer for goes to another department, or back to the coordination. Nobody gets it back who has handed it
 * over in this round: it would wander in a circle.
 */
export async function handOver(db: Write, by: ByLink, measure: Measure, values: HandOver): Promise<HandOverRefusal | undefined> {
  const { link, post, now } = by
  await held(db, by, measure, 'update')
  const reason = values.reason.trim()
  if (reason === '') return 'reason-missing'
  if (reason.length > longestReason) return 'too-long'
  if (values.department !== '') {
    const department = (await departments(db)).find(({ slug, isClosed }) => slug === values.department && !isClosed)
    if (!department) return 'department-unknown'
    if (department.mail === '') return 'without-mail'
    const refusers = await thoseWhoHandedOver(db, link, measure)
    if (refusers.some(({ departmentId, mail }) => departmentId === department.id || sameMail(mail, department.mail))) return 'circular'
    const recipient = { mail: department.mail, name: department.headName || department.name, departmentId: department.id }
    await invite(db, { ...recipient, updates: [measure], leads: [] }, { roundId: link.roundId, endsOn: link.endsOn }, post, now, link.name)
  }
  await answered(db, by, measure, 'not-mine', reason)
  await tell(db, by, t('plan.update.mail.handed-over-subject', { number: measure.number }), [
    t('plan.update.mail.handed-over', { number: measure.number, title: measure.title, reason }),
  ])
  return undefined
}

/** This link, and those of the round by which the measure was handed over. */
async function thoseWhoHandedOver(db: Write, link: StoredLink, measure: Measure): Promise<StoredLink[]> {
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

/** Somebody else answers from now on: they get a link of their own, this one ends. */
export async function delegate(db: Write, by: ByLink, values: Delegation): Promise<Partial<Record<keyof Delegation, DelegationRefusal>>> {
  const { post, now } = by
  const link = await stillOpen(db, by)
  const refusals = judgeDelegation(values, await chainOf(db, link))
  if (Object.keys(refusals).length > 0) return refusals
  const next = { ...link, id: randomUUID(), ...values, delegatedFrom: link.id, revokedAt: null, lastUsedOn: null, createdAt: now }
  await putLink(db, next, hashOf(tokenOf(post.secret, next.id)))
  await moveQuestions(db, link.id, next.id)
  await setRevoked(db, link.id, now)
  const [all, asked] = [await measures(db), await questions(db, [next.id])]
  const open = asked.filter(({ answer }) => answer === null)
  const wanted = { measures: askedFor(all, open, 'update'), leads: askedFor(all, open, 'lead') }
  await mailInvitation(db, post, { link: next, ...wanted, from: link.name })
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

/** The department accepts or refuses to lead a measure. With the lead it also answers for the measure in this round. */
export async function answerLeadByLink(
  db: Write,
  by: ByLink,
  measure: Measure,
  answer: LeadAnswer,
): Promise<InvolvementRefusal | undefined> {
  const { link, now } = by
  await held(db, by, measure, 'lead')
  const refusal = await answerLead(db, measure, link.departmentId, answer, now)
  if (refusal) return refusal
  await answered(db, by, measure, answer.accepts ? 'accepted' : 'refused', answer.reason)
  if (answer.accepts && link.roundId) await ask(db, link.id, [{ measureId: measure.id, asksFor: 'update' }])
  const done = answer.accepts ? 'lead-accepted' : 'lead-refused'
  await tell(db, by, t(`plan.update.mail.${done}-subject`, { number: measure.number }), [
    t(`plan.update.mail.${done}`, { number: measure.number, title: measure.title, reason: answer.reason }),
  ])
  return undefined
}

/** The question of the link about the measure, held until the transaction ends; one it does not ask is not found. */
async function held(db: Write, by: ByLink, measure: Measure, asksFor: 'update' | 'lead') {
  const link = await stillOpen(db, by)
  const asked = (await questions(db, [link.id])).find(question => question.measureId === measure.id && question.asksFor === asksFor)
  if (!asked || asked.answer === 'not-mine') notFound()
}

async function stillOpen(db: Write, { link }: ByLink): Promise<StoredLink> {
  const current = await lockLink(db, link.id)
  return current && !current.revokedAt ? current : notFound()
}

async function answered(db: Write, by: ByLink, measure: Measure, answer: UpdateAnswer, reason = '') {
  const asksFor = answer === 'accepted' || answer === 'refused' ? 'lead' : 'update'
  await putAnswer(db, { linkId: by.link.id, measureId: measure.id, asksFor, answer, reason }, by.now)
  await noted(db, by.link, `link-answered-${answer}`, { measure: measure.number })
}

const tell = async (db: Write, { link, post }: ByLink, subject: string, said: string[]) =>
  mailDeed(db, post, await chainOf(db, link), subject, said)

/** The log keeps what it says: it names the department, not who has the link. */
const noted = async (db: Write, { id, departmentId }: StoredLink, deed: string, details: Record<string, string> = {}) =>
  note(db, { personId: null, deed, subject: id, details: { department: await departmentName(db, departmentId), ...details } })
