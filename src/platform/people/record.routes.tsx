import { Hono } from 'hono'
import { newestDeeds } from '#platform/audit'
import { reading } from '#platform/web'
import { asStaff, type Staff } from './access.routes.ts'
import { paths } from './paths.ts'
import { RecordPage } from './record.page.tsx'

const mostDeeds = 300

export const recordRoutes = new Hono<Staff>().get(paths.record.pattern, asStaff(), reading, async c =>
  c.html(<RecordPage c={c} deeds={await newestDeeds(c.var.db, mostDeeds)} most={mostDeeds} />),
)
