import { languageOf } from '#platform/languages'
import { CsrfField } from '#platform/people'
import { Badge, Button, Buttons, Card, Field, Form, fieldId, Stack, type TownContext } from '#platform/web'
import { reasonCodes } from './moderation.policy.ts'
import { longestReportAnswer, type ReportDecision, type ReportDecisionRefusal, type ReportOnDesk } from './report.ts'
import type { RejectionReason } from './statement.ts'
import { dateIn } from './vote.page.tsx'

type ReportCardProps = {
  c: TownContext
  report: Omit<ReportOnDesk, 'statement'>
  /** what the text is called that is reported */
  named: string
  reported: { text: string; language: string; isGone: boolean }
  /** by when the town has promised a decision */
  due?: Date
  action: string
  refused?: { refusal: ReportDecisionRefusal; decision: ReportDecision }
}

/** A report as a moderator sees it, with the decision on it. */
export function ReportCard({ c, report, named, reported, due, action, refused }: ReportCardProps) {
  const { t } = c.var
  const who = [report.name, report.email].filter(Boolean).join(', ')
  const isOpen = report.state === 'open'
  return (
    <Card
      title={
        <span lang={reported.language} dir={languageOf(reported.language).direction}>
          {reported.text}
        </span>
      }
      level={2}
      badge={
        <>
          <Badge label={t(`dialogue.desk-report.state.${report.state}`)} tone={isOpen ? 'warning' : 'info'} />
          {report.ground === 'children' && isOpen && <Badge label={t('dialogue.desk-report.at-once')} tone="warning" icon="warning" />}
          {isOpen && due && due <= c.var.services.now() && <Badge label={t('dialogue.moderation.overdue')} tone="warning" icon="clock" />}
        </>
      }
      meta={[
        t('dialogue.desk-report.number', { number: report.number }),
        named,
        t('dialogue.desk-report.received', { date: dateIn(c, report.receivedAt, false) }),
        isOpen && due && t('dialogue.desk-report.due', { date: dateIn(c, due) }),
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
        {isOpen && reported.isGone && <p>{t('dialogue.desk-report.gone')}</p>}
        {isOpen && <Decision c={c} number={report.number} action={action} refused={refused} />}
      </Stack>
    </Card>
  )
}

type DecisionProps = Pick<ReportCardProps, 'c' | 'action' | 'refused'> & { number: number }

function Decision({ c, number, action, refused }: DecisionProps) {
  const { t } = c.var
  const beside = (...refusals: ReportDecisionRefusal[]) =>
    refused && refusals.includes(refused.refusal) ? reportRefusalIn(c, refused.refusal) : undefined
  return (
    <Form action={action}>
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

export const reportRefusalIn = (c: TownContext, refusal: ReportDecisionRefusal) =>
  c.var.t(`dialogue.desk-report.refusal.${refusal}`, { most: longestReportAnswer })
