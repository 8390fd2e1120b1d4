import { CsrfField } from '#platform/people'
import { Badge, type BadgeTone, Button, Buttons, Disclosure, Field, Form, Missing, Notice, Section, Stack } from '#platform/web'
import { type AllotmentRefusals, type AllotmentValues, emptyAllotment } from './allotment.ts'
import { ofMeasure } from './measure.frame.desk.page.tsx'
import type { MeasureContext } from './measure.visitor.ts'
import { fieldIn, RefusalSummary, type RefusedForm } from './money.form.desk.page.tsx'
import { type Allotment, type AllotmentState, allotmentStates, type FinancingSource, typedCents } from './money.ts'
import { paths } from './paths.ts'
import { eurosIn, inTown, PlanText } from './words.page.tsx'

export type AllotmentDesk = { allotments: Allotment[]; refused?: RefusedForm<AllotmentValues, AllotmentRefusals> }

type SectionProps = { c: MeasureContext; desk: AllotmentDesk; sources: FinancingSource[]; mayWrite: boolean }

/** Who pays for a measure, and how sure that is. */
export function AllotmentSection({ c, desk, sources, mayWrite }: SectionProps) {
  const { t } = c.var
  return (
    <Section title={t('plan.money.allotment.title')} lead={t('plan.money.allotment.lead')} id="finanzierung">
      <Stack>
        {desk.allotments.length === 0 && <Missing text={t('plan.money.allotment.none')} />}
        {desk.allotments.length > 0 && (
          <ul class="ledger">
            {desk.allotments.map(allotment => (
              <AllotmentRow c={c} desk={desk} allotment={allotment} sources={sources} mayWrite={mayWrite} />
            ))}
          </ul>
        )}
        {mayWrite &&
          (sources.length === 0 ? (
            <Notice tone="info" title={t('plan.money.allotment.no-sources')}>
              <a href={paths.desk.sources.to(inTown(c))}>{t('plan.money.allotment.to-sources')}</a>
            </Notice>
          ) : (
            <Disclosure label={t('plan.money.allotment.add')} open={desk.refused?.id === 'neu'}>
              <AllotmentForm c={c} desk={desk} id="neu" sources={sources} values={emptyAllotment}>
                <Button label={t('plan.money.allotment.add')} icon="plus" kind="secondary" />
              </AllotmentForm>
            </Disclosure>
          ))}
      </Stack>
    </Section>
  )
}

const tones: Record<AllotmentState, BadgeTone> = { planned: 'neutral', applied: 'warning', granted: 'info', drawn: 'success' }

function AllotmentRow({ c, desk, allotment, sources, mayWrite }: SectionProps & { allotment: Allotment }) {
  const { t } = c.var
  const source = sources.find(({ id }) => id === allotment.sourceId)
  const id = allotmentId(allotment, sources)
  const what = `${source?.name} ${allotment.year}`
  return (
    <li class="ledger__row">
      <p class="ledger__line">
        <span>
          {source && (
            <a href={paths.desk.source.to({ ...inTown(c), source: source.slug })}>
              <PlanText c={c} text={source.name} />
            </a>
          )}
          , {allotment.year} <Badge label={t(`plan.word.allotment.${allotment.state}`)} tone={tones[allotment.state]} />
        </span>
        <strong>{eurosIn(c, allotment.amountCents)}</strong>
      </p>
      {mayWrite && source && (
        <Disclosure label={t('plan.money.change-or-remove')} open={desk.refused?.id === id}>
          <AllotmentForm c={c} desk={desk} id={id} sources={sources} values={valuesOf(allotment, source)}>
            <Buttons>
              <Button label={t('plan.measure.save')} fullLabel={`${t('plan.measure.save')}: ${what}`} name="deed" value="change" small />
              <Button
                label={t('plan.money.remove')}
                fullLabel={`${t('plan.money.remove')}: ${what}`}
                name="deed"
                value="remove"
                kind="danger"
                icon="bin"
                small
              />
            </Buttons>
          </AllotmentForm>
        </Disclosure>
      )}
    </li>
  )
}

const valuesOf = ({ year, state, amountCents }: Allotment, { slug }: FinancingSource): AllotmentValues => ({
  source: slug,
  year: String(year),
  state,
  amount: typedCents(amountCents),
})

/** What tells one allotment of a measure from the others, as a form carries it. */
export const allotmentId = ({ sourceId, year, state }: Allotment, sources: readonly FinancingSource[]) =>
  [sources.find(({ id }) => id === sourceId)?.slug, year, state].join('_')

type FormProps = {
  c: MeasureContext
  desk: AllotmentDesk
  id: string
  sources: FinancingSource[]
  values: AllotmentValues
  children?: unknown
}

function AllotmentForm({ c, desk: { refused }, id, sources, values, children }: FormProps) {
  const { t } = c.var
  const own = refused?.id === id ? refused : undefined
  const shown = own?.values ?? values
  const form = { c, form: id, refusals: own?.refusals ?? {}, left: own?.left }
  const common = fieldIn(form)
  return (
    <>
      <RefusalSummary {...form} />
      <Form action={paths.desk.measureAllotments.to(ofMeasure(c))} hidden={{ of: id }}>
        <CsrfField c={c} />
        <Field
          kind="select"
          {...common('source')}
          value={shown.source}
          options={[{ value: '', label: t('plan.measure.choose') }, ...sources.map(({ slug, name }) => ({ value: slug, label: name }))]}
          required
        />
        <div class="field-row">
          <Field
            kind="select"
            {...common('state')}
            value={shown.state}
            options={allotmentStates.map(state => ({ value: state, label: t(`plan.word.allotment.${state}`) }))}
            width="medium"
          />
          <Field kind="text" {...common('amount')} value={shown.amount} inputmode="decimal" width="medium" required />
          <Field kind="text" {...common('year')} value={shown.year} inputmode="numeric" maxlength={4} width="short" required />
        </div>
        {children as never}
      </Form>
    </>
  )
}
