import type { Child } from 'hono/jsx'
import { Written } from '#dialogue'
import { CsrfField } from '#platform/people'
import { Breadcrumb, Button, Buttons, ConfirmForm, EmptyState, Form, Notice, Page, PageHead, Stack, Table } from '#platform/web'
import { paths } from './paths.ts'
import type { SequenceRefusal } from './sequence.actions.ts'
import { dayIn, Outcome } from './sequence.page.tsx'
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
          <Table
            caption={t('vision.desk-sequence.title')}
            captionHidden
            columns={[
              { label: t('vision.sequence.body') },
              { label: t('vision.sequence.role') },
              { label: t('vision.sequence.meeting') },
              { label: t('vision.sequence.result') },
              { label: t('vision.desk-sequence.change'), labelHidden: true },
            ]}
            rows={steps.map((step, place) => [
              <span dir="auto">{step.body}</span>,
              t(`vision.sequence.roles.${step.role}`),
              [
                step.meetsOn ? dayIn(c, step.meetsOn) : t('vision.sequence.date-open'),
                step.agendaNumber && t('vision.sequence.agenda-number', { number: step.agendaNumber }),
              ]
                .filter(Boolean)
                .join(' · '),
              <Outcome c={c} step={step} />,
              <StepDeeds c={c} step={step} isFirst={place === 0} isLast={place === steps.length - 1} isSettled={settled.has(step.id)} />,
            ])}
          />
          <Buttons>
            {steps.length < mostSteps && add}
            <Button label={t('vision.desk-sequence.to-adoption')} href={paths.desk.adoption.to(at)} kind="secondary" icon="forward" />
          </Buttons>
        </>
      )}
    </SequenceFrame>
  )
}

type StepDeedsProps = { c: VisionContext; step: ConsultationStep; isFirst: boolean; isLast: boolean; isSettled: boolean }

function StepDeeds({ c, step, isFirst, isLast, isSettled }: StepDeedsProps) {
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
    <Form action={paths.desk.sequenceStepPlace.to(at)}>
      <CsrfField c={c} />
      <Buttons>
        {isSettled ? (
          <span class="small muted">{t('vision.desk-sequence.settled')}</span>
        ) : (
          <Button
            label={t('vision.desk-sequence.change')}
            fullLabel={fullLabel(t('vision.desk-sequence.change'))}
            href={paths.desk.sequenceStep.to(at)}
            kind="quiet"
            icon="edit"
            small
          />
        )}
        {!isFirst && move('up')}
        {!isLast && move('down')}
      </Buttons>
    </Form>
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
        hidden={{ csrf: c.var.signedIn?.csrf ?? '' }}
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
