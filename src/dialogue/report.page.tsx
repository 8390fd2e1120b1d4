import { Button, Page, PageHead, Stack } from '#platform/web'
import { paths } from './paths.ts'
import { ReportedText, ReportForm, ReportRefused, ReportSaid, ReportStanding } from './report.form.page.tsx'
import type { Report, ReportRefusals, ReportValues } from './report.ts'
import type { Statement } from './statement.ts'
import type { DialogueContext } from './visitor.ts'
import { Question } from './vote.page.tsx'

export type ReportDesk = { statement: Statement; values: ReportValues; refusals: ReportRefusals; isTooMuch?: boolean }

/** The form with which anybody reports a statement they hold to be illegal. */
export function ReportPage({ c, desk: { statement, values, refusals, isTooMuch } }: { c: DialogueContext; desk: ReportDesk }) {
  const { t } = c.var
  const { dialogue } = c.var.agenda
  const at = { town: c.var.municipality.slug, dialogue: dialogue.slug }
  return (
    <Page c={c} title={t('dialogue.report.title')} width="narrow" noIndex>
      <PageHead title={t('dialogue.report.title')} preline={<Question c={c} dialogue={dialogue} />} lead={t('dialogue.report.lead')} />
      <Stack>
        <ReportRefused c={c} refusals={refusals} isTooMuch={isTooMuch} />
        <Reported c={c} statement={statement} />
        <ReportForm
          c={c}
          action={paths.report.to({ ...at, statement: statement.number })}
          values={values}
          refusals={refusals}
          back={{ label: t('dialogue.report.back'), href: paths.dialogue.to(at) }}
        />
      </Stack>
    </Page>
  )
}

/** The confirmation of receipt and, later, the decision: behind an address that only whoever reported knows. */
export function ReportStatusPage({ c, report }: { c: DialogueContext; report: Report }) {
  const { t } = c.var
  const { dialogue } = c.var.agenda
  const at = { town: c.var.municipality.slug, dialogue: dialogue.slug }
  return (
    <Page c={c} title={t('dialogue.report.status-title', { number: report.number })} width="narrow" noIndex>
      <PageHead title={t('dialogue.report.status-title', { number: report.number })} preline={<Question c={c} dialogue={dialogue} />} />
      <Stack>
        <ReportStanding c={c} report={report} />
        {report.state === 'removed' ? (
          <p>{t('dialogue.report.statement', { number: report.statement.number })}</p>
        ) : (
          <Reported c={c} statement={report.statement} />
        )}
        <ReportSaid c={c} report={report} />
        <Button label={t('dialogue.report.back')} href={paths.dialogue.to(at)} kind="quiet" icon="back" />
      </Stack>
    </Page>
  )
}

const Reported = ({ c, statement }: { c: DialogueContext; statement: Statement }) => (
  <ReportedText c={c} named={c.var.t('dialogue.report.statement', { number: statement.number })} text={statement} />
)
