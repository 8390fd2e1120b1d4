import { Hono } from 'hono'
import { asStaff } from '#platform/people'
import { reading } from '#platform/web'
import { FindingsPage } from './finding.desk.page.tsx'
import { findingsOf } from './finding.store.ts'
import { paths } from './paths.ts'
import { aboutVision, type InVision, type Room } from './visitor.ts'

export const findingRoutes = (room: Room) =>
  new Hono<InVision>().get(paths.desk.findings.pattern, asStaff('editor'), aboutVision, reading, async c => {
    const { db, vision, municipality, services } = c.var
    return c.html(<FindingsPage c={c} findings={await findingsOf(db, room.dialogues, vision, municipality.fewestToShow, services.now())} />)
  })
