import { Hono } from 'hono'
import type { Read } from '#platform/db'
import { asStaff, judgeEmail } from '#platform/people'
import {
  BadRequest,
  isTooMuch,
  notFound,
  RateLimit,
  readForm,
  reading,
  signerFor,
  type Town,
  type TownContext,
  writing,
} from '#platform/web'
import { findDialogue } from './dialogue.store.ts'
import { policyOf } from './moderation.policy.store.ts'
import { paths } from './paths.ts'
import { decideReport, receiveReport } from './report.actions.ts'
import { type ReportsDesk, ReportsDeskPage } from './report.desk.page.tsx'
import { ReportPage, ReportStatusPage } from './report.page.tsx'
import { findReport, reportsIn } from './report.store.ts'
import { judgeReport, mostReports, type ReportValues, reportValuesIn, reportVerdicts } from './report.ts'
import type { Room } from './room.ts'
import { rejectionReasons } from './statement.ts'
import { aboutDialogue, type DialogueContext, type InDialogue } from './visitor.ts'

const nothingTyped: ReportValues = { ground: '', text: '', name: '', email: '', inGoodFaith: false }

export const reportRoutes = (room: Room) => {
  const limit = new RateLimit(mostReports)
  return new Hono<InDialogue>()
    .get(paths.report.pattern, aboutDialogue(room), c =>
      c.html(<ReportPage c={c} desk={{ statement: reportable(c), values: nothingTyped, refusals: {} }} />),
    )
    .post(paths.report.pattern, aboutDialogue(room), writing, async c => {
      const { agenda, db, language, municipality, services } = c.var
      const statement = reportable(c)
      const values = reportValuesIn(await readForm(c))
      const refusals = judgeReport(values, judgeEmail)
      if (Object.keys(refusals).length > 0) return c.html(<ReportPage c={c} desk={{ statement, values, refusals }} />, 422)
      if (isTooMuch(c, limit)) return c.html(<ReportPage c={c} desk={{ statement, values, refusals, isTooMuch: true }} />, 429)
      const status = statusPath(c)
      const told = {
        language: language.code,
        statusAddress: (id: string) => services.config.http.address + status(id),
        now: services.now(),
      }
      const { id } = await receiveReport(db, municipality, agenda.dialogue, statement, values, told)
      db.afterCommit(services.wakeJobs)
      return c.redirect(status(id), 303)
    })

    .get(paths.reportStatus.pattern, aboutDialogue(room), reading, async c => {
      const id = signer(c).open(c.req.param('token'))
      const report = id && (await findReport(c.var.db, c.var.agenda.dialogue.id, id))
      c.header('referrer-policy', 'no-referrer') // the address is a key
      return c.html(<ReportStatusPage c={c} report={report || notFound()} />)
    })
}

/** Only what everybody can see can be reported. */
const reportable = (c: DialogueContext) => c.var.agenda.statements.find(({ number }) => number === numberIn(c, 'statement')) ?? notFound()

const moderators = asStaff('moderator')

export const reportDeskRoutes = (room: Room) =>
  new Hono<Town>()
    .get(paths.desk.reports.pattern, moderators, reading, async c => {
      const done = reportVerdicts.find(known => known === c.req.query('fertig'))
      return c.html(await deskPage(c, c.var.db, { done }))
    })
    .get(paths.desk.report.pattern, moderators, c => c.redirect(paths.desk.reports.to(at(c)), 303))
    .post(paths.desk.report.pattern, moderators, writing, async c => {
      const { db, municipality, services, signedIn } = c.var
      const dialogue = (await findDialogue(db, at(c).dialogue)) ?? notFound()
      const form = await readForm(c)
      const verdict = reportVerdicts.find(known => known === form.text('verdict'))
      if (!verdict) throw new BadRequest('value-unknown')
      const number = numberIn(c, 'report')
      const decision = { verdict, reason: rejectionReasons.find(known => known === form.text('reason')), answer: form.text('answer') }
      const status = statusPath(c)
      const refusal = await decideReport(db, signedIn, municipality, dialogue, number, decision, {
        statusAddress: id => services.config.http.address + status(id),
        now: services.now(),
      })
      if (refusal)
        return c.html(await deskPage(c, db, { refused: { number, refusal, decision } }), refusal === 'decided-meanwhile' ? 409 : 422)
      db.afterCommit(() => {
        room.agendas.forget(municipality.id)
        room.maps.refreshSoon(municipality.id, dialogue.id)
        services.wakeJobs()
      })
      return c.redirect(paths.desk.reports.to(at(c), { fertig: verdict }), 303)
    })

async function deskPage(c: TownContext, db: Read, said: Pick<ReportsDesk, 'done' | 'refused'>) {
  const dialogue = (await findDialogue(db, at(c).dialogue)) ?? notFound()
  const desk = { dialogue, policy: await policyOf(db, dialogue.id), reports: await reportsIn(db, dialogue.id), ...said }
  return <ReportsDeskPage c={c} desk={desk} />
}

const statusPath = (c: TownContext) => (id: string) => paths.reportStatus.to({ ...at(c), token: signer(c).sign(id) })
const signer = (c: TownContext) => signerFor(c.var.services.secret, `report ${c.var.municipality.id}`)
const numberIn = (c: TownContext, name: 'statement' | 'report') => Number(/^\d{1,9}$/.exec(c.req.param(name) ?? '')?.[0] ?? notFound())
const at = (c: TownContext) => ({ town: c.var.municipality.slug, dialogue: c.req.param('dialogue') ?? '' })
