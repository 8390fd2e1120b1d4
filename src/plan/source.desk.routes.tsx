import { Hono } from 'hono'
import { dayOf } from '#dialogue'
import type { Read } from '#platform/db'
import { asStaff } from '#platform/people'
import { notFound, type Posted, readForm, reading, type Town, type TownContext, writing } from '#platform/web'
import { cliffs } from './cliff.store.ts'
import { measures } from './measure.store.ts'
import { mayWriteMeasures } from './measure.visitor.ts'
import { allotments, financingSources, spendings } from './money.store.ts'
import { sumCents } from './money.ts'
import { paths } from './paths.ts'
import { seenOf } from './seen.ts'
import { addSource, changeSource, dropSource } from './source.actions.ts'
import { type SourceDesk, SourceDeskPage } from './source.desk.page.tsx'
import { newSource } from './source.frame.desk.page.tsx'
import { SourcesDeskPage } from './source.list.desk.page.tsx'
import { emptySource, type SourceValues, sourceValuesOf } from './source.ts'

const { desk } = paths
const readers = asStaff('editor', 'moderator', 'reader')
const writers = asStaff('editor')

/** Sources of money, and what ends. */
export const sourceRoutes = () =>
  new Hono<Town>()
    .get(desk.sources.pattern, readers, reading, async c => {
      const { db, services } = c.var
      return c.html(
        <SourcesDeskPage
          c={c}
          desk={{
            sources: await financingSources(db),
            allotments: await allotments(db),
            spendings: await spendings(db),
            cliffs: await cliffs(db, dayOf(services.now())),
            mayWrite: mayWriteMeasures(c),
            done: c.req.query('fertig'),
          }}
        />,
      )
    })
    .get(desk.source.pattern, readers, reading, async c =>
      c.html(<SourceDeskPage c={c} desk={{ ...(await sourceDesk(c, c.var.db)), done: c.req.query('fertig') }} />),
    )
    .post(desk.source.pattern, writers, writing, async c => {
      const { db, signedIn } = c.var
      const form = await readForm(c)
      const town = { town: c.var.municipality.slug }
      if (form.text('deed') === 'remove') {
        if (!(await dropSource(db, signedIn, slugIn(c)))) return c.redirect(desk.sources.to(town, { fertig: 'entfernt' }), 303)
        return c.html(<SourceDeskPage c={c} desk={{ ...(await sourceDesk(c, db)), isInUse: true }} />, 422)
      }
      const values = sourceValues(form)
      if (slugIn(c) === newSource) {
        const added = await addSource(db, signedIn, values)
        if ('slug' in added) return c.redirect(desk.source.to({ ...town, source: added.slug }, { fertig: 'angelegt' }), 303)
        return c.html(<SourceDeskPage c={c} desk={{ ...(await sourceDesk(c, db)), values, ...added }} />, 422)
      }
      const refused = await changeSource(db, signedIn, slugIn(c), values, form.text('seen'))
      if (!refused) return c.redirect(desk.source.to({ ...town, source: slugIn(c) }, { fertig: 'geaendert' }), 303)
      const status = refused.refusals.name === 'changed-meanwhile' ? 409 : 422
      return c.html(<SourceDeskPage c={c} desk={{ ...(await sourceDesk(c, db)), values, ...refused }} />, status)
    })

const sourceValues = (form: Posted): SourceValues => ({
  kind: form.text('kind'),
  name: form.text('name'),
  reference: form.text('reference'),
  amount: form.text('amount'),
  endsOn: form.text('endsOn'),
  continuation: form.text('continuation'),
})

async function sourceDesk(c: TownContext, db: Read): Promise<SourceDesk> {
  const mayWrite = mayWriteMeasures(c)
  if (slugIn(c) === newSource) return { values: emptySource, seen: '', given: [], spent: 0, mayWrite }
  const source = (await financingSources(db)).find(({ slug }) => slug === slugIn(c)) ?? notFound()
  const values = sourceValuesOf(source)
  const byId = new Map((await measures(db)).map(measure => [measure.id, measure]))
  return {
    source,
    values,
    seen: seenOf(values),
    given: (await allotments(db))
      .filter(({ sourceId }) => sourceId === source.id)
      .map(allotment => ({ ...allotment, measure: byId.get(allotment.measureId)! }))
      .sort((a, b) => a.measure.number.localeCompare(b.measure.number, 'de', { numeric: true }) || a.year - b.year),
    spent: sumCents((await spendings(db)).filter(({ sourceId }) => sourceId === source.id)),
    mayWrite,
  }
}

const slugIn = (c: TownContext) => c.req.param('source') ?? notFound()
