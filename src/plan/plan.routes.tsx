import { Hono } from 'hono'
import { reading, type Town } from '#platform/web'
import { paths } from './paths.ts'
import { PlanPage } from './plan.page.tsx'
import { publishedPlan } from './publication.store.ts'
import type { Room } from './visitor.ts'

/** The plan as everybody reads it: overview, what is published of it. */
export const planRoutes = (_room: Room) =>
  new Hono<Town>().get(paths.plan.pattern, reading, async c => c.html(<PlanPage c={c} published={await publishedPlan(c.var.db)} />))
