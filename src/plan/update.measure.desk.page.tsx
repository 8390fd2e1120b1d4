import { Breadcrumb, Button, Disclosure, ErrorSummary, Field, Form, Notice, Page, PageHead, Stack } from '#platform/web'
import type { Department } from './department.ts'
import { longestReason } from './involvement.ts'
import { fieldsFor, refusalOf, type ShownForm } from './measure.form.desk.page.tsx'
import { lights } from './measure.ts'
import { stateFields } from './measure.values.ts'
import { type MeasureField, picked } from './measure-change.ts'
import { paths } from './paths.ts'
import { seenOf } from './seen.ts'
import { longestPurpose, type SpendingRefusals, type SpendingValues } from './spending.ts'
import { nextStatuses } from './status.ts'
import { ofLink } from './update.card.desk.page.tsx'
import type { HandOver, HandOverRefusal } from './update.ts'
import type { Asked, LinkContext } from './update.visitor.tsx'
import { LightBadge, PlanText, StatusBadge } from './words.page.tsx'

export type UpdateDesk = {
  asked: Asked
  shown: ShownForm
  spending: { values: SpendingValues; refusals: SpendingRefusals }
  today: string
  departments: Pick<Department, 'slug' | 'name'>[]
  handOver?: { values: HandOver; refusal: HandOverRefusal }
}

/** One measure, to be brought up to date; what was said last stands there already. */
export function UpdateMeasurePage({ c, desk }: { c: LinkContext; desk: UpdateDesk }) {
  const { t, link } = c.var
  const { measure } = desk.asked
  return (
    <Page c={c} title={`${measure.number} ${measure.title}`} width="narrow" noIndex>
      <Breadcrumb
        label={t('page.breadcrumb')}
        items={[
          { label: t('plan.update.measures'), href: paths.update.to({ town: c.var.municipality.slug, token: c.var.token }) },
          { label: measure.number },
        ]}
      />
      <PageHead
        title={
          <>
            {measure.number} <PlanText c={c} text={measure.title} />
          </>
        }
        preline={
          <>
            <StatusBadge c={c} status={measure.status} /> <LightBadge c={c} light={measure.light} />
          </>
        }
        lead={t('plan.update.form-lead', { mail: link.mail })}
      />
      <Stack>
        <StateForm c={c} desk={desk} />
        <Disclosure label={t('plan.update.hand-over.title')} open={desk.handOver !== undefined}>
          <HandOverForm c={c} desk={desk} />
        </Disclosure>
      </Stack>
    </Page>
  )
}

function StateForm({ c, desk }: { c: LinkContext; desk: UpdateDesk }) {
  const { t } = c.var
  const { asked, shown } = desk
  const { refusals = {}, values, isChangedMeanwhile } = shown
  const { text, choice, radio } = fieldsFor(c, shown)
  const refused = [
    ...(Object.keys(refusals) as MeasureField[]).map(field => ({ field, text: refusalOf(c, refusals, field) ?? '' })),
    ...(Object.keys(desk.spending.refusals) as (keyof SpendingValues)[]).map(field => ({
      field,
      text: spendingRefusal(c, desk, field) ?? '',
    })),
  ]
  const statuses = nextStatuses(asked.measure.status, 'department')
  return (
    <>
      {isChangedMeanwhile && <Notice tone="error" title={t('plan.measure.changed-meanwhile')} live />}
      {refused.length > 0 && <ErrorSummary title={t('plan.measure.refused')} refusals={refused} />}
      <Form
        action={paths.updateMeasure.to(ofLink(c, asked.measure))}
        hidden={{ deed: 'change', seen: seenOf(picked(asked.measure, stateFields)) }}
      >
        {text('stateOfAffairs', 4)}
        {choice('status', { value: values.status, options: statuses.map(value => ({ value, label: t(`plan.word.status.${value}`) })) })}
        <Disclosure label={t('plan.measure.field.statusReason')} open={values.statusReason !== '' || refusals.statusReason !== undefined}>
          {text('statusReason', 2)}
        </Disclosure>
        {radio('light', {
          value: values.light ?? 'none',
          options: [...lights, 'none' as const].map(value => ({ value, label: t(`plan.word.light.${value}`) })),
        })}
        {text('lightReason', 2)}
        {text('nextStep', 2)}
        {text('obstacles', 2)}
        <SpendingFields c={c} desk={desk} />
        <Button label={t('plan.update.save')} />
      </Form>
    </>
  )
}

const spendingRefusal = (c: LinkContext, { spending: { refusals } }: UpdateDesk, field: keyof SpendingValues) =>
  refusals[field] && c.var.t(`plan.money.refusal.${refusals[field]}`, { most: longestPurpose, left: '' })

function SpendingFields({ c, desk }: { c: LinkContext; desk: UpdateDesk }) {
  const { t } = c.var
  const { values } = desk.spending
  const common = (name: 'amount' | 'spentOn' | 'purpose') => ({
    name,
    label: t(`plan.money.field.${name}`),
    value: values[name],
    refusal: spendingRefusal(c, desk, name),
    optional: t('plan.measure.optional'),
  })
  const isOpen = values.amount !== '' || values.purpose !== '' || Object.keys(desk.spending.refusals).length > 0
  return (
    <Disclosure label={t('plan.update.spending')} open={isOpen}>
      <Stack>
        <p>{t('plan.update.spending-text')}</p>
        <Field kind="text" {...common('amount')} inputmode="decimal" width="medium" />
        <Field kind="date" {...common('spentOn')} max={desk.today} width="medium" />
        <Field kind="text" {...common('purpose')} maxlength={longestPurpose} lang="de" dir="auto" />
      </Stack>
    </Disclosure>
  )
}

function HandOverForm({ c, desk: { asked, departments, handOver } }: { c: LinkContext; desk: UpdateDesk }) {
  const { t } = c.var
  const refusal = handOver && t(`plan.update.hand-over.refusal.${handOver.refusal}`, { most: longestReason })
  const isAboutReason = handOver?.refusal === 'reason-missing' || handOver?.refusal === 'too-long'
  return (
    <>
      <p>{t('plan.update.hand-over.text')}</p>
      {refusal && (
        <ErrorSummary title={t('plan.measure.refused')} refusals={[{ field: isAboutReason ? 'reason' : 'department', text: refusal }]} />
      )}
      <Form action={paths.updateHandOver.to(ofLink(c, asked.measure))}>
        <Field
          kind="select"
          name="department"
          label={t('plan.update.hand-over.department')}
          value={handOver?.values.department ?? ''}
          refusal={isAboutReason ? undefined : refusal}
          options={[
            { value: '', label: t('plan.update.hand-over.coordination') },
            ...departments.map(({ slug, name }) => ({ value: slug, label: name })),
          ]}
        />
        <Field
          kind="textarea"
          name="reason"
          label={t('plan.update.hand-over.reason')}
          value={handOver?.values.reason ?? ''}
          refusal={isAboutReason ? refusal : undefined}
          rows={2}
          maxlength={longestReason}
          lang="de"
          dir="auto"
          required
        />
        <Button label={t('plan.update.hand-over.go')} kind="secondary" />
      </Form>
    </>
  )
}
