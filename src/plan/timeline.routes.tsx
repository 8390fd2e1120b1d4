import { Hono } from 'hono'
import { dayOf } from '#dialogue'
import { reading, type Town } from '#platform/web'
import { measurePage, queryIn } from './measure.list.ts'
import { milestones } from './measure.store.ts'
import { paths } from './paths.ts'
import { NotYet } from './plan.page.tsx'
import { publishedPlan } from './publication.store.ts'
import type { PublishedPlan } from './publication.ts'
import { TimelinePage } from './timeline.page.tsx'
import { timelineOf } from './timeline.ts'
import type { Room } from './visitor.ts'

/** When measures run. */
export const timelineRoutes = (_room: Room) =>
  new Hono<Town>().get(paths.timeline.pattern, reading, async c => {
    const { db, services } = c.var
    const published = await publishedPlan(db)
    if (!published) return c.html(<NotYet c={c} />)
    const { field, page } = queryIn(name => c.req.query(name))
    const listed = inOrder(published)
    const found = measurePage(listed, { field, page, isLeadOpen: false }, { fields: published.fields, departments: [] })
    const timeline = timelineOf(found.shown, await milestones(db), dayOf(services.now()))
    const used = new Set(listed.map(({ fieldId }) => fieldId))
    const fields = published.fields.filter(({ id }) => used.has(id))
    return c.html(<TimelinePage c={c} plan={published.plan} fields={fields} query={{ field, page }} found={found} timeline={timeline} />)
  })

/** Without what was dropped; field by field, what begins first at the top. */
const inOrder = ({ measures, fields }: PublishedPlan) => {
  const place = new Map(fields.map(({ id }, index) => [id, index]))
  return measures
    .filter(({ status }) => status !== 'dropped')
    .map(measure => ({ ...measure, involved: [] }))
    .sort((a, b) => place.get(a.fieldId)! - place.get(b.fieldId)! || (a.startsOn ?? '9999').localeCompare(b.startsOn ?? '9999'))
}
