import {
  Breadcrumb,
  EmptyState,
  FilterLinks,
  Missing,
  Notice,
  Page,
  PageHead,
  Section,
  Stack,
  Stats,
  type TownContext,
} from '#platform/web'
import { MoneyBars } from './budget.bars.page.tsx'
import { type BalanceRow, BalanceTable, SourceName, SourceTable } from './budget.tables.page.tsx'
import type { Budget } from './budget.ts'
import { paths } from './paths.ts'
import type { Plan } from './plan.ts'
import { eurosIn, inTown, PlanText } from './words.page.tsx'

/** What the plan costs and who pays, as everybody may know it. */
export function BudgetPage({ c, plan, budget }: { c: TownContext; plan: Plan; budget: Budget | undefined }) {
  const { t } = c.var
  return (
    <Page c={c} title={t('plan.public.budget.title')}>
      <Breadcrumb
        label={t('page.breadcrumb')}
        items={[{ label: <PlanText c={c} text={plan.title} />, href: paths.plan.to(inTown(c)) }, { label: t('plan.public.budget.title') }]}
      />
      <PageHead title={t('plan.public.budget.title')} lead={budget && t('plan.public.budget.lead')} />
      {budget ? (
        <BudgetCuts
          c={c}
          budget={budget}
          ways={{
            year: jahr => paths.budget.to(inTown(c), { jahr }),
            field: feld => paths.measures.to(inTown(c), { feld }),
          }}
        />
      ) : (
        <EmptyState title={t('plan.public.budget.kept')} />
      )}
    </Page>
  )
}

/** Where the rows of the cuts lead; sources are linked at the desk alone. */
export type BudgetWays = {
  year(year: number | undefined): string
  field(slug: string): string
  source?(slug: string): string
}

type CutsProps = { c: TownContext; budget: Budget; ways: BudgetWays }

/** The sums, and three cuts through the same money. */
export function BudgetCuts({ c, budget, ways }: CutsProps) {
  const { t } = c.var
  const { sum, byYear, year } = budget
  if (byYear.length === 0) return <EmptyState title={t('plan.public.budget.none')} />
  return (
    <>
      <Stack>
        <FilterLinks
          label={t('plan.public.budget.year')}
          options={[undefined, ...byYear.map(each => each.year)].map(each => ({
            label: each === undefined ? t('plan.public.budget.all-years') : String(each),
            href: ways.year(each),
            current: each === year,
          }))}
        />
        <Stats
          items={(['planned', 'financed', 'spent'] as const).map(part => ({
            label: t(`plan.public.budget.part.${part}`),
            value: eurosIn(c, sum[part]),
          }))}
        />
        {sum.gap > 0 && <Notice tone="warning" title={t('plan.public.budget.gap', { amount: eurosIn(c, sum.gap) })} />}
        {sum.surplus > 0 && <Notice tone="info" title={t('plan.public.budget.surplus', { amount: eurosIn(c, sum.surplus) })} />}
      </Stack>
      <FieldCut c={c} budget={budget} ways={ways} />
      <SourceCut c={c} budget={budget} ways={ways} />
      <YearCut c={c} budget={budget} ways={ways} />
    </>
  )
}

function FieldCut({ c, budget: { byField, year }, ways }: CutsProps) {
  const title = titleOf(c, 'field', year)
  const rows = byField.map(({ field, balance }) => ({
    name: <PlanText c={c} text={field.name} />,
    href: ways.field(field.slug),
    balance,
  }))
  return <Cut c={c} title={title} head={c.var.t('plan.public.field')} rows={rows} />
}

const YearCut = ({ c, budget: { byYear }, ways }: CutsProps) => (
  <Cut
    c={c}
    title={titleOf(c, 'year', undefined)}
    head={c.var.t('plan.public.budget.year')}
    rows={byYear.map(({ year, balance }) => ({ name: String(year), href: ways.year(year), balance }))}
  />
)

function Cut({ c, title, head, rows }: { c: TownContext; title: string; head: string; rows: BalanceRow[] }) {
  return (
    <Section title={title}>
      {rows.length === 0 ? (
        <Missing text={c.var.t('plan.public.budget.none')} />
      ) : (
        <Stack>
          <MoneyBars c={c} label={title} rows={rows} />
          <BalanceTable c={c} caption={title} head={head} rows={rows} />
        </Stack>
      )}
    </Section>
  )
}

function SourceCut({ c, budget: { bySource, year }, ways }: CutsProps) {
  const title = titleOf(c, 'source', year)
  return (
    <Section title={title}>
      {bySource.length === 0 ? (
        <Missing text={c.var.t('plan.public.budget.no-sources')} />
      ) : (
        <Stack>
          <MoneyBars
            c={c}
            label={title}
            rows={bySource.map(({ source, balance }) => ({ name: <SourceName c={c} source={source} />, balance }))}
          />
          <SourceTable c={c} caption={title} rows={bySource} href={ways.source} />
        </Stack>
      )}
    </Section>
  )
}

const titleOf = (c: TownContext, cut: 'field' | 'source' | 'year', year: number | undefined) =>
  year === undefined
    ? c.var.t(`plan.public.budget.by.${cut}`)
    : c.var.t('plan.public.budget.in-year', { cut: c.var.t(`plan.public.budget.by.${cut}`), year: String(year) })
