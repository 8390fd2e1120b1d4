import type { Child } from 'hono/jsx'
import { CsrfField } from '#platform/people'
import { Button, ErrorSummary, Field, Form, Notice, type TownContext } from '#platform/web'
import { longestInMeasure, type MeasureField, type MeasureFields, type NewMeasureRefusals, picked } from './measure-change.ts'
import { seenOf } from './seen.ts'

/** What a form about a measure shows: what is stored or what was typed, and why that was not taken. */
export type ShownForm = {
  values: MeasureFields & { number?: string }
  refusals?: NewMeasureRefusals
  isChangedMeanwhile?: boolean
}

type FormProps = {
  c: TownContext
  action: string
  shown: ShownForm
  /** what of the measure the form changes, and the measure it was made from */
  of?: { measure: MeasureFields; fields: readonly MeasureField[] }
  save: string
  children?: Child
}

/** A form about a measure, with everything that was refused above it. */
export function MeasureForm({ c, action, shown: { refusals = {}, isChangedMeanwhile }, of, save, children }: FormProps) {
  const refused = (Object.keys(refusals) as RefusedField[]).map(field => ({ field, text: refusalOf(c, refusals, field) ?? '' }))
  return (
    <>
      {isChangedMeanwhile && <Notice tone="error" title={c.var.t('plan.measure.changed-meanwhile')} live />}
      {refused.length > 0 && <ErrorSummary title={c.var.t('plan.measure.refused')} refusals={refused} />}
      <Form action={action} hidden={of && { seen: seenOf(picked(of.measure, of.fields)) }}>
        <CsrfField c={c} />
        {children}
        <Button label={save} />
      </Form>
    </>
  )
}

type RefusedField = MeasureField | 'number'

/** Why this field was not taken, in words. */
export function refusalOf(c: TownContext, refusals: NewMeasureRefusals, field: RefusedField): string | undefined {
  const refusal = refusals[field]
  const most = field in longestInMeasure ? longestInMeasure[field as 'title'] : 0
  return refusal && c.var.t(`plan.measure.refusal.${refusal}`, { most })
}

type TextName = keyof typeof longestInMeasure
type DayName = 'startsOn' | 'endsOn' | 'resolvedOn' | 'regularSince'

const hinted = [
  'title',
  'description',
  'responsibleMail',
  'stateOfAffairs',
  'nextStep',
  'obstacles',
  'statusReason',
  'lightReason',
  'budgetLine',
  'noPostsReason',
  'resolutionNumber',
] as const satisfies readonly MeasureField[]

type Choices = { value: string; options: { value: string; label: string }[] }

/** The fields of such a form, by the names they have in the measure. */
export function fieldsFor(c: TownContext, { values, refusals = {} }: ShownForm) {
  const { t } = c.var
  const common = (name: MeasureField, isRequired: boolean) => {
    const hint = hinted.find(known => known === name)
    return {
      name,
      label: t(`plan.measure.field.${name}`),
      hint: hint && t(`plan.measure.hint.${hint}`),
      optional: isRequired ? undefined : t('plan.measure.optional'),
      required: isRequired,
      refusal: refusalOf(c, refusals, name),
    }
  }
  const german = { lang: 'de', dir: 'auto' } as const
  return {
    line: (name: TextName, { isRequired = false, width }: { isRequired?: boolean; width?: 'short' | 'medium' } = {}) => (
      <Field kind="text" {...common(name, isRequired)} {...german} value={values[name]} maxlength={longestInMeasure[name]} width={width} />
    ),
    mail: (name: 'responsibleMail') => (
      <Field kind="email" {...common(name, false)} value={values[name]} maxlength={longestInMeasure[name]} width="medium" dir="ltr" />
    ),
    text: (name: TextName, rows = 3) => <Field kind="textarea" {...common(name, false)} {...german} value={values[name]} rows={rows} />,
    day: (name: DayName, isRequired = false) => (
      <Field kind="date" {...common(name, isRequired)} value={values[name] ?? ''} width="medium" />
    ),
    choice: (name: 'fieldId' | 'targetGroupId' | 'priority' | 'status', { value, options }: Choices, isRequired = true) => (
      <Field kind="select" {...common(name, isRequired)} value={value} options={options} width="medium" />
    ),
    radio: (name: 'light', { value, options }: Choices) => (
      <Field kind="radio" {...common(name, true)} required={false} value={value} options={options} />
    ),
    check: (name: 'isPublic') => (
      <Field
        kind="checkbox"
        name={name}
        label={t(`plan.measure.field.${name}`)}
        hint={t(`plan.measure.hint.${name}`)}
        checked={values[name]}
      />
    ),
  }
}
