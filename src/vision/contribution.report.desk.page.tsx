import { dayOf, ReportCard, type ReportDecision, type ReportDecisionRefusal, type ReportVerdict, reportRefusalIn } from '#dialogue'
import { Breadcrumb, EmptyState, Notice, Page, PageHead, Stack } from '#platform/web'
import type { Due } from './contribution.promise.ts'
import type { ContributionReportOnDesk } from './contribution.report.store.ts'
import { paths } from './paths.ts'
import type { VisionContext } from './visitor.ts'

export type ReportsDesk = {
  reports: ContributionReportOnDesk[]
  due: Due
  done?: ReportVerdict
  refused?: { number: number; refusal: ReportDecisionRefusal; decision: ReportDecision }
}

/** Contributions somebody holds to be illegal. */
export function ReportsDeskPage({ c, desk: { reports, due, done, refused } }: { c: VisionContext; desk: ReportsDesk }) {
  const { t, vision } = c.var
  const at = { town: c.var.municipality.slug, vision: vision.slug }
  return (
    <Page c={c} title={t('dialogue.desk-report.title')} width="normal" noIndex>
      <Breadcrumb
        label={t('page.breadcrumb')}
        items={[
          { label: t('vision.desk-contribution.visions'), href: paths.desk.visions.to(at) },
          { label: vision.title, href: paths.desk.vision.to(at) },
          { label: t('vision.desk-contribution.title'), href: paths.desk.contributions.to(at) },
          { label: t('dialogue.desk-report.title') },
        ]}
      />
      <PageHead title={t('dialogue.desk-report.title')} lead={t('dialogue.desk-report.lead')} />
      <Stack>
        {done && <Notice tone="success" title={t(`dialogue.desk-report.done-${done}`)} live />}
        {refused && <Notice tone="error" title={reportRefusalIn(c, refused.refusal)} live />}
        {reports.length === 0 && <EmptyState title={t('dialogue.desk-report.none')} />}
        {reports.map(({ contribution, ...report }) => (
          <ReportCard
            c={c}
            report={report}
            due={due(dayOf(report.receivedAt))}
            named={t(`vision.contribution.number.${contribution.kind}`, { number: contribution.number })}
            reported={{ ...contribution, isGone: contribution.state !== 'approved' }}
            action={paths.desk.report.to({ ...at, report: report.number })}
            refused={refused?.number === report.number ? refused : undefined}
          />
        ))}
      </Stack>
    </Page>
  )
}
