import { ErrorSummary, fieldId } from '#platform/web'
import type { AllotmentRefusal, AllotmentValues } from './allotment.ts'
import type { CostRefusals, CostValues } from './cost.ts'
import type { MeasureContext } from './measure.visitor.ts'
import { type CostCategory, costCategories } from './money.ts'
import { longestGrade, longestPostTitle, type PostRefusal, type PostValues } from './post.ts'
import { longestPurpose, type SpendingRefusal, type SpendingValues } from './spending.ts'
import { eurosIn } from './words.page.tsx'

/** A form of the money page that was not taken: which, what was typed, and why. */
export type RefusedForm<Values, Refusals> = { id: string; values: Values; refusals: Refusals; left?: number }

type MoneyField = keyof CostValues | keyof AllotmentValues | keyof SpendingValues | keyof PostValues
type Refusals = Partial<Record<MoneyField, CostRefusals['year'] | AllotmentRefusal | SpendingRefusal | PostRefusal>>
type FormProps = { c: MeasureContext; form: string; refusals: Refusals; left?: number }

/** What fields of one form on a page of several have in common: an id of their own, label and refusal. */
export const fieldIn = (form: FormProps) => (name: MoneyField) => ({
  name,
  id: idIn(form.form, name),
  label: labelOf(form.c, name),
  refusal: refusalOf(form, name),
})

/** Why a form was not taken, with the way to each field. */
export function RefusalSummary(form: FormProps) {
  const refused = (Object.keys(form.refusals) as MoneyField[]).map(name => ({
    field: idIn(form.form, name).slice(fieldId('').length),
    text: `${labelOf(form.c, name)}: ${refusalOf(form, name)}`,
  }))
  return refused.length > 0 ? <ErrorSummary title={form.c.var.t('plan.measure.refused')} refusals={refused} /> : null
}

const idIn = (form: string, name: string) => fieldId(`${form}-${name}`)

const labelOf = ({ var: { t } }: MeasureContext, name: MoneyField) =>
  isCategory(name) ? t(`plan.word.category.${name}`) : t(`plan.money.field.${name}`)

const isCategory = (name: MoneyField): name is CostCategory => (costCategories as readonly string[]).includes(name)

const longest: Partial<Record<MoneyField, number>> = { purpose: longestPurpose, title: longestPostTitle, grade: longestGrade }

function refusalOf({ c, refusals, left = 0 }: FormProps, name: MoneyField): string | undefined {
  const refusal = refusals[name]
  return refusal && c.var.t(`plan.money.refusal.${refusal}`, { most: longest[name] ?? 0, left: eurosIn(c, left) })
}
