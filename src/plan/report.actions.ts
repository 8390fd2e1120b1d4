import { createHash } from 'node:crypto'
import { dayOf } from '#dialogue'
import { note } from '#platform/audit'
import type { Read, Write } from '#platform/db'
import { notFound, type SignedIn } from '#platform/web'
import { canonical } from '#vision'
import { lockPlan } from './plan.store.ts'
import { reportContent } from './report.content.ts'
import { findReport, putReport, reportHeads, reportParts, setReportPublic } from './report.store.ts'
import { judgeReport, type ReportContent, type ReportRefusals, type ReportValues } from './report.ts'

/** What a report would say if it were made now; it is compared with the newest there is. */
export async function draftReport(db: Read, values: ReportValues): Promise<ReportContent> {
  const [newest] = await reportHeads(db)
  const earlier = newest && (await findReport(db, newest.number))
  return reportContent(values, await reportParts(db, values.asOf), earlier)
}

/** Freezes a report: from now on nobody changes what it says, and its checksum shows that. */
export async function freezeReport(
  db: Write,
  by: SignedIn,
  values: ReportValues,
  now: Date,
): Promise<{ number: number } | { refusals: ReportRefusals }> {
  await lockPlan(db)
  const [newest] = await reportHeads(db)
  const refusals = judgeReport(values, dayOf(now), newest)
  if (Object.keys(refusals).length > 0) return { refusals }
  const content = await draftReport(db, values)
  if (content.measures.length === 0) return { refusals: { title: 'nothing-to-report' } }
  const text = canonical(content)
  const digest = createHash('sha256').update(text).digest('hex')
  const number = (newest?.number ?? 0) + 1
  await putReport(db, { number, ...values, madeAt: now, digest }, text, by.personId)
  await note(db, { personId: by.personId, deed: 'report-frozen', subject: String(number), details: { title: values.title, digest } })
  return { number }
}

/** Shows a report to everybody, as far as the town publishes its plan, or no longer. */
export async function publishReport(db: Write, by: SignedIn, number: number, isPublic: boolean) {
  const report = (await findReport(db, number)) ?? notFound()
  if (report.isPublic === isPublic) return
  await setReportPublic(db, number, isPublic)
  const deed = isPublic ? 'report-published' : 'report-withdrawn'
  await note(db, { personId: by.personId, deed, subject: String(number), details: { title: report.title } })
}
