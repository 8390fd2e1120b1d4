import type { Child } from 'hono/jsx'
import { DocumentPreview, type TextDocument, unprintableInDocument } from '#platform/documents'
import { CsrfField } from '#platform/people'
import {
  Badge,
  Breadcrumb,
  Button,
  Buttons,
  Card,
  Cards,
  EmptyState,
  ErrorSummary,
  Field,
  Form,
  Notice,
  Page,
  PageHead,
  Section,
  Stack,
  type TownContext,
} from '#platform/web'
import { paths } from './paths.ts'
import { ReportChanges } from './report.changes.page.tsx'
import { longestReportTitle, type Report, type ReportChange, type ReportHead, type ReportRefusals, type ReportValues } from './report.ts'
import { dayIn, inTown, PlanText } from './words.page.tsx'

const { desk: at } = paths

/** All reports at the desk, the newest first. */
export function ReportsDeskPage({ c, reports, mayMake }: { c: TownContext; reports: ReportHead[]; mayMake: boolean }) {
  const { t } = c.var
  const make = mayMake && <Button label={t('plan.report.new')} href={at.newReport.to(inTown(c))} icon="plus" />
  return (
    <ReportFrame c={c} title={t('plan.report.title')} lead={t('plan.report.lead')}>
      {reports.length === 0 ? (
        <EmptyState title={t('plan.report.none')} action={make}>
          {t('plan.report.none-text')}
        </EmptyState>
      ) : (
        <>
          {make && <Buttons>{make}</Buttons>}
          <Cards wide>
            {reports.map(report => (
              <Card
                level={2}
                title={<PlanText c={c} text={report.title} />}
                href={at.report.to({ ...inTown(c), report: String(report.number) })}
                badge={<PublicBadge c={c} isPublic={report.isPublic} />}
                meta={t('plan.report.as-of', { day: dayIn(c, report.asOf) })}
              />
            ))}
          </Cards>
        </>
      )}
    </ReportFrame>
  )
}

const PublicBadge = ({ c, isPublic }: { c: TownContext; isPublic: boolean }) => (
  <Badge label={c.var.t(isPublic ? 'plan.report.public' : 'plan.report.not-public')} tone={isPublic ? 'success' : 'neutral'} />
)

export type NewReportDesk = { values: ReportValues; refusals: ReportRefusals; document: TextDocument | undefined }

/** A report before it is frozen: when, under which title, and what it will say. */
export function NewReportPage({ c, desk: { values, refusals, document } }: { c: TownContext; desk: NewReportDesk }) {
  const { t } = c.var
  const refusal = (name: keyof ReportValues) => refusals[name] && t(`plan.report.refusal.${refusals[name]}`, { most: longestReportTitle })
  const refused = (Object.keys(refusals) as (keyof ReportValues)[]).map(field => ({ field, text: refusal(field) ?? '' }))
  return (
    <ReportFrame c={c} title={t('plan.report.new')} lead={t('plan.report.new-lead')} below>
      {refused.length > 0 && <ErrorSummary title={t('plan.measure.refused')} refusals={refused} />}
      <Form action={at.newReport.to(inTown(c))}>
        <CsrfField c={c} />
        <Field
          kind="text"
          name="title"
          label={t('plan.report.field.title')}
          value={values.title}
          refusal={refusal('title')}
          maxlength={longestReportTitle}
          lang="de"
          dir="auto"
          required
        />
        <Field
          kind="date"
          name="asOf"
          label={t('plan.report.field.asOf')}
          hint={t('plan.report.hint.asOf')}
          value={values.asOf}
          refusal={refusal('asOf')}
          width="medium"
          required
        />
        <Button label={t('plan.report.freeze')} />
      </Form>
      {document && (
        <Section title={t('plan.report.preview')}>
          <Unprintable c={c} document={document} />
          <DocumentPreview document={document} level={3} />
        </Section>
      )}
    </ReportFrame>
  )
}

/** Somebody typed characters no font of ours has: said before a report is frozen with them, and where its PDF is missing. */
function Unprintable({ c, document }: { c: TownContext; document: TextDocument }) {
  const characters = [...unprintableInDocument(document)].join(' ')
  if (characters === '') return null
  return (
    <Notice tone="warning" title={c.var.t('plan.report.unprintable')}>
      <p>{c.var.t('plan.report.unprintable-text', { characters })}</p>
    </Notice>
  )
}

type ReportDesk = { report: Report; document: TextDocument; others: ReportHead[]; mayPublish: boolean; done: boolean }

/** A frozen report: to read, to take along, to compare, and to show to everybody. */
export function ReportDeskPage({ c, desk: { report, document, others, mayPublish, done } }: { c: TownContext; desk: ReportDesk }) {
  const { t } = c.var
  const params = { ...inTown(c), report: String(report.number) }
  return (
    <ReportFrame
      c={c}
      title={<PlanText c={c} text={report.title} />}
      heading={report.title}
      preline={<PublicBadge c={c} isPublic={report.isPublic} />}
      below
    >
      {done && <Notice tone="success" title={t('plan.report.done')} live />}
      <Buttons>
        <Button label={t('plan.report.word')} href={at.reportFile.to({ ...params, file: 'bericht.docx' })} icon="download" />
        <Button label={t('plan.report.pdf')} href={at.reportFile.to({ ...params, file: 'bericht.pdf' })} icon="download" />
        <Button
          label={t('plan.report.json')}
          href={at.reportFile.to({ ...params, file: 'bericht.json' })}
          kind="secondary"
          icon="download"
        />
        {others.slice(0, 3).map(other => (
          <Button
            label={t('plan.report.compare', { title: other.title })}
            href={at.reportComparison.to({ ...params, other: String(other.number) })}
            kind="secondary"
          />
        ))}
      </Buttons>
      {mayPublish && (
        <Form action={at.report.to(params)} hidden={{ deed: report.isPublic ? 'withdraw' : 'publish' }}>
          <CsrfField c={c} />
          {!report.isPublic && <p>{t('plan.report.publish-text')}</p>}
          <Button label={t(report.isPublic ? 'plan.report.withdraw' : 'plan.report.publish')} kind="secondary" />
        </Form>
      )}
      <Unprintable c={c} document={document} />
      <DocumentPreview document={document} level={2} />
    </ReportFrame>
  )
}

type ComparisonProps = { c: TownContext; before: ReportHead; after: ReportHead; changes: ReportChange[] }

/** What differs between two reports. */
export function ReportComparisonPage({ c, before, after, changes }: ComparisonProps) {
  const { t } = c.var
  const lead = t('plan.report.comparison-lead', { before: before.title, after: after.title })
  return (
    <ReportFrame c={c} title={t('plan.report.comparison')} heading={t('plan.report.comparison')} lead={lead} below>
      <ReportChanges changes={changes} />
    </ReportFrame>
  )
}

type FrameProps = { c: TownContext; title: Child; heading?: string; preline?: Child; lead?: string; below?: boolean; children?: Child }

function ReportFrame({ c, title, heading, preline, lead, below, children }: FrameProps) {
  const { t } = c.var
  return (
    <Page c={c} title={heading ?? t(below ? 'plan.report.new' : 'plan.report.title')} noIndex>
      <Breadcrumb
        label={t('page.breadcrumb')}
        items={[
          { label: t('plan.measure.plan'), href: at.plan.to(inTown(c)) },
          { label: t('plan.report.title'), href: below ? at.reports.to(inTown(c)) : undefined },
          ...(below ? [{ label: title }] : []),
        ]}
      />
      <PageHead title={title} preline={preline} lead={lead} />
      <Stack>{children}</Stack>
    </Page>
  )
}
