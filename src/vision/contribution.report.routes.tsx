import { Hono } from 'hono'
import { judgeReport, mostReports, type ReportValues, rejectionReasons, reportValuesIn, reportVerdicts } from '#dialogue'
import type { Read } from '#platform/db'
import { asStaff, judgeEmail } from '#platform/people'
import { BadRequest, isTooMuch, notFound, RateLimit, readForm, reading, signerFor, writing } from '#platform/web'
import { ContributionLogPage } from './contribution.log.page.tsx'
import { contributionLog } from './contribution.log.store.ts'
import { dueIn } from './contribution.promise.store.ts'
import { decideReport, receiveReport } from './contribution.report.actions.ts'
import { type ReportsDesk, ReportsDeskPage } from './contribution.report.desk.page.tsx'
import { ReportPage, ReportStatusPage } from './contribution.report.page.tsx'
import { findReport, reportsIn } from './contribution.report.store.ts'
import { findContribution } from './contribution.store.ts'
import { hasVersion } from './issue.store.ts'
import { paths } from './paths.ts'
import { aboutVision, type InVision, numberIn, type VisionContext } from './visitor.ts'

const nothingTyped: ReportValues = { ground: '', text: '', name: '', email: '', inGoodFaith: false }

/** Reporting a contribution, following a report, and the public log of what moderators have decided. */
export const contributionReportRoutes = () => {
  const limit = new RateLimit(mostReports)
  return new Hono<InVision>()
    .get(paths.report.pattern, aboutVision, reading, async c =>
      c.html(<ReportPage c={c} desk={{ contribution: await reportable(c, c.var.db), values: nothingTyped, refusals: {} }} />),
    )
    .post(paths.report.pattern, aboutVision, writing, async c => {
      const { db, language, services, vision } = c.var
      const contribution = await reportable(c, db)
      const values = reportValuesIn(await readForm(c))
      const refusals = judgeReport(values, judgeEmail)
      if (Object.keys(refusals).length > 0) return c.html(<ReportPage c={c} desk={{ contribution, values, refusals }} />, 422)
      if (isTooMuch(c, limit)) return c.html(<ReportPage c={c} desk={{ contribution, values, refusals, isTooMuch: true }} />, 429)
      const { id } = await receiveReport(db, vision, contribution, values, language.code, surroundingsOf(c))
      db.afterCommit(services.wakeJobs)
      return c.redirect(statusPath(c)(id), 303)
    })

    .get(paths.contributionLog.pattern, aboutVision, reading, async c => {
      const { db, vision, municipality } = c.var
      if (!(await hasVersion(db, vision.id))) notFound()
      return c.html(<ContributionLogPage c={c} months={await contributionLog(db, vision.id, municipality.fewestToShow)} />)
    })

    .get(paths.reportStatus.pattern, aboutVision, reading, async c => {
      const id = signer(c).open(c.req.param('token'))
      const report = id && (await findReport(c.var.db, c.var.vision.id, id))
      c.header('referrer-policy', 'no-referrer') // the address is a key
      return c.html(<ReportStatusPage c={c} report={report || notFound()} />)
    })
}

/** Only what everybody can read can be reported. */
async function reportable(c: VisionContext, db: Read) {
  const contribution = await findContribution(db, c.var.vision.id, numberIn(c, 'contribution'))
  return contribution?.state === 'approved' ? contribution : notFound()
}

const moderators = asStaff('moderator')

export const contributionReportDeskRoutes = () =>
  new Hono<InVision>()
    .get(paths.desk.reports.pattern, moderators, aboutVision, reading, async c => {
      const done = reportVerdicts.find(known => known === c.req.query('fertig'))
      return c.html(await deskPage(c, c.var.db, { done }))
    })
    .get(paths.desk.report.pattern, moderators, aboutVision, c => c.redirect(paths.desk.reports.to(at(c)), 303))
    .post(paths.desk.report.pattern, moderators, aboutVision, writing, async c => {
      const { db, services, signedIn, vision } = c.var
      const form = await readForm(c)
      const verdict = reportVerdicts.find(known => known === form.text('verdict'))
      if (!verdict) throw new BadRequest('value-unknown')
      const number = numberIn(c, 'report')
      const decision = { verdict, reason: rejectionReasons.find(known => known === form.text('reason')), answer: form.text('answer') }
      const refusal = await decideReport(db, signedIn, vision, number, decision, surroundingsOf(c))
      if (refusal)
        return c.html(await deskPage(c, db, { refused: { number, refusal, decision } }), refusal === 'decided-meanwhile' ? 409 : 422)
      db.afterCommit(services.wakeJobs)
      return c.redirect(paths.desk.reports.to(at(c), { fertig: verdict }), 303)
    })

const deskPage = async (c: VisionContext, db: Read, said: Pick<ReportsDesk, 'done' | 'refused'>) => (
  <ReportsDeskPage c={c} desk={{ reports: await reportsIn(db, c.var.vision.id), due: await dueIn(db, c.var.vision.id), ...said }} />
)

const surroundingsOf = (c: VisionContext) => ({
  municipality: c.var.municipality,
  statusAddress: (id: string) => c.var.services.config.http.address + statusPath(c)(id),
  now: c.var.services.now(),
})

const statusPath = (c: VisionContext) => (id: string) => paths.reportStatus.to({ ...at(c), token: signer(c).sign(id) })
const signer = (c: VisionContext) => signerFor(c.var.services.secret, `contribution report ${c.var.municipality.id}`)
const at = (c: VisionContext) => ({ town: c.var.municipality.slug, vision: c.var.vision.slug })
