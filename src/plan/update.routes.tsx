import { Hono } from 'hono'
import { dayOf } from '#dialogue'
import type { Read } from '#platform/db'
import { BadRequest, type Posted, readForm, reading, writing } from '#platform/web'
import { departments } from './department.store.ts'
import type { ShownForm } from './measure.form.desk.page.tsx'
import { stateFields, stateIn } from './measure.values.ts'
import { picked } from './measure-change.ts'
import { paths } from './paths.ts'
import { seenOf } from './seen.ts'
import { emptySpending, type SpendingValues } from './spending.ts'
import { type UpdateValues, updateMeasure } from './update.actions.ts'
import { UpdatesPage } from './update.desk.page.tsx'
import { answerLeadByLink } from './update.lead.actions.ts'
import type { ByLink } from './update.link.actions.ts'
import type { Post } from './update.mail.ts'
import { type UpdateDesk, UpdateMeasurePage } from './update.measure.desk.page.tsx'
import { delegate, handOver } from './update.passing.actions.ts'
import { type Asked, aboutLink, askedMeasure, type InLink, type LinkContext } from './update.visitor.tsx'
import type { Room } from './visitor.ts'

/** What a link of an update round opens: for whoever has it, without an account. */
export const updateRoutes = ({ services }: Room) => {
  const postOf = (c: LinkContext): Post => ({
    municipality: c.var.municipality,
    address: services.config.http.address,
    secret: services.secret,
  })
  const byLink = (c: LinkContext): ByLink => ({ link: c.var.link, post: postOf(c), now: services.now() })
  return new Hono<InLink>()
    .get(paths.update.pattern, aboutLink, reading, c => c.html(<UpdatesPage c={c} desk={{ done: c.req.query('fertig') }} />))
    .get(paths.updateMeasure.pattern, aboutLink, reading, async c => {
      const asked = askedMeasure(c, 'update')
      if (asked.answer === 'not-mine') return c.redirect(paths.update.to(atLink(c)), 303)
      return c.html(<UpdateMeasurePage c={c} desk={await updateDesk(c, c.var.db, asked)} />)
    })
    .post(paths.updateMeasure.pattern, aboutLink, writing, async c => {
      const { db } = c.var
      const asked = askedMeasure(c, 'update')
      const form = await readForm(c)
      const { state, spending } = saidIn(form, asked)
      const shown = { ...(await updateDesk(c, db, asked)), spending: { values: spending, refusals: {} } }
      const values = { ...asked.measure, ...state }
      if (form.text('seen') !== seenOf(picked(asked.measure, stateFields)))
        return c.html(<UpdateMeasurePage c={c} desk={{ ...shown, shown: { values, isChangedMeanwhile: true } }} />, 409)
      const refused = await updateMeasure(db, byLink(c), asked.measure, state, spending)
      if (!refused) return c.redirect(doneAt(c, asked), 303)
      const answer = {
        ...shown,
        shown: { values, refusals: refused.refusals },
        spending: { values: spending, refusals: refused.spending },
      }
      return c.html(<UpdateMeasurePage c={c} desk={answer} />, 422)
    })
    .post(paths.updateHandOver.pattern, aboutLink, writing, async c => {
      const { db } = c.var
      const asked = askedMeasure(c, 'update')
      const form = await readForm(c)
      const values = { department: form.text('department'), reason: form.text('reason') }
      const refusal = await handOver(db, byLink(c), asked.measure, values)
      if (!refusal) return c.redirect(doneAt(c, asked), 303)
      return c.html(<UpdateMeasurePage c={c} desk={{ ...(await updateDesk(c, db, asked)), handOver: { values, refusal } }} />, 422)
    })
    .post(paths.updateLead.pattern, aboutLink, writing, async c => {
      const asked = askedMeasure(c, 'lead')
      const form = await readForm(c)
      const accepts = { accept: true, refuse: false }[form.text('answer')]
      if (accepts === undefined) throw new BadRequest('value-unknown')
      const reason = form.text('reason')
      const refusal = await answerLeadByLink(c.var.db, byLink(c), asked.measure, { accepts, reason })
      if (!refusal) return c.redirect(doneAt(c, asked), 303)
      return c.html(<UpdatesPage c={c} desk={{ leadRefused: { number: asked.measure.number, reason, refusal } }} />, 422)
    })
    .post(paths.updateDelegation.pattern, aboutLink, writing, async c => {
      const form = await readForm(c)
      const values = { name: form.text('name'), mail: form.text('mail') }
      const refusals = await delegate(c.var.db, byLink(c), values)
      // The link has ended: its address now says so, and who has the new one.
      if (Object.keys(refusals).length === 0) return c.redirect(paths.update.to(atLink(c)), 303)
      return c.html(<UpdatesPage c={c} desk={{ delegation: { values, refusals } }} />, 422)
    })
}

/** What was said of the measure and of money: what stands there already, if nothing has changed. */
function saidIn(form: Posted, { measure }: Asked): { state: UpdateValues; spending: SpendingValues } {
  if (form.text('deed') === 'unchanged') return { state: measure, spending: emptySpending }
  const state = stateIn(form)
  if (!state) throw new BadRequest('value-unknown')
  return { state, spending: spendingIn(form) }
}

const spendingIn = (form: Posted): SpendingValues => ({
  ...emptySpending,
  spentOn: form.text('spentOn'),
  amount: form.text('amount'),
  purpose: form.text('purpose'),
})

async function updateDesk(c: LinkContext, db: Read, asked: Asked): Promise<UpdateDesk> {
  const today = dayOf(c.var.services.now())
  const shown: ShownForm = { values: asked.measure }
  return {
    asked,
    shown,
    spending: { values: { ...emptySpending, spentOn: today }, refusals: {} },
    today,
    departments: (await departments(db)).filter(({ id, isClosed, mail }) => !isClosed && mail !== '' && id !== c.var.link.departmentId),
  }
}

const doneAt = (c: LinkContext, { measure }: Asked) => paths.update.to(atLink(c), { fertig: measure.number })

const atLink = (c: LinkContext) => ({ town: c.var.municipality.slug, token: c.var.token })
