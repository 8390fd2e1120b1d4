import { CsrfField } from '#platform/people'
import { Button, Buttons, ErrorSummary, Field, type FieldProps, Form, Notice, Section, Stack } from '#platform/web'
import { CouncilSection } from './oparl.desk.page.tsx'
import type { CouncilAnswer } from './oparl.ts'
import type { SequenceRefusal } from './sequence.actions.ts'
import { newStep, SequenceFrame } from './sequence.desk.page.tsx'
import {
  longestInStep,
  mostSteps,
  type StepField,
  type StepRefusal,
  type StepRefusals,
  type StepValues,
  stepResults,
  stepRoles,
} from './sequence.ts'
import type { SequenceContext } from './sequence.visitor.ts'

export type StepDesk = {
  /** its id, or `newStep` */
  step: string
  values: StepValues
  refusals?: StepRefusals
  refusal?: SequenceRefusal
  /** what the council information system has said under the address that was typed */
  council?: CouncilAnswer
  /** what it said stands in the fields now */
  isTakenOver?: boolean
  /** nobody said which of its consultations is meant */
  isFindingMissing?: boolean
}

/** One step of the consultation sequence, to be written. */
export function StepDeskPage({ c, desk }: { c: SequenceContext; desk: StepDesk }) {
  const {
    t,
    place: { address },
  } = c.var
  const isNew = desk.step === newStep
  const refusals = Object.entries(desk.refusals ?? {}) as [StepField, StepRefusal][]
  return (
    <SequenceFrame c={c} title={t(isNew ? 'vision.desk-sequence.add' : 'vision.desk-sequence.change-title')} below>
      {refusals.length > 0 && (
        <ErrorSummary
          title={t('vision.desk-sequence.refused')}
          refusals={refusals.map(([field, refusal]) => ({ field, text: refusalIn(c, field, refusal) }))}
        />
      )}
      {desk.refusal && <Notice tone="error" title={t(`vision.desk-sequence.refusal.${desk.refusal}`, { most: mostSteps })} live />}
      {desk.isTakenOver && <Notice tone="info" title={t('vision.desk-sequence.taken-over')} live />}
      <Form action={address.step(desk.step)}>
        <CsrfField c={c} />
        <Stack>
          <Planned c={c} desk={desk} />
          <Decided c={c} desk={desk} />
          <Buttons>
            <Button label={t('vision.desk-sequence.save')} />
            {!isNew && <Button label={t('vision.desk-sequence.remove')} href={address.removal(desk.step)} kind="danger" icon="bin" />}
          </Buttons>
          <CouncilSection c={c} desk={desk} refusal={desk.refusals?.oparlUrl && refusalIn(c, 'oparlUrl', desk.refusals.oparlUrl)} />
        </Stack>
      </Form>
    </SequenceFrame>
  )
}

function Planned({ c, desk }: { c: SequenceContext; desk: StepDesk }) {
  const { t } = c.var
  return (
    <Section title={t('vision.desk-sequence.planned')}>
      <Stack>
        <Field {...texts(c, desk, 'body')} kind="text" maxlength={longestInStep.body} dir="auto" required />
        <Field
          {...texts(c, desk, 'role')}
          kind="radio"
          options={stepRoles.map(value => ({
            value,
            label: t(`vision.sequence.roles.${value}`),
            hint: t(`vision.desk-sequence.role-hint.${value}`),
          }))}
        />
        <Field {...texts(c, desk, 'meetsOn')} kind="date" width="medium" optional={t('vision.desk-sequence.if-known')} />
        <Field
          {...texts(c, desk, 'agendaNumber')}
          kind="text"
          width="short"
          maxlength={longestInStep.agendaNumber}
          optional={t('vision.desk-sequence.if-known')}
        />
      </Stack>
    </Section>
  )
}

function Decided({ c, desk }: { c: SequenceContext; desk: StepDesk }) {
  const { t } = c.var
  const results = stepResults.map(value => ({ value, label: t(`vision.sequence.results.${value}`) }))
  return (
    <Section title={t('vision.desk-sequence.decided')} lead={t('vision.desk-sequence.decided-lead')}>
      <Stack>
        <Field
          {...texts(c, desk, 'result')}
          kind="select"
          width="medium"
          options={[{ value: '', label: t('vision.sequence.result-open') }, ...results]}
        />
        <Field
          kind="checkbox"
          name="isUnanimous"
          label={t('vision.sequence.unanimous')}
          checked={desk.values.isUnanimous}
          refusal={desk.refusals?.isUnanimous && refusalIn(c, 'isUnanimous', desk.refusals.isUnanimous)}
        />
        <div class="step-votes">
          {(['yes', 'no', 'abstentions'] as const).map(field => (
            <Field {...texts(c, desk, field)} kind="number" width="short" min="0" inputmode="numeric" />
          ))}
        </div>
        <Field {...texts(c, desk, 'resolutionNumber')} kind="text" width="medium" maxlength={longestInStep.resolutionNumber} />
        <Field {...texts(c, desk, 'deviatingDecision')} kind="textarea" rows={3} dir="auto" />
      </Stack>
    </Section>
  )
}

/** Name, words, value and refusal of a field. */
function texts(c: SequenceContext, { values, refusals }: StepDesk, name: Exclude<StepField, 'isUnanimous' | 'oparlUrl'>) {
  const { t } = c.var
  const refusal = refusals?.[name]
  const hinted = { body: true, deviatingDecision: true, resolutionNumber: true } as Partial<Record<string, true>>
  return {
    name,
    label: t(`vision.desk-sequence.field.${name}`),
    hint: hinted[name] && t(`vision.desk-sequence.hint.${name as 'body'}`),
    value: values[name],
    refusal: refusal && refusalIn(c, name, refusal),
  } satisfies Partial<FieldProps>
}

const refusalIn = (c: SequenceContext, field: StepField, refusal: StepRefusal) =>
  c.var.t(`vision.desk-sequence.refusal.${refusal}`, { most: field in longestInStep ? longestInStep[field as 'body'] : 0 })
