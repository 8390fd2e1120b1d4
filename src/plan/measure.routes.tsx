import { Hono } from 'hono'
import { notFound, reading, type Town } from '#platform/web'
import { partners } from './involvement.store.ts'
import { countsOf, type ListedMeasure, measurePage, queryIn } from './measure.list.ts'
import { publicMoney } from './measure.money.store.ts'
import { MeasurePage, MeasuresPage } from './measure.page.tsx'
import { milestones } from './measure.store.ts'
import { paths } from './paths.ts'
import { NotYet } from './plan.page.tsx'
import { publishedPlan } from './publication.store.ts'
import type { PublishedPlan } from './publication.ts'
import { sentencesOfMeasure, statementsOfMeasure } from './thread.store.ts'
import type { Room } from './visitor.ts'

/** Measures as everybody reads them: list, page, sheet. */
export const measureRoutes = (_room: Room) =>
  new Hono<Town>()
    .get(paths.measures.pattern, reading, async c => {
      const published = await publishedPlan(c.var.db)
      if (!published) return c.html(<NotYet c={c} />)
      const query = { ...queryIn(name => c.req.query(name)), isLeadOpen: false, light: undefined } // what departments have answered is the town's
      const all = listed(published)
      const names = { fields: published.fields, departments: [...published.departments.values()] }
      return c.html(<MeasuresPage c={c} list={{ published, query, counts: countsOf(all), found: measurePage(all, query, names) }} />)
    })
    .get(paths.measure.pattern, reading, async c => {
      const { db } = c.var
      const published = (await publishedPlan(db)) ?? notFound()
      const measure = published.measures.find(({ number }) => number === c.req.param('measure')) ?? notFound()
      const goals = published.serves.get(measure.id) ?? []
      const thread = {
        published,
        measure,
        goals,
        sentences: await sentencesOfMeasure(db, measure.id, goals),
        statements: await statementsOfMeasure(db, measure.id),
        partners: await partnersOf(db, measure.id),
        milestones: await milestones(db, measure.id),
        told: await publicMoney(db, published.plan, measure),
      }
      return c.html(<MeasurePage c={c} thread={thread} />)
    })

const partnersOf = async (db: Parameters<typeof partners>[0], measure: string) => (await partners(db, measure)).map(({ name }) => name)

const listed = ({ measures, involved }: PublishedPlan): ListedMeasure[] =>
  measures.map(measure => ({ ...measure, involved: involved.get(measure.id) ?? [] }))
