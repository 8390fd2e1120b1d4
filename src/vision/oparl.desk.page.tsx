import { Button, Buttons, Field, Notice, Section, Stack } from '#platform/web'
import type { CouncilAnswer, CouncilFinding } from './oparl.ts'
import { dayIn } from './sequence.page.tsx'
import { longestInStep, type StepValues } from './sequence.ts'
import type { SequenceContext } from './sequence.visitor.ts'

type Props = {
  c: SequenceContext
  desk: { step: string; values: StepValues; council?: CouncilAnswer; isFindingMissing?: boolean }
  refusal?: string
}

/** Asking the council information system, inside the form of a step: what it says goes into the fields only when somebody wants it there. */
export function CouncilSection({ c, desk: { step, values, council, isFindingMissing }, refusal }: Props) {
  const { t, place } = c.var
  const action = place.address.council(step)
  return (
    <Section title={t('vision.desk-sequence.council')} lead={t('vision.desk-sequence.council-lead')} id="ratsinformation">
      <Stack>
        <Field
          kind="url"
          name="oparlUrl"
          label={t('vision.desk-sequence.field.oparlUrl')}
          hint={t('vision.desk-sequence.hint.oparlUrl')}
          optional={t('vision.desk-sequence.optional')}
          value={values.oparlUrl}
          maxlength={longestInStep.oparlUrl}
          dir="ltr"
          spellcheck={false}
          refusal={refusal}
        />
        <Buttons>
          <Button
            label={t('vision.desk-sequence.ask')}
            name="deed"
            value="ask"
            formAction={`${action}#ratsinformation`}
            kind="secondary"
            icon="search"
          />
        </Buttons>
        {council && <Answered c={c} council={council} action={action} isFindingMissing={isFindingMissing} />}
      </Stack>
    </Section>
  )
}

type AnsweredProps = { c: SequenceContext; council: CouncilAnswer; action: string; isFindingMissing?: boolean }

function Answered({ c, council: { reading, refusal, fetchedAt }, action, isFindingMissing }: AnsweredProps) {
  const { t } = c.var
  const moment = new Intl.DateTimeFormat(c.var.language.locale, { timeZone: 'Europe/Berlin', dateStyle: 'long', timeStyle: 'short' })
  return (
    <>
      {refusal && (
        <Notice tone="warning" title={t(`vision.desk-sequence.council-refusal.${refusal}`)} live>
          {reading
            ? t('vision.desk-sequence.council-kept', { moment: moment.format(fetchedAt) })
            : t('vision.desk-sequence.council-by-hand')}
        </Notice>
      )}
      {reading && (
        <>
          <p>
            <strong dir="auto">{[reading.reference, reading.name].filter(Boolean).join(' · ')}</strong>
          </p>
          {reading.findings.length === 0 ? (
            <p>{t('vision.desk-sequence.council-empty')}</p>
          ) : (
            <>
              <Field
                kind="radio"
                name="finding"
                label={t('vision.desk-sequence.found', { count: reading.findings.length })}
                value={reading.findings.length === 1 ? '0' : undefined}
                refusal={isFindingMissing ? t('vision.desk-sequence.finding-missing') : undefined}
                options={reading.findings.map((found, place) => ({ value: String(place), ...wordsOf(c, found) }))}
              />
              <Buttons>
                <Button label={t('vision.desk-sequence.take-over')} name="deed" value="take-over" formAction={action} kind="secondary" />
              </Buttons>
            </>
          )}
        </>
      )}
    </>
  )
}

/** A consultation as a choice: which body and when, below it what else was found. */
function wordsOf(c: SequenceContext, found: CouncilFinding) {
  const { t } = c.var
  const label = [
    found.body || t('vision.desk-sequence.body-unknown'),
    found.meetsOn ? dayIn(c, found.meetsOn) : t('vision.sequence.date-open'),
    found.agendaNumber && t('vision.sequence.agenda-number', { number: found.agendaNumber }),
  ]
  const hint = [
    found.isCancelled && t('vision.desk-sequence.cancelled'),
    found.role && t(`vision.sequence.roles.${found.role}`),
    found.subject,
    found.resultText && t('vision.desk-sequence.found-result', { result: found.resultText }),
    found.resultText && !found.result && t('vision.desk-sequence.result-unclear'),
  ]
  return { label: label.filter(Boolean).join(' · '), hint: hint.filter(Boolean).join(' · ') || undefined }
}
