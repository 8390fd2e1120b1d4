import { Breadcrumb, Button, Page, PageHead, type TownContext } from '#platform/web'
import { BudgetCuts } from './budget.page.tsx'
import type { Budget } from './budget.ts'
import { paths } from './paths.ts'
import { inTown } from './words.page.tsx'

const { desk } = paths

/** The money of the whole plan at the desk. */
export function BudgetDeskPage({ c, budget }: { c: TownContext; budget: Budget }) {
  const { t } = c.var
  return (
    <Page c={c} title={t('plan.budget.title')} noIndex>
      <Breadcrumb
        label={t('page.breadcrumb')}
        items={[{ label: t('plan.desk.title'), href: desk.plan.to(inTown(c)) }, { label: t('plan.budget.title') }]}
      />
      <PageHead title={t('plan.budget.title')} lead={t('plan.budget.lead')}>
        <Button label={t('plan.budget.sources')} href={desk.sources.to(inTown(c))} kind="secondary" />
      </PageHead>
      <BudgetCuts
        c={c}
        budget={budget}
        ways={{
          year: jahr => desk.budget.to(inTown(c), { jahr }),
          field: feld => desk.measures.to(inTown(c), { feld }),
          source: source => desk.source.to({ ...inTown(c), source }),
        }}
      />
    </Page>
  )
}
