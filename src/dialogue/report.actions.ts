import { note } from '#platform/audit'
import type { Write } from '#platform/db'
import { translatorFor } from '#platform/languages'
import { sendMail } from '#platform/mail'
import type { Municipality } from '#platform/municipalities'
import { readEmail } from '#platform/people'
import { notFound, type SignedIn } from '#platform/web'
import { lockDialogue } from './dialogue.store.ts'
import type { Dialogue } from './dialogue.ts'
import { lockStatements, putDecision } from './moderation.store.ts'
import { hourOf } from './quarantine.ts'
import { type LockedReport, lockReports, putReport, putReportVerdict, reportedStatement } from './report.store.ts'
import { judgeReportDecision, type ReportDecision, type ReportDecisionRefusal, type ReportGround, type ReportValues } from './report.ts'
import { putNews } from './subscription.store.ts'

/** Where the report stands, for whoever made it; the address is the key. */
export type StatusAddress = (report: string) => string

/** Takes a judged report about a statement that everybody can see, and confirms it by mail where there is an address. */
export async function receiveReport(
  db: Write,
  municipality: Municipality,
  dialogue: Dialogue,
  statement: { id: string; number: number },
  { ground, text, name, email }: ReportValues,
  { language, statusAddress, now }: { language: string; statusAddress: StatusAddress; now: Date },
): Promise<{ id: string; number: number }> {
  await lockDialogue(db, dialogue.slug)
  const address = email === '' ? undefined : readEmail(email)
  const stored = await putReport(db, {
    dialogue: dialogue.id,
    statement: statement.id,
    ground: ground as ReportGround,
    text,
    language,
    name,
    email: address,
    receivedAt: hourOf(now),
  })
  const t = translatorFor(language)
  if (address)
    await sendMail(db, {
      to: address,
      subject: t('mail.report.received-subject', { town: municipality.name, number: stored.number }),
      text: t('mail.report.received', {
        town: municipality.name,
        number: stored.number,
        statement: statement.number,
        question: dialogue.question,
        url: statusAddress(stored.id),
      }),
    })
  return stored
}

/**
 * Decides on a report. Removing the statement answers every open report about it; leaving it answers this one alone, since another may
 * say something else. Reporters are told by mail where they gave an address, the author on their own page.
 */
export async function decideReport(
  db: Write,
  by: SignedIn,
  municipality: Municipality,
  dialogue: Dialogue,
  number: number,
  { verdict, reason, answer }: ReportDecision,
  { statusAddress, now }: { statusAddress: StatusAddress; now: Date },
): Promise<ReportDecisionRefusal | undefined> {
  const reported = (await reportedStatement(db, dialogue.id, number)) ?? notFound()
  const [statement] = await lockStatements(db, dialogue.id, [reported.number])
  if (!statement) return notFound()
  const reports = await lockReports(db, statement.id)
  const refusal = judgeReportDecision(reports.find(report => report.number === number)?.state, { verdict, reason, answer })
  if (refusal) return refusal

  const answered = reports.filter(report => report.state === 'open' && (verdict === 'removed' || report.number === number))
  await putReportVerdict(
    db,
    answered.map(({ id }) => id),
    { verdict, answer, by: by.personId, at: now },
  )
  if (verdict === 'removed' && statement.state === 'approved') {
    const decided = { dialogue: dialogue.id, statement: statement.id, by: by.personId, cause: 'report', at: now } as const
    await putDecision(db, { state: 'rejected', reason, note: answer }, decided)
    await putNews(db, { dialogue: dialogue.id, statement: statement.id, kind: 'statement-rejected', at: now })
  }
  for (const report of answered) await tellReporter(db, municipality, report, { verdict, answer, url: statusAddress(report.id) })
  const details = { report: number, statement: statement.number, ...(verdict === 'removed' && reason && { reason }) }
  await note(db, { personId: by.personId, deed: `report-${verdict}`, subject: dialogue.slug, details })
}

async function tellReporter(
  db: Write,
  municipality: Municipality,
  { number, language, email }: LockedReport,
  { verdict, answer, url }: { verdict: 'removed' | 'kept'; answer: string; url: string },
) {
  if (!email) return
  const t = translatorFor(language)
  await sendMail(db, {
    to: email,
    subject: t('mail.report.decided-subject', { town: municipality.name, number }),
    text: t(`mail.report.${verdict}`, { town: municipality.name, number, answer, url }),
  })
}
