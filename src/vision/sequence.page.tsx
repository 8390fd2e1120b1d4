import type { Child } from 'hono/jsx'
import { Written } from '#dialogue'
import { Badge, type BadgeTone, EmptyState, Table, type TownContext } from '#platform/web'
import type { ConsultationStep, StepResult } from './sequence.ts'
import type { VisionContext } from './visitor.ts'

/** Which bodies deal with the vision, when, as what, and with which result. */
export function ConsultationSequence({ c, steps }: { c: VisionContext; steps: readonly ConsultationStep[] }) {
  const { t, vision } = c.var
  if (steps.length === 0) return <EmptyState title={t('vision.sequence.none')} level={3} />
  return (
    <Table
      caption={t('vision.sequence.caption')}
      captionHidden
      columns={[
        { label: t('vision.sequence.body') },
        { label: t('vision.sequence.role') },
        { label: t('vision.sequence.meeting') },
        { label: t('vision.sequence.result') },
      ]}
      rows={steps.map(step => [
        <Written c={c} text={step.body} language={vision.language} />,
        t(`vision.sequence.roles.${step.role}`),
        <Meeting c={c} step={step} />,
        <Outcome c={c} step={step} />,
      ])}
    />
  )
}

function Meeting({ c, step: { meetsOn, agendaNumber, oparlUrl } }: { c: VisionContext; step: ConsultationStep }) {
  const { t } = c.var
  return (
    <Lines
      of={[
        meetsOn ? dayIn(c, meetsOn) : t('vision.sequence.date-open'),
        agendaNumber && t('vision.sequence.agenda-number', { number: agendaNumber }),
        oparlUrl && (
          <a href={oparlUrl} rel="noopener noreferrer external">
            {t('vision.sequence.council-system')}
          </a>
        ),
      ]}
    />
  )
}

function Outcome({ c, step }: { c: VisionContext; step: ConsultationStep }) {
  const { t } = c.var
  if (!step.result) return <span class="muted">{t('vision.sequence.result-open')}</span>
  return <Lines of={[<ResultBadge c={c} result={step.result} />, countIn(c, step), ...decisionLines(c, step, c.var.vision.language)]} />
}

export const ResultBadge = ({ c, result }: { c: TownContext; result: StepResult }) => (
  <Badge label={c.var.t(`vision.sequence.results.${result}`)} tone={tones[result]} />
)

/** How many were for it: "einstimmig · 31 Ja, 0 Nein, 2 Enthaltungen". */
export const countIn = ({ var: { t } }: TownContext, { isUnanimous, votes }: ConsultationStep) =>
  [isUnanimous && t('vision.sequence.unanimous'), votes && t('vision.sequence.votes', votes)].filter(Boolean).join(' · ')

/** What was resolved: its number, and where it differs from what was proposed. */
export const decisionLines = (c: TownContext, { resolutionNumber, deviatingDecision }: ConsultationStep, language: string): Child[] => [
  resolutionNumber && c.var.t('vision.sequence.resolution-number', { number: resolutionNumber }),
  deviatingDecision && (
    <>
      {c.var.t('vision.sequence.deviating')} <Written c={c} text={deviatingDecision} language={language} />
    </>
  ),
]

/** What there is of these, below each other. */
export const Lines = ({ of }: { of: Child[] }) => (
  <>
    {of.filter(Boolean).map((line, place) => (
      <>
        {place > 0 && <br />}
        {line}
      </>
    ))}
  </>
)

const tones: Record<StepResult, BadgeTone> = {
  agreed: 'success',
  'agreed-with-changes': 'success',
  refused: 'danger',
  noted: 'info',
  postponed: 'warning',
}

/** A calendar day has no time zone: it is read and said in the same one. */
export const dayIn = (c: TownContext, day: string) =>
  new Intl.DateTimeFormat(c.var.language.locale, { timeZone: 'UTC', dateStyle: 'long' }).format(new Date(day))
