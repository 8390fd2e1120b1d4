import { Hono } from 'hono'
import { reading, type Town, type TownContext } from '#platform/web'
import { BudgetDeskPage } from './budget.desk.page.tsx'
import { BudgetPage } from './budget.page.tsx'
import { budgetForStaff, publicBudget } from './budget.store.ts'
import { measureReaders } from './measure.visitor.ts'
import { paths } from './paths.ts'
import { NotYet } from './plan.page.tsx'
import type { Room } from './visitor.ts'
import { readYear } from './year.ts'

/** What the plan costs and who pays, by field, source and year. */
export const budgetRoutes = (_room: Room) =>
  new Hono<Town>()
    .get(paths.budget.pattern, reading, async c => {
      const found = await publicBudget(c.var.db, yearIn(c))
      return c.html(found ? <BudgetPage c={c} {...found} /> : <NotYet c={c} />)
    })
    .get(paths.desk.budget.pattern, measureReaders, reading, async c =>
      c.html(<BudgetDeskPage c={c} budget={await budgetForStaff(c.var.db, yearIn(c))} />),
    )

/** The year the address asks for; one that is none is as if none had been said. */
function yearIn(c: TownContext): number | undefined {
  const year = readYear(c.req.query('jahr') ?? '')
  return typeof year === 'number' ? year : undefined
}
