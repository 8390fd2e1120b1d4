import { Hono } from 'hono'
import type { Read } from '#platform/db'
import { asStaff } from '#platform/people'
import { BadRequest, notFound, readForm, reading, writing } from '#platform/web'
import { paths } from './paths.ts'
import { changePhase } from './phase.actions.ts'
import { type PhaseDesk, PhaseDeskPage } from './phase.desk.page.tsx'
import { findVision } from './vision.store.ts'
import { phases } from './vision.ts'
import { aboutVision, type InVision, type Room, type VisionContext } from './visitor.ts'

const { desk } = paths
const coordinators = asStaff('coordinator')

/** Where a vision stands: written, before the residents, before the council, adopted. */
export const phaseRoutes = (_room: Room) =>
  new Hono<InVision>()
    .get(desk.phase.pattern, coordinators, aboutVision, reading, async c =>
      c.html(await phasePage(c, c.var.db, { done: c.req.query('fertig') !== undefined })),
    )
    .post(desk.phase.pattern, coordinators, aboutVision, writing, async c => {
      const { db, signedIn, vision, municipality } = c.var
      const form = await readForm(c)
      const to = phases.find(known => known === form.text('to'))
      if (!to) throw new BadRequest('value-unknown')
      const refusal = await changePhase(db, signedIn, vision.slug, { seen: form.text('seen'), to })
      if (refusal) return c.html(await phasePage(c, db, { refusal }), refusal === 'changed-meanwhile' ? 409 : 422)
      return c.redirect(desk.phase.to({ town: municipality.slug, vision: vision.slug }, { fertig: 1 }), 303)
    })

/** Read anew: another may have gone on since the request came in. */
async function phasePage(c: VisionContext, db: Read, said: Omit<PhaseDesk, 'vision'>) {
  const vision = (await findVision(db, c.var.vision.slug)) ?? notFound()
  return <PhaseDeskPage c={c} desk={{ vision, ...said }} />
}
