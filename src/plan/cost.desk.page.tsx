import { CsrfField } from '#platform/people'
import { Button, Buttons, Disclosure, Field, Form, Missing, Section, Stack, Table } from '#platform/web'
import { type CostRefusals, type CostValues, emptyCosts, seenCosts } from './cost.ts'
import { ofMeasure } from './measure.frame.desk.page.tsx'
import type { MeasureContext } from './measure.visitor.ts'
import { fieldIn, RefusalSummary, type RefusedForm } from './money.form.desk.page.tsx'
import { type Cost, costCategories, sumCents, typedCents } from './money.ts'
import { paths } from './paths.ts'
import { eurosIn } from './words.page.tsx'

export type CostDesk = {
  costs: Cost[]
  /** the year whose costs are being changed */
  year?: number
  refused?: RefusedForm<CostValues, CostRefusals>
}

type SectionProps = { c: MeasureContext; desk: CostDesk; mayWrite: boolean }

/** What a measure is to cost, by year and category. */
export function CostSection({ c, desk, mayWrite }: SectionProps) {
  const { t } = c.var
  return (
    <Section title={t('plan.money.cost.title')} lead={t('plan.money.cost.lead')} id="kosten">
      <Stack>
        {desk.costs.length === 0 ? <Missing text={t('plan.money.cost.none')} /> : <CostTable c={c} desk={desk} mayWrite={mayWrite} />}
        {mayWrite && <CostForm c={c} desk={desk} />}
      </Stack>
    </Section>
  )
}

function CostTable({ c, desk: { costs }, mayWrite }: SectionProps) {
  const { t } = c.var
  const years = [...new Set(costs.map(({ year }) => year))]
  const used = costCategories.filter(category => costs.some(cost => cost.category === category))
  return (
    <Table
      caption={t('plan.money.cost.title')}
      captionHidden
      columns={[
        { label: t('plan.money.year') },
        ...used.map(category => ({ label: t(`plan.word.category.${category}`), numeric: true })),
        { label: t('plan.money.sum'), numeric: true },
        ...(mayWrite ? [{ label: t('plan.measure.change'), labelHidden: true }] : []),
      ]}
      rows={years.map(year => {
        const ofYear = costs.filter(cost => cost.year === year)
        return [
          year,
          ...used.map(category => eurosIn(c, sumCents(ofYear.filter(cost => cost.category === category)))),
          eurosIn(c, sumCents(ofYear)),
          ...(mayWrite ? [<ToYear c={c} year={year} />] : []),
        ]
      })}
    />
  )
}

const ToYear = ({ c, year }: { c: MeasureContext; year: number }) => (
  <a
    href={`${paths.desk.measureMoney.to(ofMeasure(c), { jahr: year })}#kosten`}
    aria-label={c.var.t('plan.money.cost.change', { year: String(year) })}
  >
    {c.var.t('plan.measure.change')}
  </a>
)

function CostForm({ c, desk: { costs, year, refused } }: { c: MeasureContext; desk: CostDesk }) {
  const { t } = c.var
  const values = refused?.values ?? valuesOf(costs, year)
  const form = { c, form: 'kosten', refusals: refused?.refusals ?? {} }
  const common = fieldIn(form)
  return (
    <Disclosure
      label={year ? t('plan.money.cost.change', { year: String(year) }) : t('plan.money.cost.add')}
      open={refused !== undefined || year !== undefined}
    >
      <RefusalSummary {...form} />
      <Form action={paths.desk.measureCosts.to(ofMeasure(c))} hidden={{ seen: seenCosts(costs, Number(values.year)) }}>
        <CsrfField c={c} />
        <Field kind="text" {...common('year')} value={values.year} inputmode="numeric" maxlength={4} width="short" required />
        <div class="field-row">
          {costCategories.map(category => (
            <Field kind="text" {...common(category)} value={values[category]} inputmode="decimal" width="medium" />
          ))}
        </div>
        <p class="small muted">{t('plan.money.cost.hint')}</p>
        <Buttons>
          <Button label={t('plan.money.cost.save')} />
        </Buttons>
      </Form>
    </Disclosure>
  )
}

/** What stands there for the year, as it is typed. */
const valuesOf = (costs: Cost[], year: number | undefined): CostValues => ({
  ...emptyCosts(year ? String(year) : ''),
  ...Object.fromEntries(costs.filter(cost => cost.year === year).map(({ category, amountCents }) => [category, typedCents(amountCents)])),
})
