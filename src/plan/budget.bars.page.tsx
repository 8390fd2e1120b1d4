import type { Child } from 'hono/jsx'
import { Figure, type TownContext } from '#platform/web'
import type { Balance } from './balance.ts'
import { eurosIn } from './words.page.tsx'

export type BarRow = { name: Child; balance: Pick<Balance, 'financed' | 'spent'> & Partial<Pick<Balance, 'planned'>> }

/** Bars end here, so that there is room for the amount behind the longest. */
const longest = 62

/** What is planned, allotted and spent, one bar a row; the table beside it says the same. */
export function MoneyBars({ c, label, rows }: { c: TownContext; label: string; rows: BarRow[] }) {
  const { t } = c.var
  const parts = (['planned', 'financed', 'spent'] as const).filter(part => rows.some(({ balance }) => balance[part] !== undefined))
  const most = Math.max(1, ...rows.map(mostOf))
  return (
    <Figure
      caption={
        <ul class="money-legend">
          {parts.map(part => (
            <li>
              <svg class="money-bar" width="28" height="18" aria-hidden="true" focusable="false">
                <rect
                  class={`money-bar__${part}`}
                  x="1"
                  y={part === 'spent' ? 5 : 1}
                  width="26"
                  height={part === 'spent' ? 8 : 16}
                  rx="2"
                />
              </svg>
              {t(`plan.public.budget.part.${part}`)}
            </li>
          ))}
        </ul>
      }
    >
      <div class="money-bars" role="img" aria-label={t('plan.public.budget.bars', { label })}>
        {rows.map(row => (
          <>
            <p>{row.name}</p>
            <Bar c={c} row={row} parts={parts} most={most} />
          </>
        ))}
      </div>
    </Figure>
  )
}

type BarProps = { c: TownContext; row: BarRow; parts: ('planned' | 'financed' | 'spent')[]; most: number }

function Bar({ c, row, parts, most }: BarProps) {
  const isRtl = c.var.language.direction === 'rtl'
  const share = (cents: number) => Math.round((longest * 100 * cents) / most) / 100
  const end = share(mostOf(row))
  return (
    <svg class="money-bar" width="100%" height="24" aria-hidden="true" focusable="false">
      {parts.map(part => {
        const width = share(row.balance[part]!)
        return (
          width > 0 && (
            <rect
              class={`money-bar__${part}`}
              x={`${isRtl ? 100 - width : 0}%`}
              y={part === 'spent' ? 8 : 2}
              width={`${width}%`}
              height={part === 'spent' ? 8 : 20}
              rx="2"
            />
          )
        )
      })}
      <text x={`${isRtl ? 100 - end : end}%`} dx={isRtl ? -8 : 8} y="17">
        {eurosIn(c, mostOf(row))}
      </text>
    </svg>
  )
}

const mostOf = ({ balance: { planned = 0, financed, spent } }: BarRow) => Math.max(planned, financed, spent)
