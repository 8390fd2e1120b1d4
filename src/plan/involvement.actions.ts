import { dayOf } from '#dialogue'
import { note } from '#platform/audit'
import type { Write } from '#platform/db'
import { notFound, type SignedIn } from '#platform/web'
import { findDepartment } from './department.store.ts'
import type { Department } from './department.ts'
import { partners, putInvolvement, putPartners, removeInvolvement } from './involvement.store.ts'
import {
  type InvolvementRefusal,
  judgeAnswer,
  judgeAsking,
  judgePartners,
  judgeTakingPart,
  judgeWithdrawal,
  type LeadAnswer,
  type PartnersRefusal,
} from './involvement.ts'
import { findMeasure, involvements, lockMeasure } from './measure.store.ts'
import type { Involvement, Measure } from './measure.ts'

/** Where the deed is done: by whom, and to which measure. */
type At = { by: SignedIn; measure: string }

/** Asks a department to lead. */
export async function askLead(db: Write, at: At, slug: string): Promise<InvolvementRefusal | undefined> {
  const { measure, involved } = await held(db, at.measure)
  const department = await findDepartment(db, slug)
  const refusal = judgeAsking(involved, department)
  if (refusal || !department) return refusal
  await putInvolvement(db, { ...involving(measure, department), role: 'lead', state: 'asked' })
  return noted(db, at, 'lead-asked', department)
}

/** The department's answer as staff have heard it. */
export async function enterAnswer(db: Write, at: At, slug: string, answer: LeadAnswer, now: Date): Promise<InvolvementRefusal | undefined> {
  const measure = (await findMeasure(db, at.measure)) ?? notFound()
  const department = (await findDepartment(db, slug)) ?? notFound()
  const refusal = await answerLead(db, measure, department.id, answer, now)
  if (refusal) return refusal
  return noted(db, at, answer.accepts ? 'lead-accepted' : 'lead-refused', department)
}

/** A department accepts or refuses to lead: by staff, or by its link. The caller writes the log. */
export async function answerLead(
  db: Write,
  { id: measureId }: Pick<Measure, 'id'>,
  departmentId: string,
  answer: LeadAnswer,
  now: Date,
): Promise<InvolvementRefusal | undefined> {
  const { status } = (await lockMeasure(db, measureId)) ?? notFound()
  const refusal = judgeAnswer({ status, involved: await involvements(db, measureId) }, departmentId, answer)
  if (refusal) return refusal
  const state = answer.accepts ? 'accepted' : 'refused'
  await putInvolvement(db, { measureId, departmentId, role: 'lead', state, reason: answer.reason, answeredOn: dayOf(now) })
}

/** A department is no longer asked to lead. */
export async function withdrawLead(db: Write, at: At, slug: string): Promise<InvolvementRefusal | undefined> {
  const { measure, involved } = await held(db, at.measure)
  const department = (await findDepartment(db, slug)) ?? notFound()
  const lead = involved.find(({ departmentId, role }) => departmentId === department.id && role === 'lead')
  if (!lead) return 'not-asked'
  const refusal = judgeWithdrawal(measure.status, lead)
  if (refusal) return refusal
  await removeInvolvement(db, lead)
  return noted(db, at, 'lead-withdrawn', department)
}

export async function addPart(db: Write, at: At, slug: string): Promise<InvolvementRefusal | undefined> {
  const { measure, involved } = await held(db, at.measure)
  const department = await findDepartment(db, slug)
  const refusal = judgeTakingPart(involved, department)
  if (refusal || !department) return refusal
  await putInvolvement(db, { ...involving(measure, department), role: 'part', state: null })
  return noted(db, at, 'part-added', department)
}

export async function removePart(db: Write, at: At, slug: string): Promise<undefined> {
  const { involved } = await held(db, at.measure)
  const department = (await findDepartment(db, slug)) ?? notFound()
  const part = involved.find(({ departmentId, role }) => departmentId === department.id && role === 'part')
  if (!part) return undefined
  await removeInvolvement(db, part)
  return noted(db, at, 'part-removed', department)
}

export async function savePartners(db: Write, at: At, names: readonly string[]): Promise<PartnersRefusal | undefined> {
  const refusal = judgePartners(names)
  if (refusal) return refusal
  const { measure } = await held(db, at.measure)
  const before = (await partners(db, measure.id)).map(({ name }) => name)
  if (before.join('\n') === names.join('\n')) return undefined
  await putPartners(db, measure.id, names)
  await note(db, { personId: at.by.personId, deed: 'partners-changed', subject: at.measure })
}

/** The measure, held until the transaction ends, so that of two who ask at once only one finds nobody asked. */
async function held(db: Write, number: string): Promise<{ measure: Measure; involved: Involvement[] }> {
  const { id } = (await findMeasure(db, number)) ?? notFound()
  const measure = (await lockMeasure(db, id)) ?? notFound()
  return { measure, involved: await involvements(db, id) }
}

const involving = (measure: Measure, department: Department) => ({
  measureId: measure.id,
  departmentId: department.id,
  reason: '',
  answeredOn: null,
})

async function noted(db: Write, { by, measure }: At, deed: string, department: Department): Promise<undefined> {
  await note(db, { personId: by.personId, deed, subject: measure, details: { department: department.name } })
}
