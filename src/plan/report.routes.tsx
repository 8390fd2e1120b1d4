import { createHash } from 'node:crypto'
import { Hono } from 'hono'
import { dayOf } from '#dialogue'
import type { Read } from '#platform/db'
import { KeptFiles, type Press, printDocument, type TextDocument, textDocumentToPrint, wordFile } from '#platform/documents'
import { findCrest } from '#platform/municipalities'
import { asStaff } from '#platform/people'
import { BadRequest, notFound, readForm, reading, type Town, type TownContext, writing } from '#platform/web'
import { canonical } from '#vision'
import { paths } from './paths.ts'
import { planOf } from './plan.store.ts'
import { draftReport, freezeReport, publishReport } from './report.actions.ts'
import { changesBetween } from './report.comparison.ts'
import { NewReportPage, ReportComparisonPage, ReportDeskPage, ReportsDeskPage } from './report.desk.page.tsx'
import { reportDocument } from './report.document.ts'
import { PublicReportComparisonPage, PublicReportPage, PublicReportsPage, ReportNotPrintedPage } from './report.page.tsx'
import { findReport, reportHeads } from './report.store.ts'
import { everything, publicContent, type Report, type ReportValues, shownOf } from './report.ts'
import { numberIn, type Room } from './visitor.ts'

const { desk } = paths
const readers = asStaff('editor', 'moderator', 'reader')

/** Progress reports, for the council and for everybody. */
export const reportRoutes = (room: Room, press: Press = printDocument) =>
  new Hono<Town>().route('/', deskRoutes(room, press)).route('/', publicRoutes(press))

/** At the desk a report says everything. */
const deskRoutes = ({ services }: Room, press: Press) =>
  new Hono<Town>()
    .get(desk.reports.pattern, readers, reading, async c =>
      c.html(<ReportsDeskPage c={c} reports={await reportHeads(c.var.db)} mayMake={mayMake(c)} />),
    )
    .get(desk.newReport.pattern, asStaff(), reading, async c => {
      const values = suggested(c)
      return c.html(<NewReportPage c={c} desk={{ values, refusals: {}, document: await draftDocument(c, c.var.db, values) }} />)
    })
    .post(desk.newReport.pattern, asStaff(), writing, async c => {
      const { db, signedIn } = c.var
      const form = await readForm(c)
      const values: ReportValues = { title: form.text('title'), asOf: form.text('asOf') }
      const frozen = await freezeReport(db, signedIn, values, services.now())
      if ('number' in frozen) return c.redirect(desk.report.to({ ...at(c), report: String(frozen.number) }, { fertig: 1 }), 303)
      const document = frozen.refusals.asOf ? undefined : await draftDocument(c, db, values)
      return c.html(<NewReportPage c={c} desk={{ values, refusals: frozen.refusals, document }} />, 422)
    })
    .get(desk.report.pattern, readers, reading, async c => {
      const report = (await findReport(c.var.db, numberIn(c, 'report'))) ?? notFound()
      return c.html(
        <ReportDeskPage
          c={c}
          desk={{
            report,
            document: reportDocument(report.content, await frameOf(c, c.var.db, report)),
            others: (await reportHeads(c.var.db)).filter(({ number }) => number < report.number),
            mayPublish: mayMake(c),
            done: c.req.query('fertig') !== undefined,
          }}
        />,
      )
    })
    .post(desk.report.pattern, asStaff(), writing, async c => {
      const { db, signedIn } = c.var
      const deed = (await readForm(c)).text('deed')
      if (deed !== 'publish' && deed !== 'withdraw') throw new BadRequest('value-unknown')
      await publishReport(db, signedIn, numberIn(c, 'report'), deed === 'publish')
      return c.redirect(desk.report.to({ ...at(c), report: String(numberIn(c, 'report')) }), 303)
    })
    .get(desk.reportComparison.pattern, readers, reading, async c => {
      const { db } = c.var
      const [report, other] = [await findReport(db, numberIn(c, 'report')), await findReport(db, numberIn(c, 'other'))]
      if (!report || !other) notFound()
      return c.html(<ReportComparisonPage c={c} before={other} after={report} changes={changesBetween(other.content, report.content)} />)
    })
    // Setting takes seconds, and no transaction waits for it: what it needs is read before.
    .get(desk.reportFile.pattern, readers, async c => {
      const { services: given, municipality } = c.var
      const { report, document } = await given.database.reading(municipality.id, async db => {
        const found = (await findReport(db, numberIn(c, 'report'))) ?? notFound()
        return { report: found, document: reportDocument(found.content, await frameOf(c, db, found)) }
      })
      return sendFile(c, press, {
        name: c.req.param('file'),
        key: `${report.number} ${report.digest}`,
        document,
        json: canonical(report.content),
      })
    })

