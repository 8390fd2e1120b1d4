import { Missing, Notice, Section, Stack, Stats, Table, type TownContext } from '#platform/web'
import { type AllotmentDesk, AllotmentSection } from './allotment.desk.page.tsx'
import { type Balance, sumBalances, type YearBalance } from './balance.ts'
import { type CostDesk, CostSection } from './cost.desk.page.tsx'
import { MeasureFrame } from './measure.frame.desk.page.tsx'
import type { MeasureContext } from './measure.visitor.ts'
import type { FinancingSource } from './money.ts'
import { type PostDesk, PostSection } from './post.desk.page.tsx'
import { type SpendingDesk, SpendingSection } from './spending.desk.page.tsx'
import { eurosIn } from './words.page.tsx'

export type MoneyDesk = {
  balances: YearBalance[]
  sources: FinancingSource[]
  cost: CostDesk
  allotment: AllotmentDesk
  spending: SpendingDesk
  post: PostDesk
  mayWrite: boolean
  done?: boolean
}

/** What a measure costs, who pays, what was spent, and who works for it. */
export function MeasureMoneyPage({ c, desk }: { c: MeasureContext; desk: MoneyDesk }) {
  const { t } = c.var
  const { balances, sources, mayWrite, done } = desk
  return (
    <MeasureFrame c={c} tab="money" lead={t('plan.money.lead')} done={done}>
      <Section title={t('plan.money.balance')}>
        <BalanceOverview c={c} balances={balances} />
      </Section>
      <CostSection c={c} desk={desk.cost} mayWrite={mayWrite} />
      <AllotmentSection c={c} desk={desk.allotment} sources={sources} mayWrite={mayWrite} />
      <SpendingSection c={c} desk={desk.spending} sources={sources} mayWrite={mayWrite} />
      <PostSection c={c} desk={desk.post} mayWrite={mayWrite} />
    </MeasureFrame>
  )
}

function BalanceOverview({ c, balances }: { c: TownContext; balances: YearBalance[] }) {
  const { t } = c.var
  if (balances.length === 0) return <Missing text={t('plan.money.none')} />
  const sum = sumBalances(balances)
  return (
    <Stack>
      {sum.gap > 0 && <Notice tone="warning" title={t('plan.money.gap-notice', { amount: eurosIn(c, sum.gap) })} />}
      {sum.surplus > 0 && <Notice tone="info" title={t('plan.money.surplus-notice', { amount: eurosIn(c, sum.surplus) })} />}
      <Stats
        items={(['planned', 'financed', 'spent'] as const).map(part => ({
          label: t(`plan.money.part.${part}`),
          value: eurosIn(c, sum[part]),
        }))}
      />
      <BalanceTable c={c} caption={t('plan.money.by-year')} head={t('plan.money.year')} rows={rowsByYear(balances)} />
    </Stack>
  )
}

const rowsByYear = (balances: YearBalance[]) => balances.map(balance => ({ name: String(balance.year), balance }))

type BalanceTableProps = { c: TownContext; caption: string; head: string; rows: { name: string; balance: Balance }[] }

/** Plan against what is paid and spent, with the sum of all rows. */
function BalanceTable({ c, caption, head, rows }: BalanceTableProps) {
  const { t } = c.var
  const sum = { name: t('plan.money.sum'), balance: sumBalances(rows.map(({ balance }) => balance)) }
  const parts = (['planned', 'financed', 'secured', 'spent', 'gap', 'surplus'] as const).filter(
    part => sum.balance[part] > 0 || (part !== 'gap' && part !== 'surplus'),
  )
  return (
    <Table
      caption={caption}
      columns={[{ label: head }, ...parts.map(part => ({ label: t(`plan.money.part.${part}`), numeric: true }))]}
      rows={[...rows, ...(rows.length > 1 ? [sum] : [])].map(({ name, balance }) => [
        name,
        ...parts.map(part => eurosIn(c, balance[part])),
      ])}
    />
  )
}
