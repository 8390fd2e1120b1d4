import {
  hourOf,
  judgeReportDecision,
  type ReportDecision,
  type ReportDecisionRefusal,
  type ReportGround,
  type ReportValues,
} from '#dialogue'
import { note } from '#platform/audit'
import type { Write } from '#platform/db'
import { translatorFor } from '#platform/languages'
import { sendMail } from '#platform/mail'
import type { Municipality } from '#platform/municipalities'
import { readEmail } from '#platform/people'
import { notFound, type SignedIn } from '#platform/web'
import { putVerdict } from './contribution.desk.store.ts'
import { type LockedReport, lockReports, putReport, putReportVerdict, reportedContribution } from './contribution.report.store.ts'
import { lockContribution } from './contribution.store.ts'
import { lockVision } from './vision.store.ts'
import type { Vision } from './vision.ts'

/** `statusAddress`: where a report stands, for whoever made it; the address is the key. */
type Surroundings = { municipality: Municipality; statusAddress: (report: string) => string; now: Date }

/** Takes a judged report about a contribution that everybody can read, and confirms it by mail where there is an address. */
export async function receiveReport(
  db: Write,
  vision: Vision,
  contribution: { id: string; number: number },
  { ground, text, name, email }: ReportValues,
  language: string,
  { municipality, statusAddress, now }: Surroundings,
): Promise<{ id: string; number: number }> {
  await lockVision(db, vision.slug)
  const address = email === '' ? undefined : readEmail(email)
  const given = { ground: ground as ReportGround, text, language, name, email: address }
  const stored = await putReport(db, vision.id, { ...given, contribution: contribution.id, receivedAt: hourOf(now) })
  const t = translatorFor(language)
  if (address)
    await sendMail(db, {
      to: address,
      subject: t('mail.report.received-subject', { town: municipality.name, number: stored.number }),
      text: t('mail.report.received-contribution', {
        town: municipality.name,
        number: stored.number,
        contribution: contribution.number,
        subject: vision.title,
        url: statusAddress(stored.id),
      }),
    })
  return stored
}

/**
 * Decides on a report. Removing the contribution answers every open report about it; leaving it answers this one alone, since another may
 * say something else. Reporters are told by mail where they gave an address, the author on their own page, from which they can appeal.
 */
export async function decideReport(
  db: Write,
  by: SignedIn,
  vision: Vision,
  number: number,
  decision: ReportDecision,
  { municipality, statusAddress, now }: Surroundings,
): Promise<ReportDecisionRefusal | undefined> {
  const { verdict, reason, answer } = decision
  const reported = (await reportedContribution(db, vision.id, number)) ?? notFound()
  const contribution = (await lockContribution(db, vision.id, reported)) ?? notFound()
  const reports = await lockReports(db, contribution.id)
  const refusal = judgeReportDecision(reports.find(report => report.number === number)?.state, decision)
  if (refusal) return refusal
  const answered = reports.filter(report => report.state === 'open' && (verdict === 'removed' || report.number === number))
  await putReportVerdict(
    db,
    answered.map(({ id }) => id),
    { verdict, answer, by: by.personId, at: now },
  )
  if (verdict === 'removed' && contribution.state === 'approved')
    await putVerdict(db, contribution.id, {
      state: 'rejected',
      reason: reason ?? null,
      note: answer,
      cause: 'report',
      by: by.personId,
      at: now,
    })
  for (const report of answered) await tellReporter(db, municipality, report, { verdict, answer, url: statusAddress(report.id) })
  const details = { report: number, contribution: reported, ...(verdict === 'removed' && reason && { reason }) }
  await note(db, { personId: by.personId, deed: `contribution-report-${verdict}`, subject: vision.slug, details })
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
