import { DocumentPreview, type TextDocument } from '#platform/documents'
import { Breadcrumb, Button, Buttons, Card, Cards, EmptyState, Notice, Page, PageHead, Stack, type TownContext } from '#platform/web'
import { paths } from './paths.ts'
import type { Plan } from './plan.ts'
import { ReportChanges } from './report.changes.page.tsx'
import type { Report, ReportChange, ReportHead } from './report.ts'
import { dayIn, inTown, PlanText } from './words.page.tsx'

/** Reports everybody may read, the newest first. */
export function PublicReportsPage({ c, plan, reports }: { c: TownContext; plan: Plan; reports: ReportHead[] }) {
  const { t } = c.var
  return (
    <Page c={c} title={t('plan.public.reports')} width="normal">
      <Breadcrumb
        label={t('page.breadcrumb')}
        items={[{ label: plan.title || t('plan.public.title'), href: paths.plan.to(inTown(c)) }, { label: t('plan.public.reports') }]}
      />
      <PageHead title={t('plan.public.reports')} lead={t('plan.public.reports-lead')} />
      {reports.length === 0 ? (
        <EmptyState title={t('plan.public.no-reports')}>{t('plan.public.no-reports-text')}</EmptyState>
      ) : (
        <Cards wide>
          {reports.map(report => (
            <Card
              level={2}
              title={<PlanText c={c} text={report.title} />}
              href={paths.report.to({ ...inTown(c), report: String(report.number) })}
              meta={t('plan.public.report-as-of', { day: dayIn(c, report.asOf) })}
            />
          ))}
        </Cards>
      )}
    </Page>
  )
}

type ReportProps = { c: TownContext; report: Report; document: TextDocument; others: ReportHead[] }

/** One report, as the council had it, as far as the town publishes it. */
export function PublicReportPage({ c, report, document, others }: ReportProps) {
  const { t } = c.var
  const params = { ...inTown(c), report: String(report.number) }
  return (
    <Page c={c} title={report.title}>
      <ReportPath c={c} here={report.title} />
      <PageHead title={<PlanText c={c} text={report.title} />} lead={t('plan.public.report-as-of', { day: dayIn(c, report.asOf) })} />
      <Stack>
        <Buttons>
          <Button label={t('plan.public.as-pdf')} href={paths.reportFile.to({ ...params, file: 'bericht.pdf' })} icon="download" />
          <Button
            label={t('plan.public.as-word')}
            href={paths.reportFile.to({ ...params, file: 'bericht.docx' })}
            kind="secondary"
            icon="download"
          />
          <Button
            label={t('plan.public.as-data')}
            href={paths.reportFile.to({ ...params, file: 'bericht.json' })}
            kind="secondary"
            icon="download"
          />
          {others[0] && (
            <Button
              label={t('plan.public.report-compare', { title: others[0].title })}
              href={paths.reportComparison.to({ ...params, other: String(others[0].number) })}
              kind="secondary"
            />
          )}
        </Buttons>
        <DocumentPreview document={document} level={2} />
      </Stack>
    </Page>
  )
}

const ReportPath = ({ c, here }: { c: TownContext; here: string }) => (
  <Breadcrumb
    label={c.var.t('page.breadcrumb')}
    items={[
      { label: c.var.t('plan.public.title'), href: paths.plan.to(inTown(c)) },
      { label: c.var.t('plan.public.reports'), href: paths.reports.to(inTown(c)) },
      { label: <PlanText c={c} text={here} /> },
    ]}
  />
)

type ComparisonProps = { c: TownContext; before: ReportHead; after: ReportHead; changes: ReportChange[] }

export function PublicReportComparisonPage({ c, before, after, changes }: ComparisonProps) {
  const { t } = c.var
  const title = t('plan.public.report-comparison')
  return (
    <Page c={c} title={title} width="normal">
      <ReportPath c={c} here={after.title} />
      <PageHead title={title} lead={t('plan.public.report-comparison-lead', { before: before.title, after: after.title })} />
      <ReportChanges changes={changes} />
    </Page>
  )
}

/** The PDF could not be made; Word can. */
export function ReportNotPrintedPage({ c }: { c: TownContext }) {
  const { t } = c.var
  return (
    <Page c={c} title={t('plan.public.reports')} width="narrow" noIndex>
      <PageHead title={t('plan.public.reports')} />
      <Notice tone="error" title={t('plan.public.not-printed')} />
    </Page>
  )
}
