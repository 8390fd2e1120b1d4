import { Badge, type BadgeTone, EmptyState, Table, type TownContext } from '#platform/web'
import type { ConsultationStep, StepResult } from './sequence.ts'

/** Which bodies deal with the vision, when, as what, and with which result. */
export function ConsultationSequence({ c, steps }: { c: TownContext; steps: readonly ConsultationStep[] }) {
  const { t } = c.var
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
        <span dir="auto">{step.body}</span>,
        t(`vision.sequence.roles.${step.role}`),
        <Meeting c={c} step={step} />,
        <Outcome c={c} step={step} />,
      ])}
    />
  )
}

function Meeting({ c, step: { meetsOn, agendaNumber, oparlUrl } }: { c: TownContext; step: ConsultationStep }) {
  const { t } = c.var
  return (
    <>
      {meetsOn ? dayIn(c, meetsOn) : t('vision.sequence.date-open')}
      {agendaNumber && (
        <>
          {' · '}
          {t('vision.sequence.agenda-number', { number: agendaNumber })}
        </>
      )}
      {oparlUrl && (
        <>
          <br />
          <a href={oparlUrl} rel="noopener noreferrer external">
            {t('vision.sequence.council-system')}
          </a>
        </>
      )}
    </>
  )
}

/** What a body has decided: the result, how many were for it, and where it differs from the draft. */
export function Outcome({ c, step }: { c: TownContext; step: ConsultationStep }) {
  const { t } = c.var
  if (!step.result) return <span class="muted">{t('vision.sequence.result-open')}</span>
  return (
    <>
      <Badge label={t(`vision.sequence.results.${step.result}`)} tone={tones[step.result]} />{' '}
      {[step.isUnanimous && t('vision.sequence.unanimous'), step.votes && t('vision.sequence.votes', step.votes)]
        .filter(Boolean)
        .join(' · ')}
      {step.resolutionNumber && (
        <>
          <br />
          {t('vision.sequence.resolution-number', { number: step.resolutionNumber })}
        </>
      )}
      {step.deviatingDecision && (
        <>
          <br />
          {t('vision.sequence.deviating')} <span dir="auto">{step.deviatingDecision}</span>
        </>
      )}
    </>
  )
}

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
