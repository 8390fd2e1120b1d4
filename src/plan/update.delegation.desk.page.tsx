import { Button, ErrorSummary, Field, Form } from '#platform/web'
import { paths } from './paths.ts'
import { type Delegation, type DelegationRefusal, longestName } from './update.ts'
import type { LinkContext } from './update.visitor.tsx'

export type ShownDelegation = { values: Delegation; refusals: Partial<Record<keyof Delegation, DelegationRefusal>> }

/** Who is to answer instead. */
export function DelegationForm({ c, shown }: { c: LinkContext; shown?: ShownDelegation }) {
  const { t } = c.var
  const { values, refusals } = shown ?? { values: { name: '', mail: '' }, refusals: {} }
  const refusal = (name: keyof Delegation) => refusals[name] && t(`plan.update.delegate.refusal.${refusals[name]}`, { most: longestName })
  const refused = (Object.keys(refusals) as (keyof Delegation)[]).map(field => ({ field, text: refusal(field) ?? '' }))
  return (
    <>
      <p>{t('plan.update.delegate.text')}</p>
      {refused.length > 0 && <ErrorSummary title={t('plan.measure.refused')} refusals={refused} />}
      <Form action={paths.updateDelegation.to({ town: c.var.municipality.slug, token: c.var.token })}>
        <Field
          kind="text"
          name="name"
          label={t('plan.update.delegate.name')}
          value={values.name}
          refusal={refusal('name')}
          maxlength={longestName}
          autocomplete="off"
          required
        />
        <Field
          kind="email"
          name="mail"
          label={t('plan.update.delegate.mail')}
          value={values.mail}
          refusal={refusal('mail')}
          autocomplete="off"
          dir="ltr"
          required
        />
        <Button label={t('plan.update.delegate.go')} kind="secondary" />
      </Form>
    </>
  )
}
