import { Hono } from 'hono'
import { dayOf } from '#dialogue'
import type { Read } from '#platform/db'
import { BadRequest, readForm, reading, type Town, type TownContext, writing } from '#platform/web'
import { departments } from './department.store.ts'
import { involvementRoutes } from './involvement.desk.routes.tsx'
import { partners } from './involvement.store.ts'
import { linkRoutes } from './link.desk.routes.tsx'
import { linkables } from './link.store.ts'
import { createMeasure } from './measure.actions.ts'
import { type MeasureDesk, MeasureDeskPage } from './measure.desk.page.tsx'
import { MeasuresDeskPage } from './measure.list.desk.page.tsx'
import { countsOf, measurePage, queryIn } from './measure.list.ts'
import { NewMeasurePage } from './measure.settings.desk.page.tsx'
import { involvements, listedMeasures, milestones } from './measure.store.ts'
import { type MeasureChoices, settingsIn } from './measure.values.ts'
import { aboutMeasure, type InMeasure, type MeasureContext, measureReaders, measureWriters } from './measure.visitor.ts'
import { measureWritingRoutes } from './measure.writing.desk.routes.tsx'
import { emptyMeasure } from './measure-change.ts'
import { milestoneRoutes } from './milestone.desk.routes.tsx'
import { paths } from './paths.ts'
import { actionFields, targetGroups } from './plan.store.ts'
import type { Room } from './visitor.ts'

const { desk } = paths

/** Measures at the desk: all of them, a new one, and everything about one. */
export const measureDeskRoutes = (_room: Room) =>
  new Hono<Town>()
    .get(desk.measures.pattern, measureReaders, reading, async c => {
      const { db } = c.var
      const query = queryIn(name => c.req.query(name))
      const names = { fields: await actionFields(db), departments: await departments(db) }
      const measures = await listedMeasures(db)
      const found = measurePage(measures, query, names)
      return c.html(<MeasuresDeskPage c={c} list={{ query, names, counts: countsOf(measures), all: measures.length, found }} />)
    })

    .get(desk.newMeasure.pattern, measureWriters, reading, async c =>
      c.html(<NewMeasurePage c={c} shown={{ values: emptyMeasure }} choices={await choicesOf(c.var.db)} />),
    )
    .post(desk.newMeasure.pattern, measureWriters, writing, async c => {
      const { db, signedIn, services } = c.var
      const form = await readForm(c)
      const choices = await choicesOf(db)
      const typed = settingsIn(form, choices)
      if (!typed) throw new BadRequest('value-unknown')
      const number = form.text('number')
      const values = { ...emptyMeasure, ...typed }
      const refusals = await createMeasure(db, signedIn, number, values, services.now())
      if (!refusals) return c.redirect(desk.measure.to({ ...inTown(c), measure: number }, { fertig: 1 }), 303)
      return c.html(<NewMeasurePage c={c} shown={{ values: { ...values, number }, refusals }} choices={choices} />, 422)
    })

    .route('/', measureOverviewRoutes())
    .route('/', measureWritingRoutes())
    .route('/', involvementRoutes())
    .route('/', milestoneRoutes())
    .route('/', linkRoutes())

function measureOverviewRoutes() {
  return new Hono<InMeasure>().get(desk.measure.pattern, measureReaders, aboutMeasure, reading, async c =>
    c.html(<MeasureDeskPage c={c} desk={await measureDesk(c, c.var.db)} />),
  )
}

async function measureDesk(c: MeasureContext, db: Read): Promise<MeasureDesk> {
  const { id } = c.var.measure
  return {
    involved: await involvements(db, id),
    departments: await departments(db),
    partners: (await partners(db, id)).map(({ name }) => name),
    milestones: await milestones(db, id),
    links: {
      goals: await linkables.goals(db, id),
      sentences: await linkables.sentences(db, id),
      statements: await linkables.statements(db, id),
    },
    choices: await choicesOf(db),
    today: dayOf(c.var.services.now()),
    done: c.req.query('fertig') !== undefined,
  }
}

const choicesOf = async (db: Read): Promise<MeasureChoices> => ({ fields: await actionFields(db), groups: await targetGroups(db) })

const inTown = (c: TownContext) => ({ town: c.var.municipality.slug })
