import type { Write } from '#platform/db'
import { translatorFor } from '#platform/languages'
import { notFound } from '#platform/web'
import { answerLead } from './involvement.actions.ts'
import type { InvolvementRefusal, LeadAnswer } from './involvement.ts'
import type { Measure } from './measure.ts'
import { type ByLink, heldQuestion, notedAnswer, tell } from './update.link.actions.ts'
import { ask, linksAskingToLead, linksOfDepartment, putAnswer, withdrawQuestions } from './update.store.ts'

const t = translatorFor('de') // mails to departments are in the language of the administration

/** The department accepts or refuses to lead a measure. With the lead it also answers for the measure in this round. */
export async function answerLeadByLink(
  db: Write,
  by: ByLink,
  measure: Measure,
  answer: LeadAnswer,
): Promise<InvolvementRefusal | undefined> {
  const { departmentId, answer: earlier } = await heldQuestion(db, by, measure, 'lead')
  if (departmentId === null) notFound()
  if (earlier !== null) return undefined // pressed twice
  const refusal = await answerLead(db, measure, departmentId, answer, by.now)
  if (refusal) return refusal
  await settleLead(db, measure, departmentId, answer, by.now)
  await notedAnswer(db, by, measure, answer.accepts ? 'accepted' : 'refused')
  const done = answer.accepts ? 'lead-accepted' : 'lead-refused'
  await tell(db, by, t(`plan.update.mail.${done}-subject`, { number: measure.number }), [
    t(`plan.update.mail.${done}`, { number: measure.number, title: measure.title, reason: answer.reason }),
  ])
  return undefined
}

/** A department has answered whether it will lead, by whatever way: no link asks it any more. */
export async function settleLead(db: Write, { id: measureId }: Pick<Measure, 'id'>, departmentId: string, answer: LeadAnswer, now: Date) {
  const settled = { measureId, asksFor: 'lead', answer: answer.accepts ? 'accepted' : 'refused', reason: answer.reason } as const
  for (const { id, roundId } of await linksAskingToLead(db, measureId, departmentId)) {
    await putAnswer(db, { linkId: id, ...settled }, now)
    if (answer.accepts && roundId) await ask(db, id, [{ measureId, asksFor: 'update', departmentId: null }])
  }
  if (!answer.accepts) await withdrawUpdates(db, measureId, departmentId)
}

/** A department is not to lead any more: no link asks it whether it will, nor how the measure stands. */
export async function withdrawLeadQuestions(db: Write, { id: measureId }: Pick<Measure, 'id'>, departmentId: string) {
  await withdrawQuestions(db, idsOf(await linksAskingToLead(db, measureId, departmentId)), measureId, 'lead')
  await withdrawUpdates(db, measureId, departmentId)
}

/** Whoever does not lead a measure is not asked how it stands. */
const withdrawUpdates = async (db: Write, measureId: string, departmentId: string) =>
  withdrawQuestions(db, idsOf(await linksOfDepartment(db, departmentId)), measureId, 'update')

const idsOf = (links: readonly { id: string }[]) => links.map(({ id }) => id)
