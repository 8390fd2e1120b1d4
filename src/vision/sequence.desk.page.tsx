import type { Child } from 'hono/jsx'
import { Written } from '#dialogue'
import { CsrfField, csrfFields } from '#platform/people'
import { Badge, Breadcrumb, Button, Buttons, Card, ConfirmForm, EmptyState, Notice, Page, PageHead, Stack } from '#platform/web'
import { paths } from './paths.ts'
import type { SequenceRefusal } from './sequence.actions.ts'
import { countIn, dayIn, decisionLines, Lines, ResultBadge } from './sequence.page.tsx'
import { type ConsultationStep, mostSteps } from './sequence.ts'
import type { VisionContext } from './visitor.ts'

export type SequenceDesk = { steps: ConsultationStep[]; settled: ReadonlySet<string>; done: boolean }

/** The consultation sequence at the desk: which bodies, in which order. */
export function SequenceDeskPage({ c, desk: { steps, settled, done } }: { c: VisionContext; desk: SequenceDesk }) {
  const { t } = c.var
  const at = addressOf(c)
  const add = <Button label={t('vision.desk-sequence.add')} href={paths.desk.sequenceStep.to({ ...at, step: newStep })} icon="plus" />
  return (
    <SequenceFrame c={c} title={t('vision.desk-sequence.title')} lead={t('vision.desk-sequence.lead')}>
      {done && <Notice tone="success" title={t('vision.desk-sequence.done')} live />}
      {steps.length === 0 ? (
        <EmptyState title={t('vision.desk-sequence.none')} action={add}>
          {t('vision.desk-sequence.none-text')}
        </EmptyState>
      ) : (
        <>
          {steps.map((step, place) => (
            <StepCard c={c} step={step} place={place} isLast={place === steps.length - 1} isSettled={settled.has(step.id)} />
          ))}
          <Buttons>
            {steps.length < mostSteps && add}
            <Button label={t('vision.desk-sequence.to-adoption')} href={paths.desk.adoption.to(at)} kind="secondary" icon="forward" />
          </Buttons>
        </>
      )}
    </SequenceFrame>
  )
}

type StepProps = { c: VisionContext; step: ConsultationStep; place: number; isLast: boolean; isSettled: boolean }

function StepCard({ c, step, place, isLast, isSettled }: StepProps) {
  const { t, vision } = c.var
  const meta = [
    t(`vision.sequence.roles.${step.role}`),
    step.meetsOn ? dayIn(c, step.meetsOn) : t('vision.sequence.date-open'),
    step.agendaNumber && t('vision.sequence.agenda-number', { number: step.agendaNumber }),
  ]
  const decided = [countIn(c, step), ...decisionLines(c, step)].filter(Boolean)
  return (
    <Card
      level={2}
      title={
        <>
          {place + 1}. <Written c={c} text={step.body} language={vision.language} />
        </>
      }
      badge={step.result ? <ResultBadge c={c} result={step.result} /> : <Badge label={t('vision.sequence.result-open')} />}
      meta={meta.filter(Boolean).join(' · ')}
    >
      {decided.length > 0 && (
        <p>
          <Lines of={decided} />
        </p>
      )}
      {isSettled && <p class="small muted">{t('vision.desk-sequence.settled')}</p>}
      <StepDeeds c={c} step={step} isFirst={place === 0} isLast={isLast} isSettled={isSettled} />
    </Card>
  )
}

type DeedsProps = Omit<StepProps, 'place'> & { isFirst: boolean }

function StepDeeds({ c, step, isFirst, isLast, isSettled }: DeedsProps) {
  const { t } = c.var
  const at = { ...addressOf(c), step: step.id }
  const fullLabel = (label: string) => `${label}: ${step.body}`
  const move = (direction: 'up' | 'down') => (
    <Button
      label={t(`vision.desk-sequence.${direction}`)}
      fullLabel={fullLabel(t(`vision.desk-sequence.${direction}`))}
      name="direction"
      value={direction}
      icon={direction}
      kind="quiet"
      small
    />
  )
  return (
    <form action={paths.desk.sequenceStepPlace.to(at)} method="post">
      <CsrfField c={c} />
      <Buttons>
        {!isSettled && (
          <Button
            label={t('vision.desk-sequence.change')}
            fullLabel={fullLabel(t('vision.desk-sequence.change'))}
            href={paths.desk.sequenceStep.to(at)}
            kind="secondary"
            icon="edit"
            small
          />
        )}
        {!isFirst && move('up')}
        {!isLast && move('down')}
      </Buttons>
    </form>
  )
}

/** Before a step is taken out. */
export function StepRemovalPage({ c, step, refusal }: { c: VisionContext; step: ConsultationStep; refusal?: SequenceRefusal }) {
  const { t } = c.var
  const at = addressOf(c)
  return (
    <SequenceFrame c={c} title={t('vision.desk-sequence.remove')} below>
      {refusal && <Notice tone="error" title={t(`vision.desk-sequence.refusal.${refusal}`, { most: mostSteps })} live />}
      <ConfirmForm
        action={paths.desk.sequenceStepRemoval.to({ ...at, step: step.id })}
        hidden={csrfFields(c)}
        title={t('vision.desk-sequence.remove-question', { body: step.body })}
        confirm={{ label: t('vision.desk-sequence.remove'), danger: true }}
        cancel={{ label: t('vision.desk-sequence.keep'), href: paths.desk.sequence.to(at) }}
      >
        <p>{t('vision.desk-sequence.remove-text')}</p>
      </ConfirmForm>
    </SequenceFrame>
  )
}

type FrameProps = { c: VisionContext; title: string; lead?: string; below?: boolean; children?: Child }

/** The frame of every page of the sequence at the desk; `below`: a page under the list. */
export function SequenceFrame({ c, title, lead, below = false, children }: FrameProps) {
  const { t, vision } = c.var
  const at = addressOf(c)
  return (
    <Page c={c} title={title} width="normal" noIndex>
      <Breadcrumb
        label={t('page.breadcrumb')}
        items={[
          { label: t('vision.desk-sequence.visions'), href: paths.desk.visions.to(at) },
          { label: <Written c={c} text={vision.title} language={vision.language} />, href: paths.desk.vision.to(at) },
          ...(below ? [{ label: t('vision.desk-sequence.title'), href: paths.desk.sequence.to(at) }] : []),
          { label: title },
        ]}
      />
      <PageHead title={title} lead={lead} />
      <Stack>{children}</Stack>
    </Page>
  )
}

/** Stands in the address for a step there is not yet. */
export const newStep = 'neu'

export const addressOf = (c: VisionContext) => ({ town: c.var.municipality.slug, vision: c.var.vision.slug })
