import { CsrfField } from '#platform/people'
import { Button, Disclosure, Field, Form, Missing, Section, Stack } from '#platform/web'
import { ofMeasure } from './measure.frame.desk.page.tsx'
import type { MeasureContext } from './measure.visitor.ts'
import { fieldIn, RefusalSummary, type RefusedForm } from './money.form.desk.page.tsx'
import type { FinancingSource, Spending } from './money.ts'
import { paths } from './paths.ts'
import { emptySpending, longestPurpose, type SpendingRefusals, type SpendingValues } from './spending.ts'
import { dayIn, eurosIn, PlanText } from './words.page.tsx'

export type SpendingDesk = { spendings: Spending[]; today: string; refused?: RefusedForm<SpendingValues, SpendingRefusals> }

type SectionProps = { c: MeasureContext; desk: SpendingDesk; sources: FinancingSource[]; mayWrite: boolean }

/** What was spent on a measure, the newest first. */
export function SpendingSection({ c, desk, sources, mayWrite }: SectionProps) {
  const { t } = c.var
  return (
    <Section title={t('plan.money.spending.title')} lead={t('plan.money.spending.lead')} id="ausgaben">
      <Stack>
        {desk.spendings.length === 0 && <Missing text={t('plan.money.spending.none')} />}
        {desk.spendings.length > 0 && (
          <ul class="ledger">
            {desk.spendings.map(spending => (
              <SpendingRow c={c} spending={spending} sources={sources} mayWrite={mayWrite} />
            ))}
          </ul>
        )}
        {mayWrite && (
          <Disclosure label={t('plan.money.spending.add')} open={desk.refused !== undefined}>
            <SpendingForm c={c} desk={desk} sources={sources} />
          </Disclosure>
        )}
      </Stack>
    </Section>
  )
}

type RowProps = { c: MeasureContext; spending: Spending; sources: FinancingSource[]; mayWrite: boolean }

function SpendingRow({ c, spending: { id, sourceId, spentOn, amountCents, purpose }, sources, mayWrite }: RowProps) {
  const { t } = c.var
  const source = sources.find(known => known.id === sourceId)
  return (
    <li class="ledger__row">
      <p class="ledger__line">
        <span>
          {dayIn(c, spentOn)} {purpose && <PlanText c={c} text={purpose} />}
          <span class="ledger__about small muted">
            {source ? <PlanText c={c} text={source.name} /> : t('plan.money.spending.no-source')}
          </span>
        </span>
        <strong>{eurosIn(c, amountCents)}</strong>
      </p>
      {mayWrite && (
        <Form action={paths.desk.measureSpending.to({ ...ofMeasure(c), spending: id })}>
          <CsrfField c={c} />
          <Button
            label={t('plan.money.remove')}
            fullLabel={`${t('plan.money.remove')}: ${dayIn(c, spentOn)} ${eurosIn(c, amountCents)}`}
            kind="quiet"
            icon="bin"
            small
          />
        </Form>
      )}
    </li>
  )
}

function SpendingForm({ c, desk: { today, refused }, sources }: { c: MeasureContext; desk: SpendingDesk; sources: FinancingSource[] }) {
  const { t } = c.var
  const values = refused?.values ?? { ...emptySpending, spentOn: today }
  const form = { c, form: 'ausgabe', refusals: refused?.refusals ?? {} }
  const common = fieldIn(form)
  return (
    <>
      <RefusalSummary {...form} />
      <Form action={paths.desk.measureSpendings.to(ofMeasure(c))}>
        <CsrfField c={c} />
        <div class="field-row">
          <Field kind="text" {...common('amount')} value={values.amount} inputmode="decimal" width="medium" required />
          <Field kind="date" {...common('spentOn')} value={values.spentOn} max={today} width="medium" required />
        </div>
        <Field
          kind="text"
          {...common('purpose')}
          value={values.purpose}
          maxlength={longestPurpose}
          lang="de"
          dir="auto"
          optional={t('plan.measure.optional')}
        />
        <Field
          kind="select"
          {...common('source')}
          value={values.source}
          options={[
            { value: '', label: t('plan.money.spending.no-source') },
            ...sources.map(({ slug, name }) => ({ value: slug, label: name })),
          ]}
          optional={t('plan.measure.optional')}
        />
        <Button label={t('plan.money.spending.add')} icon="plus" kind="secondary" />
      </Form>
    </>
  )
}
