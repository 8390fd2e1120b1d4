import { Hono } from 'hono'
import { dayOf } from '#dialogue'
import type { Read } from '#platform/db'
import { BadRequest, type Posted, readForm, reading, writing } from '#platform/web'
import { milestones } from './measure.store.ts'
import { aboutMeasure, type InMeasure, type MeasureContext, measureWriters } from './measure.visitor.ts'
import { addMilestone, changeMilestone, dropMilestone, reachMilestone } from './milestone.actions.ts'
import { type MilestoneDesk, MilestonesPage } from './milestone.desk.page.tsx'
import type { MilestoneValues } from './milestone.ts'
import { paths } from './paths.ts'

const { desk } = paths

/** Milestones of a measure at the desk. */
export const milestoneRoutes = () =>
  new Hono<InMeasure>()
    .get(desk.milestones.pattern, measureWriters, aboutMeasure, reading, async c =>
      c.html(<MilestonesPage c={c} desk={await milestoneDesk(c, c.var.db)} />),
    )
    .post(desk.milestones.pattern, measureWriters, aboutMeasure, writing, async c => {
      const { db, signedIn, measure, services } = c.var
      const values = valuesIn(await readForm(c))
      const refusals = await addMilestone(db, { by: signedIn, measure }, values, services.now())
      if (!refusals) return c.redirect(doneAt(c), 303)
      return c.html(<MilestonesPage c={c} desk={{ ...(await milestoneDesk(c, db)), refused: { id: 'new', values, refusals } }} />, 422)
    })
    .post(desk.milestone.pattern, measureWriters, aboutMeasure, writing, async c => {
      const { db, signedIn, measure, services } = c.var
      const form = await readForm(c)
      const id = c.req.param('milestone')
      const at = { by: signedIn, measure }
      const values = valuesIn(form)
      const refusals = await {
        change: () => changeMilestone(db, at, id, values, services.now()),
        reach: () => reachMilestone(db, at, id, services.now()),
        remove: () => dropMilestone(db, at, id),
      }[deedIn(form)]()
      if (!refusals) return c.redirect(doneAt(c), 303)
      return c.html(<MilestonesPage c={c} desk={{ ...(await milestoneDesk(c, db)), refused: { id, values, refusals } }} />, 422)
    })

const deeds = ['change', 'reach', 'remove'] as const

function deedIn(form: Posted) {
  const deed = deeds.find(known => known === form.text('deed'))
  if (!deed) throw new BadRequest('value-unknown')
  return deed
}

const valuesIn = (form: Posted): MilestoneValues => ({
  title: form.text('title'),
  dueOn: form.text('dueOn'),
  reachedOn: form.text('reachedOn'),
})

const milestoneDesk = async (c: MeasureContext, db: Read): Promise<MilestoneDesk> => ({
  milestones: await milestones(db, c.var.measure.id),
  today: dayOf(c.var.services.now()),
  done: c.req.query('fertig') !== undefined,
})

const doneAt = (c: MeasureContext) => desk.milestones.to({ town: c.var.municipality.slug, measure: c.var.measure.number }, { fertig: 1 })