/** Everybody reads what the town publishes of it. */
const publicRoutes = (press: Press) =>
  new Hono<Town>()
    .get(paths.reports.pattern, reading, async c => {
      const plan = await planOf(c.var.db)
      const reports = plan.isPublished ? (await reportHeads(c.var.db)).filter(({ isPublic }) => isPublic) : []
      return c.html(<PublicReportsPage c={c} plan={plan} reports={reports} />)
    })
    .get(paths.report.pattern, reading, async c => {
      const { report, document } = await publicReport(c, c.var.db, numberIn(c, 'report'))
      const others = (await reportHeads(c.var.db)).filter(({ number, isPublic }) => isPublic && number < report.number)
      return c.html(<PublicReportPage c={c} report={report} document={document} others={others} />)
    })
    .get(paths.reportComparison.pattern, reading, async c => {
      const { report: after } = await publicReport(c, c.var.db, numberIn(c, 'report'))
      const { report: before } = await publicReport(c, c.var.db, numberIn(c, 'other'))
      return c.html(
        <PublicReportComparisonPage c={c} before={before} after={after} changes={changesBetween(before.content, after.content)} />,
      )
    })
    .get(paths.reportFile.pattern, async c => {
      const { services, municipality } = c.var
      const { report, document } = await services.database.reading(municipality.id, db => publicReport(c, db, numberIn(c, 'report')))
      const json = canonical(report.content)
      return sendFile(c, press, {
        name: c.req.param('file'),
        key: `${report.number} ${createHash('sha256').update(json).digest('hex')}`,
        document,
        json,
      })
    })

/** A report everybody may read, without what the town keeps to itself. */
async function publicReport(c: TownContext, db: Read, number: number): Promise<{ report: Report; document: TextDocument }> {
  const plan = await planOf(db)
  const report = await findReport(db, number)
  if (!plan.isPublished || !report?.isPublic) notFound()
  const content = publicContent(report.content, plan)
  return { report: { ...report, content }, document: reportDocument(content, { ...(await frameOf(c, db, report)), shows: shownOf(plan) }) }
}

const frameOf = async (c: TownContext, db: Read, { number, digest, madeAt }: Pick<Report, 'number' | 'digest' | 'madeAt'>) => ({
  number,
  digest,
  madeAt,
  town: { name: c.var.municipality.name, colour: c.var.municipality.colour, crest: await findCrest(db) },
  shows: everything,
})

async function draftDocument(c: TownContext, db: Read, values: ReportValues): Promise<TextDocument> {
  const draft = { number: 0, digest: '–', madeAt: c.var.services.now() }
  return reportDocument(await draftReport(db, values), await frameOf(c, db, draft))
}

/** Title and day as they are wanted, or today's. */
function suggested(c: TownContext): ReportValues {
  const now = c.var.services.now()
  const month = new Intl.DateTimeFormat('de', { month: 'long', year: 'numeric', timeZone: 'Europe/Berlin' }).format(now)
  return { title: c.var.t('plan.report.suggested-title', { month }), asOf: dayOf(now) }
}

const kept = new KeptFiles()

type File = { name: string; key: string; document: TextDocument; json: string }

async function sendFile(c: TownContext, press: Press, { name, key, document, json }: File) {
  switch (name) {
    case 'bericht.docx':
      return download(c, await kept.of(`${c.var.municipality.id} ${key}`, () => wordFile(document)), name, wordType)
    case 'bericht.pdf': {
      const printed = await press(textDocumentToPrint(document))
      if ('pdf' in printed) return download(c, printed.pdf, name, 'application/pdf')
      return c.html(<ReportNotPrintedPage c={c} />, printed.refusal === 'press-missing' ? 501 : 422)
    }
    case 'bericht.json':
      return download(c, new TextEncoder().encode(json), name, 'application/json')
    default:
      return notFound()
  }
}

const wordType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

const download = (c: TownContext, file: Uint8Array, name: string, type: string) =>
  c.body(new Uint8Array(file), 200, {
    'content-type': type,
    'content-disposition': `attachment; filename="${name}"`,
    'cache-control': 'no-store',
  })

const mayMake = (c: TownContext) => c.var.role === 'coordinator'
const at = (c: TownContext) => ({ town: c.var.municipality.slug })
