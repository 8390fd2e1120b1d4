import { languageOf } from '#platform/languages'
import { CsrfField } from '#platform/people'
import {
  Badge,
  Breadcrumb,
  Button,
  Buttons,
  Card,
  EmptyState,
  Field,
  Form,
  fieldId,
  Notice,
  Page,
  PageHead,
  Stack,
  type TownContext,
} from '#platform/web'
import { type Dialogue, dayOf } from './dialogue.ts'
import { dueAt, type ModerationPolicy, reasonCodes } from './moderation.policy.ts'
import { paths } from './paths.ts'
import { longestReportAnswer, type ReportDecision, type ReportDecisionRefusal, type ReportOnDesk, type ReportVerdict } from './report.ts'
import type { RejectionReason } from './statement.ts'
import { dateIn, Question } from './vote.page.tsx'

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
        {desk.refused && <Notice tone="error" title={refusalIn(c, desk.refused.refusal)} live />}
        {desk.reports.length === 0 && <EmptyState title={t('dialogue.desk-report.none')} />}
        {desk.reports.map(report => (
          <ReportCard c={c} desk={desk} report={report} />
        ))}
      </Stack>
    </Page>
  )
}

function ReportCard({ c, desk, report }: { c: TownContext; desk: ReportsDesk; report: ReportOnDesk }) {
  const { t } = c.var
  const { statement } = report
  const due = dueAt(dayOf(report.receivedAt), desk.policy)
  const who = [report.name, report.email].filter(Boolean).join(', ')
  const isOpen = report.state === 'open'
  const isGone = isOpen && statement.state !== 'approved'
  return (
    <Card
      title={
        <span lang={statement.language} dir={languageOf(statement.language).direction}>
          {statement.text}
        </span>
      }
      level={2}
      badge={
        <>
          <Badge label={t(`dialogue.desk-report.state.${report.state}`)} tone={isOpen ? 'warning' : 'info'} />
          {report.ground === 'children' && isOpen && <Badge label={t('dialogue.desk-report.at-once')} tone="warning" icon="warning" />}
          {isOpen && due <= c.var.services.now() && <Badge label={t('dialogue.moderation.overdue')} tone="warning" icon="clock" />}
        </>
      }
      meta={[
        t('dialogue.desk-report.number', { number: report.number }),
        t('dialogue.moderation.number', { number: statement.number }),
        t('dialogue.desk-report.received', { date: dateIn(c, report.receivedAt, false) }),
        isOpen && t('dialogue.desk-report.due', { date: dateIn(c, due) }),
      ]
        .filter(Boolean)
        .join(' · ')}
    >
      <Stack>
        <p>
          <strong>{t(`dialogue.report.grounds.${report.ground}`)}</strong>
        </p>
        <blockquote lang={report.language} dir="auto">
          {report.text}
        </blockquote>
        <p class="small muted">{who ? t('dialogue.desk-report.reporter', { who }) : t('dialogue.desk-report.anonymous')}</p>
        {report.answer && <p>{t('dialogue.desk-report.answered', { answer: report.answer })}</p>}
        {isGone && <p>{t('dialogue.desk-report.gone')}</p>}
        {isOpen && <Decision c={c} desk={desk} report={report} />}
      </Stack>
    </Card>
  )
}

function Decision({ c, desk, report: { number } }: { c: TownContext; desk: ReportsDesk; report: ReportOnDesk }) {
  const { t } = c.var
  const refused = desk.refused?.number === number ? desk.refused : undefined
  const beside = (...refusals: ReportDecisionRefusal[]) =>
    refused && refusals.includes(refused.refusal) ? refusalIn(c, refused.refusal) : undefined
  return (
    <Form action={paths.desk.report.to({ town: c.var.municipality.slug, dialogue: desk.dialogue.slug, report: number })}>
      <CsrfField c={c} />
      <Field
        kind="select"
        name="reason"
        id={fieldId(`reason-${number}`)}
        label={t('dialogue.desk-report.reason')}
        value={refused ? (refused.decision.reason ?? '') : 'unlawful'}
        options={[
          { value: '', label: t('dialogue.moderation.choose-reason') },
          ...(Object.keys(reasonCodes) as RejectionReason[]).map(value => ({
            value,
            label: `${reasonCodes[value]} ${t(`dialogue.policy.name.${value}`)}`,
          })),
        ]}
        refusal={beside('reason-missing')}
      />
      <Field
        kind="textarea"
        name="answer"
        id={fieldId(`answer-${number}`)}
        label={t('dialogue.desk-report.answer')}
        hint={t('dialogue.desk-report.answer-hint')}
        value={refused?.decision.answer}
        rows={3}
        dir="auto"
        refusal={beside('answer-missing', 'answer-too-long')}
      />
      <Buttons>
        <Button label={t('dialogue.desk-report.remove')} name="verdict" value="removed" kind="danger" />
        <Button label={t('dialogue.desk-report.keep')} name="verdict" value="kept" kind="secondary" />
      </Buttons>
    </Form>
  )
}

const refusalIn = (c: TownContext, refusal: ReportDecisionRefusal) =>
  c.var.t(`dialogue.desk-report.refusal.${refusal}`, { most: longestReportAnswer })
