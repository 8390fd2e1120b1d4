import type { MessageKey } from '#platform/languages'
import { CsrfField } from '#platform/people'
import { Button, ErrorSummary, Field, Form, Section, type TownContext } from '#platform/web'
import { influences, levels } from './goal.ts'
import { emptyGoal, type GoalRefusals, type GoalValues, longestInGoal } from './goal.values.ts'
import { longestInIndicator } from './indicator.ts'
import type { ActionField } from './plan.ts'

type FormProps = {
  c: TownContext
  action: string
  fields: ActionField[]
  values: GoalValues
  /** what the form was made from, where it changes a goal; for which sentence, where it makes one */
  hidden?: Record<string, string>
  refusals?: GoalRefusals
}

type TextName = Exclude<keyof GoalValues, 'isPublic'>
type TextRest = { hint?: MessageKey; rows?: number; width?: 'short' | 'medium'; inputmode?: 'numeric' | 'decimal'; isNeeded?: boolean }

/** What a goal says, who is competent, and its indicator or its demand. */
export function GoalForm({ c, action, fields, values, hidden = {}, refusals = {} }: FormProps) {
  const { t } = c.var
  const refusal = (field: keyof GoalValues) => {
    const found = refusals[field]
    return found && t(`plan.goal.refusal.${found}`, { most: longest[field] ?? 0 })
  }
  const refused = (Object.keys(emptyGoal) as (keyof GoalValues)[]).flatMap(field => {
    const found = refusal(field)
    return found ? [{ field, text: found }] : []
  })
  const text = (name: TextName, { hint, rows, isNeeded = false, ...rest }: TextRest = {}) => {
    const shared = {
      name,
      label: t(`plan.goal.field.${name}`),
      hint: hint && t(hint),
      value: values[name],
      dir: 'auto' as const,
      required: isNeeded,
      refusal: refusal(name),
    }
    return rows ? <Field kind="textarea" rows={rows} {...shared} /> : <Field kind="text" maxlength={longest[name]} {...shared} {...rest} />
  }
  return (
    <>
      {refused.length > 0 && <ErrorSummary title={t('plan.desk.refused')} refusals={refused} />}
      <Form action={action} hidden={hidden}>
        <CsrfField c={c} />
        {text('title', { hint: 'plan.goal.hint.title', isNeeded: true })}
        <Field
          kind="textarea"
          name="description"
          label={t('plan.goal.field.description')}
          value={values.description}
          rows={4}
          dir="auto"
          optional={t('plan.desk.optional')}
          refusal={refusal('description')}
        />
        <Field
          kind="select"
          name="field"
          label={t('plan.goal.field.field')}
          value={values.field}
          options={[{ value: '', label: t('plan.goal.choose') }, ...fields.map(({ slug, name }) => ({ value: slug, label: name }))]}
          refusal={refusal('field')}
        />
        <Field
          kind="select"
          name="level"
          label={t('plan.goal.field.level')}
          hint={t('plan.goal.hint.level')}
          value={values.level}
          options={[{ value: '', label: t('plan.goal.choose') }, ...levels.map(value => ({ value, label: t(`plan.word.level.${value}`) }))]}
          width="medium"
          refusal={refusal('level')}
        />
        <Field
          kind="radio"
          name="influence"
          label={t('plan.goal.field.influence')}
          value={values.influence}
          options={influences.map(value => ({
            value,
            label: t(`plan.word.influence.${value}`),
            hint: t(`plan.goal.influence-hint.${value}`),
          }))}
          refusal={refusal('influence')}
        />
        <Section title={t('plan.goal.indicator')} lead={t('plan.goal.indicator-text')}>
          {text('indicatorName', { hint: 'plan.goal.hint.indicatorName' })}
          {text('indicatorUnit', { hint: 'plan.goal.hint.indicatorUnit', width: 'medium' })}
          <div class="pairs">
            {text('baseline', { width: 'short', inputmode: 'decimal' })}
            {text('baselineYear', { width: 'short', inputmode: 'numeric' })}
            {text('target', { width: 'short', inputmode: 'decimal' })}
            {text('targetYear', { width: 'short', inputmode: 'numeric' })}
          </div>
        </Section>
        <Section title={t('plan.goal.demand')} lead={t('plan.goal.demand-text')}>
          {text('addressee', { hint: 'plan.goal.hint.addressee' })}
          {text('demand', { hint: 'plan.goal.hint.demand', rows: 4 })}
        </Section>
        <Field
          kind="checkbox"
          name="isPublic"
          label={t('plan.goal.field.isPublic')}
          hint={t('plan.goal.hint.isPublic')}
          checked={values.isPublic}
        />
        <Button label={t('plan.desk.save')} />
      </Form>
    </>
  )
}

const longest: Partial<Record<keyof GoalValues, number>> = { ...longestInGoal, ...longestInIndicator }
