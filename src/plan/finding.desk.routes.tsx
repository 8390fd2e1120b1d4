import { Hono } from 'hono'
import { dayOf } from '#dialogue'
import { asStaff } from '#platform/people'
import { reading, type Town } from '#platform/web'
import { FindingsPage } from './finding.desk.page.tsx'
import { planFindings } from './finding.store.ts'
import { paths } from './paths.ts'
import type { Room } from './visitor.ts'

/** What is still open about the plan. */
export const findingRoutes = (_room: Room) =>
  new Hono<Town>().get(paths.desk.findings.pattern, asStaff('editor', 'moderator', 'reader'), reading, async c => {
    const { db, services } = c.var
    return c.html(<FindingsPage c={c} findings={await planFindings(db, dayOf(services.now()))} />)
  })
