import { Hono } from 'hono'
import type { Read } from '#platform/db'
import { asStaff } from '#platform/people'
import { notFound, readForm, reading, writing } from '#platform/web'
import { dropBodyPosition, keepBodyPosition } from './body-position.actions.ts'
import { BodyPositionDeskPage, BodyPositionsDeskPage } from './body-position.desk.page.tsx'
import { bodyPositionsOf } from './body-position.store.ts'
import { emptyPosition, type PositionValues, positionFields, valuesOf } from './body-position.ts'
import { newOne } from './issue.frame.desk.page.tsx'
import { issuesOf } from './issue.store.ts'
import { paths } from './paths.ts'
import { aboutVision, type InVision, type VisionContext } from './visitor.ts'

const { desk } = paths
const staff = asStaff('coordinator', 'editor')

/** What integration council and steering group have stated. */
export const bodyPositionDeskRoutes = () =>
  new Hono<InVision>()
    .get(desk.bodyPositions.pattern, staff, aboutVision, reading, async c =>
      c.html(<BodyPositionsDeskPage c={c} positions={await bodyPositionsOf(c.var.db, c.var.vision.id)} />),
    )
    .get(desk.bodyPosition.pattern, staff, aboutVision, reading, async c => {
      const { db, vision } = c.var
      const id = idIn(c)
      const values = id === newOne ? emptyPosition : valuesOf(await findPosition(c, db, id))
      return c.html(<BodyPositionDeskPage c={c} desk={{ id, values, issues: await issuesOf(db, vision.id) }} />)
    })
    .post(desk.bodyPosition.pattern, staff, aboutVision, writing, async c => {
      const { db, vision, municipality, signedIn, services } = c.var
      const form = await readForm(c)
      const id = idIn(c)
      const back = desk.bodyPositions.to({ town: municipality.slug, vision: vision.slug })
      if (id !== newOne && form.text('deed') === 'remove') {
        await dropBodyPosition(db, signedIn, vision.slug, id)
        return c.redirect(back, 303)
      }
      const values = Object.fromEntries(positionFields.map(field => [field, form.text(field)])) as PositionValues
      const refusals = await keepBodyPosition(db, signedIn, vision.slug, id === newOne ? undefined : id, values, services.now())
      if (!refusals) return c.redirect(back, 303)
      return c.html(<BodyPositionDeskPage c={c} desk={{ id, values, issues: await issuesOf(db, vision.id), refusals }} />, 422)
    })

const idIn = (c: VisionContext) => c.req.param('position') ?? notFound()

const findPosition = async (c: VisionContext, db: Read, id: string) =>
  (await bodyPositionsOf(db, c.var.vision.id)).find(position => position.id === id) ?? notFound()
