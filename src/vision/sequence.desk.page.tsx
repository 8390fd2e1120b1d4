import type { Child } from 'hono/jsx'
import { Written } from '#dialogue'
import { CsrfField, csrfFields } from '#platform/people'
import { Badge, Breadcrumb, Button, Buttons, Card, ConfirmForm, EmptyState, Notice, Page, PageHead, Stack } from '#platform/web'
import type { SequenceRefusal } from './sequence.actions.ts'
import { countIn, dayIn, decisionLines, Lines, ResultBadge } from './sequence.page.tsx'
import { type ConsultationStep, mostSteps } from './sequence.ts'
import type { SequenceContext } from './sequence.visitor.ts'

export type SequenceDesk = { steps: ConsultationStep[]; settled: ReadonlySet<string>; done: boolean }

/** The consultation sequence at the desk: which bodies, in which order. */
export function SequenceDeskPage({ c, desk: { steps, settled, done } }: { c: SequenceContext; desk: SequenceDesk }) {
  const { t, place } = c.var
  const add = <Button label={t('vision.desk-sequence.add')} href={place.address.step(newStep)} icon="plus" />
  return (
    <SequenceFrame c={c} title={t('vision.desk-sequence.title')} lead={place.lead}>
      {done && <Notice tone="success" title={t('vision.desk-sequence.done')} live />}
      {steps.length === 0 ? (
        <EmptyState title={t('vision.desk-sequence.none')} action={add}>
          {t('vision.desk-sequence.none-text')}
        </EmptyState>
      ) : (
        <>
          {steps.map((step, position) => (
            <StepCard c={c} step={step} position={position} isLast={position === steps.length - 1} isSettled={settled.has(step.id)} />
          ))}
          <Buttons>
            {steps.length < mostSteps && add}
            {place.next && <Button {...place.next} kind="secondary" icon="forward" />}
          </Buttons>
        </>
      )}
    </SequenceFrame>
  )
}

type StepProps = { c: SequenceContext; step: ConsultationStep; position: number; isLast: boolean; isSettled: boolean }

function StepCard({ c, step, position, isLast, isSettled }: StepProps) {
  const { t, place } = c.var
  const meta = [
    t(`vision.sequence.roles.${step.role}`),
    step.meetsOn ? dayIn(c, step.meetsOn) : t('vision.sequence.date-open'),
    step.agendaNumber && t('vision.sequence.agenda-number', { number: step.agendaNumber }),
  ]
  const decided = [countIn(c, step), ...decisionLines(c, step, place.language)].filter(Boolean)
  return (
    <Card
      level={2}
      title={
        <>
          {position + 1}. <Written c={c} text={step.body} language={place.language} />
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
      <StepDeeds c={c} step={step} isFirst={position === 0} isLast={isLast} isSettled={isSettled} />
    </Card>
  )
}

type DeedsProps = Omit<StepProps, 'position'> & { isFirst: boolean }

function StepDeeds({ c, step, isFirst, isLast, isSettled }: DeedsProps) {
  const {
    t,
    place: { address },
  } = c.var
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
    <form action={address.place(step.id)} method="post">
      <CsrfField c={c} />
      <Buttons>
        {!isSettled && (
          <Button
            label={t('vision.desk-sequence.change')}
            fullLabel={fullLabel(t('vision.desk-sequence.change'))}
            href={address.step(step.id)}
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
export function StepRemovalPage({ c, step, refusal }: { c: SequenceContext; step: ConsultationStep; refusal?: SequenceRefusal }) {
  const {
    t,
    place: { address },
  } = c.var
  return (
    <SequenceFrame c={c} title={t('vision.desk-sequence.remove')} below>
      {refusal && <Notice tone="error" title={t(`vision.desk-sequence.refusal.${refusal}`, { most: mostSteps })} live />}
      <ConfirmForm
        action={address.removal(step.id)}
        hidden={csrfFields(c)}
        title={t('vision.desk-sequence.remove-question', { body: step.body })}
        confirm={{ label: t('vision.desk-sequence.remove'), danger: true }}
        cancel={{ label: t('vision.desk-sequence.keep'), href: address.list() }}
      >
        <p>{t('vision.desk-sequence.remove-text')}</p>
      </ConfirmForm>
    </SequenceFrame>
  )
}

type FrameProps = { c: SequenceContext; title: string; lead?: string; below?: boolean; children?: Child }

/** The frame of every page of the sequence at the desk; `below`: a page under the list. */
export function SequenceFrame({ c, title, lead, below = false, children }: FrameProps) {
  const { t, place } = c.var
  const list = { label: t('vision.desk-sequence.title'), href: place.address.list() }
  return (
    <Page c={c} title={title} width="normal" noIndex>
      <Breadcrumb label={t('page.breadcrumb')} items={[...place.way, ...(below ? [list] : []), { label: title }]} />
      <PageHead title={title} lead={lead} />
      <Stack>{children}</Stack>
    </Page>
  )
}

/** Stands in the address for a step there is not yet. */
export const newStep = 'neu'
