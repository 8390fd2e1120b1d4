import {
  ReportedText,
  ReportForm,
  type ReportRefusals,
  ReportRefused,
  ReportSaid,
  ReportStanding,
  type ReportValues,
  Written,
} from '#dialogue'
import { Button, Page, PageHead, Stack } from '#platform/web'
import type { ContributionReport } from './contribution.report.store.ts'
import type { Contribution } from './contribution.ts'
import { paths } from './paths.ts'
import type { VisionContext } from './visitor.ts'

type Reported = Pick<Contribution, 'number' | 'kind' | 'text' | 'language'>
export type ReportDesk = { contribution: Reported; values: ReportValues; refusals: ReportRefusals; isTooMuch?: boolean }

/** The form with which anybody reports a contribution they hold to be illegal. */
export function ReportPage({ c, desk: { contribution, values, refusals, isTooMuch } }: { c: VisionContext; desk: ReportDesk }) {
  const { t } = c.var
  return (
    <Page c={c} title={t('dialogue.report.title')} width="narrow" noIndex>
      <PageHead title={t('dialogue.report.title')} preline={<Title c={c} />} lead={t('dialogue.report.lead')} />
      <Stack>
        <ReportRefused c={c} refusals={refusals} isTooMuch={isTooMuch} />
        <ReportedText c={c} named={nameOf(c, contribution)} text={contribution} />
        <ReportForm
          c={c}
          action={paths.report.to({ ...at(c), contribution: contribution.number })}
          values={values}
          refusals={refusals}
          back={back(c)}
        />
      </Stack>
    </Page>
  )
}

/** The confirmation of receipt and, later, the decision: behind an address that only whoever reported knows. */
export function ReportStatusPage({ c, report }: { c: VisionContext; report: ContributionReport }) {
  const title = c.var.t('dialogue.report.status-title', { number: report.number })
  const named = nameOf(c, report.contribution)
  return (
    <Page c={c} title={title} width="narrow" noIndex>
      <PageHead title={title} preline={<Title c={c} />} />
      <Stack>
        <ReportStanding c={c} report={report} />
        {report.state === 'removed' ? <p>{named}</p> : <ReportedText c={c} named={named} text={report.contribution} />}
        <ReportSaid c={c} report={report} />
        <Button {...back(c)} kind="quiet" icon="back" />
      </Stack>
    </Page>
  )
}

const Title = ({ c }: { c: VisionContext }) => <Written c={c} text={c.var.vision.title} language={c.var.vision.language} />

const nameOf = (c: VisionContext, { kind, number }: Reported) => c.var.t(`vision.contribution.number.${kind}`, { number })
const back = (c: VisionContext) => ({ label: c.var.t('vision.contribution.report.back'), href: paths.vision.to(at(c)) })
const at = (c: VisionContext) => ({ town: c.var.municipality.slug, vision: c.var.vision.slug })
