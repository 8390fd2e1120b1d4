import type { Child } from 'hono/jsx'
import { Table, type TownContext } from '#platform/web'
import { type Balance, noMoney, sumBalances } from './balance.ts'
import type { SourceBalance } from './budget.ts'
import type { FinancingSource } from './money.ts'
import { eurosIn, PlanText } from './words.page.tsx'

export type BalanceRow = { name: Child; href?: string; balance: Balance }

type BalanceTableProps = { c: TownContext; caption: string; head: string; rows: BalanceRow[] }

/** Plan against what is paid and spent, with the sum of all rows; gaps and surpluses stand there where there are any. */
export function BalanceTable({ c, caption, head, rows }: BalanceTableProps) {
  const { t } = c.var
  const sum = sumBalances(rows.map(({ balance }) => balance))
  const parts = (['planned', 'financed', 'secured', 'spent', 'gap', 'surplus'] as const).filter(
    part => sum[part] > 0 || (part !== 'gap' && part !== 'surplus'),
  )
  return (
    <Table
      caption={caption}
      captionHidden
      columns={[{ label: head }, ...parts.map(part => ({ label: t(`plan.public.budget.part.${part}`), numeric: true }))]}
      rows={[
        ...rows.map(({ name, href, balance }) => [
          href === undefined ? name : <a href={href}>{name}</a>,
          ...parts.map(part => eurosIn(c, balance[part])),
        ]),
        ...(rows.length > 1 ? [[t('plan.public.budget.sum'), ...parts.map(part => <strong>{eurosIn(c, sum[part])}</strong>)]] : []),
      ]}
    />
  )
}

type SourceTableProps = { c: TownContext; caption: string; rows: readonly SourceBalance[]; href?: (slug: string) => string }

/** Who pays, with the sum of all sources; `href`: where a source is told of. */
export function SourceTable({ c, caption, rows, href }: SourceTableProps) {
  const { t } = c.var
  const parts = ['financed', 'secured', 'spent'] as const
  const sum = sumBalances(rows.map(({ balance }) => ({ ...noMoney, ...balance })))
  const linked = (source: FinancingSource | null) => {
    const name = <SourceName c={c} source={source} />
    return source && href ? <a href={href(source.slug)}>{name}</a> : name
  }
  return (
    <Table
      caption={caption}
      captionHidden
      columns={[
        { label: t('plan.public.budget.source') },
        { label: t('plan.public.budget.kind') },
        ...parts.map(part => ({ label: t(`plan.public.budget.part.${part}`), numeric: true })),
      ]}
      rows={[
        ...rows.map(({ source, balance }) => [
          linked(source),
          source ? t(`plan.word.source.${source.kind}`) : '–',
          ...parts.map(part => eurosIn(c, balance[part])),
        ]),
        ...(rows.length > 1 ? [[t('plan.public.budget.sum'), '', ...parts.map(part => <strong>{eurosIn(c, sum[part])}</strong>)]] : []),
      ]}
    />
  )
}

/** What a source is called; of spending without one, that nobody has said. */
export const SourceName = ({ c, source }: { c: TownContext; source: FinancingSource | null }) =>
  source ? <PlanText c={c} text={source.name} /> : <span>{c.var.t('plan.public.budget.no-source')}</span>
