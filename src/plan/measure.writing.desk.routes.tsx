import { Hono } from 'hono'
import { dayOf } from '#dialogue'
import type { Read, Write } from '#platform/db'
import { asStaff } from '#platform/people'
import { BadRequest, type Posted, readForm, reading, type SignedIn, writing } from '#platform/web'
import { revertChange, saveMeasure } from './measure.actions.ts'
import type { ShownForm } from './measure.form.desk.page.tsx'
import { MeasureRegularPage, type RegularDesk } from './measure.regular.desk.page.tsx'
import { MeasureSettingsPage } from './measure.settings.desk.page.tsx'
import { MeasureStatePage } from './measure.state.desk.page.tsx'
import { involvements } from './measure.store.ts'
import { acceptedLead } from './measure.ts'
import { continuationIn, type MeasureChoices, regularIn, settingsIn, stateIn } from './measure.values.ts'
import { aboutMeasure, type InMeasure, type MeasureContext, measureReaders, measureWriters } from './measure.visitor.ts'
import { type ChangeDesk, ChangesPage } from './measure-change.desk.page.tsx'
import { changesOf } from './measure-change.store.ts'
import type { MeasureFields } from './measure-change.ts'
import { posts } from './money.store.ts'
import { paths } from './paths.ts'
import { actionFields, targetGroups } from './plan.store.ts'

const { desk } = paths

/** What a measure is, where it stands, how it becomes regular, and what was changed of it. */
export const measureWritingRoutes = () =>
  new Hono<InMeasure>()
    .get(desk.measureSettings.pattern, measureWriters, aboutMeasure, reading, async c =>
      c.html(<MeasureSettingsPage c={c} shown={stored(c)} choices={await choicesOf(c.var.db)} done={isDone(c)} />),
    )
    .post(desk.measureSettings.pattern, measureWriters, aboutMeasure, writing, async c => {
      const form = await readForm(c)
      const choices = await choicesOf(c.var.db)
      const fields = settingsIn(form, choices)
      const refused = await save(c, form, fields)
      if (!refused) return c.redirect(doneAt(c, desk.measureSettings), 303)
      return c.html(<MeasureSettingsPage c={c} shown={refused} choices={choices} />, statusOf(refused))
    })

    .get(desk.measureState.pattern, measureWriters, aboutMeasure, reading, c =>
      c.html(<MeasureStatePage c={c} shown={stored(c)} done={isDone(c)} />),
    )
    .post(desk.measureState.pattern, measureWriters, aboutMeasure, writing, async c => {
      const form = await readForm(c)
      const refused = await save(c, form, stateIn(form), { statedOn: dayOf(c.var.services.now()) })
      if (!refused) return c.redirect(doneAt(c, desk.measureState), 303)
      return c.html(<MeasureStatePage c={c} shown={refused} />, statusOf(refused))
    })

    .get(desk.measureRegular.pattern, measureWriters, aboutMeasure, reading, async c =>
      c.html(<MeasureRegularPage c={c} desk={await regularDesk(c, c.var.db, stored(c))} />),
    )
    .post(desk.measureRegular.pattern, measureWriters, aboutMeasure, writing, async c => {
      const form = await readForm(c)
      const refused = await save(c, form, c.req.query('teil') === 'weiter' ? continuationIn(form) : regularIn(form))
      if (!refused) return c.redirect(doneAt(c, desk.measureRegular), 303)
      return c.html(<MeasureRegularPage c={c} desk={await regularDesk(c, c.var.db, refused)} />, statusOf(refused))
    })

    .get(desk.measureChanges.pattern, measureReaders, aboutMeasure, reading, async c =>
      c.html(<ChangesPage c={c} desk={await changeDesk(c, c.var.db)} />),
    )
    .post(desk.measureChange.pattern, asStaff('coordinator'), aboutMeasure, writing, async c => {
      const { db, signedIn, measure, services } = c.var
      const id = c.req.param('change')
      const refusals = await revertChange(db, signedIn, measure.number, id, services.now())
      if (!refusals) return c.redirect(doneAt(c, desk.measureChanges), 303)
      return c.html(<ChangesPage c={c} desk={{ ...(await changeDesk(c, db)), refused: { id, refusals } }} />, 422)
    })

type WritingContext = MeasureContext & { readonly var: { db: Write; signedIn: SignedIn } }

/** Stores what was sent; answers what the form is to show again where it was not taken. */
async function save(
  c: WritingContext,
  form: Posted,
  fields: Partial<MeasureFields> | undefined,
  along: Partial<MeasureFields> = {},
): Promise<ShownForm | undefined> {
  if (!fields) throw new BadRequest('value-unknown')
  const { db, signedIn, measure, services } = c.var
  const refused = await saveMeasure(db, signedIn, measure.number, { seen: form.text('seen'), fields, along }, services.now())
  if (!refused) return undefined
  const values = { ...measure, ...fields }
  return refused === 'changed-meanwhile' ? { values, isChangedMeanwhile: true } : { values, refusals: refused.refusals }
}

async function regularDesk(c: MeasureContext, db: Read, shown: ShownForm): Promise<RegularDesk> {
  const { id } = c.var.measure
  const hasAcceptedLead = acceptedLead(await involvements(db, id)) !== undefined
  return { shown, hasAcceptedLead, hasPosts: (await posts(db, id)).length > 0, done: isDone(c) }
}

const changeDesk = async (c: MeasureContext, db: Read): Promise<ChangeDesk> => ({
  changes: await changesOf(db, c.var.measure.id),
  choices: await choicesOf(db),
  done: isDone(c),
})

const choicesOf = async (db: Read): Promise<MeasureChoices> => ({ fields: await actionFields(db), groups: await targetGroups(db) })

const stored = (c: MeasureContext): ShownForm => ({ values: c.var.measure })

const statusOf = ({ isChangedMeanwhile }: ShownForm) => (isChangedMeanwhile ? 409 : 422)

const isDone = (c: MeasureContext) => c.req.query('fertig') !== undefined

const doneAt = (c: MeasureContext, path: { to: typeof desk.measure.to }) => path.to(ofMeasure(c), { fertig: 1 })

const ofMeasure = (c: MeasureContext) => ({ town: c.var.municipality.slug, measure: c.var.measure.number })
