import { Hono } from 'hono'
import type { Read, Write } from '#platform/db'
import { BadRequest, type Posted, readForm, reading, writing } from '#platform/web'
import { departments } from './department.store.ts'
import type { Department } from './department.ts'
import { addPart, askLead, enterAnswer, removePart, savePartners, withdrawLead } from './involvement.actions.ts'
import { type InvolvementDeed, type InvolvementDesk, InvolvementPage, involvementDeeds } from './involvement.desk.page.tsx'
import { partners } from './involvement.store.ts'
import { partnersIn } from './involvement.ts'
import { involvements } from './measure.store.ts'
import { aboutMeasure, type InMeasure, type MeasureContext, measureWriters } from './measure.visitor.ts'
import { paths } from './paths.ts'
import { invite } from './round.actions.ts'
import { settleLead, withdrawLeadQuestions } from './update.lead.actions.ts'
import { lastDayToAnswer } from './update.ts'

const { measureDepartments } = paths.desk

/** Departments and partners of a measure at the desk. */
export const involvementRoutes = () =>
  new Hono<InMeasure>()
    .get(measureDepartments.pattern, measureWriters, aboutMeasure, reading, async c =>
      c.html(<InvolvementPage c={c} desk={await involvementDesk(c, c.var.db)} />),
    )
    .post(measureDepartments.pattern, measureWriters, aboutMeasure, writing, async c => {
      const { db, signedIn, measure, municipality, services } = c.var
      const form = await readForm(c)
      const deed = involvementDeeds.find(known => known === form.text('deed'))
      if (!deed) throw new BadRequest('value-unknown')
      const refusal = await done(db, { by: signedIn, measure: measure.number }, deed, form, services.now())
      if (!refusal) await followUp(c, db, deed, form)
      if (!refusal) return c.redirect(measureDepartments.to({ town: municipality.slug, measure: measure.number }, { fertig: 1 }), 303)
      const desk = await involvementDesk(c, db)
      const refused = { deed, refusal, department: form.text('department'), reason: form.text('reason') }
      const typed = deed === 'partners' ? form.text('partners') : desk.partners
      return c.html(<InvolvementPage c={c} desk={{ ...desk, partners: typed, refused }} />, 422)
    })

function done(db: Write, at: Parameters<typeof askLead>[1], deed: InvolvementDeed, form: Posted, now: Date) {
  const department = form.text('department')
  const reason = form.text('reason')
  switch (deed) {
    case 'ask':
      return askLead(db, at, department)
    case 'accept':
      return enterAnswer(db, at, department, { accepts: true, reason }, now)
    case 'refuse':
      return enterAnswer(db, at, department, { accepts: false, reason }, now)
    case 'withdraw':
      return withdrawLead(db, at, department)
    case 'add-part':
      return addPart(db, at, department)
    case 'remove-part':
      return removePart(db, at, department)
    case 'partners':
      return savePartners(db, at, partnersIn(form.text('partners')))
  }
}

/** A department that is asked gets a link; one that has answered here, or is no longer asked, need not answer by a link it has. */
async function followUp(c: MeasureContext, db: Write, deed: InvolvementDeed, form: Posted) {
  const department = (await departments(db)).find(({ slug }) => slug === form.text('department'))
  if (!department) return
  const { measure, services } = c.var
  const reason = form.text('reason')
  if (deed === 'ask') await mailRequest(c, db, department)
  else if (deed === 'withdraw') await withdrawLeadQuestions(db, measure, department.id)
  else if (deed === 'accept' || deed === 'refuse')
    await settleLead(db, measure, department.id, { accepts: deed === 'accept', reason }, services.now())
}

/** A department with an address is asked by mail, with a link by which it accepts or refuses. */
async function mailRequest(c: MeasureContext, db: Write, department: Department) {
  const { services, municipality, measure } = c.var
  if (department.mail === '') return
  const recipient = { mail: department.mail, name: department.headName || department.name, departmentId: department.id, updates: [] }
  const post = { municipality, address: services.config.http.address, secret: services.secret }
  const now = services.now()
  await invite(
    db,
    { ...recipient, leads: [{ measure, departmentId: department.id }] },
    { roundId: null, endsOn: lastDayToAnswer(now) },
    post,
    now,
  )
}

async function involvementDesk(c: MeasureContext, db: Read): Promise<InvolvementDesk> {
  const { id } = c.var.measure
  const names = (await partners(db, id)).map(({ name }) => name)
  return {
    involved: await involvements(db, id),
    departments: await departments(db),
    partners: names.join('\n'),
    done: c.req.query('fertig') !== undefined,
  }
}
