import { Breadcrumb, EmptyState, Notice, Page, PageHead, Stack, type TownContext } from '#platform/web'
import { type Dialogue, dayOf } from './dialogue.ts'
import { dueAt, type ModerationPolicy } from './moderation.policy.ts'
import { paths } from './paths.ts'
import { ReportCard, reportRefusalIn } from './report.card.desk.page.tsx'
import type { ReportDecision, ReportDecisionRefusal, ReportOnDesk, ReportVerdict } from './report.ts'
import { Question } from './vote.page.tsx'

export type ReportsDesk = {
  dialogue: Dialogue
  policy: ModerationPolicy
  reports: ReportOnDesk[]
  done?: ReportVerdict
  refused?: { number: number; refusal: ReportDecisionRefusal; decision: ReportDecision }
}

export function ReportsDeskPage({ c, desk }: { c: TownContext; desk: ReportsDesk }) {
  const { t } = c.var
  const at = { town: c.var.municipality.slug, dialogue: desk.dialogue.slug }
  return (
    <Page c={c} title={t('dialogue.desk-report.title')} width="normal" noIndex>
      <Breadcrumb
        label={t('page.breadcrumb')}
        items={[
          { label: t('dialogue.desk.title'), href: paths.desk.dialogues.to(at) },
          { label: <Question c={c} dialogue={desk.dialogue} />, href: paths.desk.dialogue.to(at) },
          { label: t('dialogue.moderation.title'), href: paths.desk.moderation.to(at) },
          { label: t('dialogue.desk-report.title') },
        ]}
      />
      <PageHead title={t('dialogue.desk-report.title')} lead={t('dialogue.desk-report.lead')} />
      <Stack>
        {desk.done && <Notice tone="success" title={t(`dialogue.desk-report.done-${desk.done}`)} live />}
        {desk.refused && <Notice tone="error" title={reportRefusalIn(c, desk.refused.refusal)} live />}
        {desk.reports.length === 0 && <EmptyState title={t('dialogue.desk-report.none')} />}
        {desk.reports.map(report => (
          <ReportCard
            c={c}
            report={report}
            named={t('dialogue.moderation.number', { number: report.statement.number })}
            reported={{ ...report.statement, isGone: report.statement.state !== 'approved' }}
            due={dueAt(dayOf(report.receivedAt), desk.policy)}
            action={paths.desk.report.to({ ...at, report: report.number })}
            refused={desk.refused?.number === report.number ? desk.refused : undefined}
          />
        ))}
      </Stack>
    </Page>
  )
}
