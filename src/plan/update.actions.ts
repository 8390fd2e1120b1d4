import { dayOf } from '#dialogue'
import type { Write } from '#platform/db'
import { translatorFor } from '#platform/languages'
import { notFound } from '#platform/web'
import type { Measure } from './measure.ts'
import { stateFields } from './measure.values.ts'
import { changeMeasure, refusalsOf } from './measure-change.actions.ts'
import { changedFields, type MeasureFields, type MeasureRefusals, picked } from './measure-change.ts'
import { spend } from './money.actions.ts'
import { spendings } from './money.store.ts'
import { judgeSpending, type SpendingRefusals, type SpendingValues } from './spending.ts'
import { answered, type ByLink, heldQuestion, noted, tell } from './update.link.actions.ts'
import { changesInWords } from './update.mail.ts'

const t = translatorFor('de') // mails to departments are in the language of the administration

export type UpdateValues = Pick<MeasureFields, (typeof stateFields)[number]>

/**
 * What a department says of its measure, and what it has spent; if that is what stood there before, it holds as of today. Everybody the link
 * belongs or belonged to is told.
 */
export async function updateMeasure(
  db: Write,
  by: ByLink,
  measure: Measure,
  values: UpdateValues,
  spending: SpendingValues,
): Promise<{ refusals: MeasureRefusals; spending: SpendingRefusals } | undefined> {
  if ((await heldQuestion(db, by, measure, 'update')).answer === 'not-mine') notFound()
  const state = picked(values, stateFields)
  const hasSpent = spending.amount !== '' || spending.purpose !== ''
  if (changedFields(measure, state).length === 0 && !hasSpent) return confirm(db, by, measure)
  const today = dayOf(by.now)
  const after = { ...state, statedOn: today }
  const changer = { changer: 'department', linkId: by.link.id } as const
  const spent = hasSpent ? judgeSpending(spending, [], await spendings(db, measure.id), today) : undefined
  if (spent && 'refusals' in spent) return { refusals: await refusalsOf(db, measure, after, changer, by.now), spending: spent.refusals }
  const changed = await changeMeasure(db, measure, after, changer, by.now)
  if ('refusals' in changed) return { refusals: changed.refusals, spending: {} }
  if (hasSpent) await spend(db, measure, spending, by.now)
  await answered(db, by, measure, 'changed')
  if (hasSpent) await noted(db, by.link, 'link-spent', { measure: measure.number })
  const fields = changedFields(measure, after)
  await tell(db, by, t('plan.update.mail.changed-subject', { number: measure.number }), [
    t('plan.update.mail.changed', { number: measure.number, title: measure.title }),
    ...changesInWords(fields.map(field => ({ field, before: measure[field], after: after[field as keyof typeof after] }))),
    ...(spent ? [t('plan.update.mail.spent', { amount: inEuros(spent.amountCents), purpose: spent.purpose })] : []),
  ])
  return undefined
}

const inEuros = (cents: number) => new Intl.NumberFormat('de', { style: 'currency', currency: 'EUR' }).format(cents / 100)

/** What was said last still holds, as of today. */
async function confirm(db: Write, by: ByLink, measure: Measure): Promise<undefined> {
  const changed = await changeMeasure(db, measure, { statedOn: dayOf(by.now) }, { changer: 'department', linkId: by.link.id }, by.now)
  if ('refusals' in changed) throw new Error(`The state of measure ${measure.number} could not be confirmed.`)
  await answered(db, by, measure, 'unchanged')
  await tell(db, by, t('plan.update.mail.confirmed-subject', { number: measure.number }), [
    t('plan.update.mail.confirmed', { number: measure.number, title: measure.title }),
  ])
}
