import { Notice, Section, Steps } from '#platform/web'
import { fieldsFor, MeasureForm, type ShownForm } from './measure.form.desk.page.tsx'
import { MeasureFrame, ofMeasure } from './measure.frame.desk.page.tsx'
import { continuationFields, regularFields } from './measure.values.ts'
import type { MeasureContext } from './measure.visitor.ts'
import { paths } from './paths.ts'
import { mayChange, stageOf, stages } from './status.ts'

const { desk } = paths

export type RegularDesk = {
  shown: ShownForm
  /** what regular structures rest on beside what is asked for here */
  hasAcceptedLead: boolean
  hasPosts: boolean
  done?: boolean
}

/** From a project to regular work: how it goes on, and what must be settled for it. */
export function MeasureRegularPage({ c, desk: { shown, hasAcceptedLead, hasPosts, done } }: { c: MeasureContext; desk: RegularDesk }) {
  const { t, measure } = c.var
  const { line, text, day } = fieldsFor(c, shown)
  const isRegular = measure.status === 'made-regular'
  const action = desk.measureRegular.to(ofMeasure(c))
  return (
    <MeasureFrame c={c} tab="regular" lead={t('plan.measure.regular.lead')} done={done}>
      <Way c={c} />
      <Section title={t('plan.measure.regular.continuation')} lead={t('plan.measure.regular.continuation-text')}>
        <MeasureForm
          c={c}
          action={`${action}?teil=weiter`}
          shown={{ values: shown.values }}
          of={{ measure, fields: continuationFields }}
          save={t('plan.measure.save')}
        >
          {text('continuation', 3)}
        </MeasureForm>
      </Section>
      <Section title={t(isRegular ? 'plan.measure.regular.what' : 'plan.measure.regular.make')}>
        {!mayChange(measure.status, 'made-regular', 'staff') ? (
          <Notice tone="info" title={t('plan.measure.regular.not-yet')}>
            {t('plan.measure.regular.not-yet-text', { status: t(`plan.word.status.${measure.status}`) })}
          </Notice>
        ) : (
          <>
            <Given c={c} hasAcceptedLead={hasAcceptedLead} hasPosts={hasPosts} />
            <MeasureForm
              c={c}
              action={action}
              shown={shown}
              of={{ measure, fields: regularFields }}
              save={t(isRegular ? 'plan.measure.save' : 'plan.measure.regular.save')}
            >
              {line('budgetLine', { isRequired: true, width: 'medium' })}
              {text('noPostsReason', 2)}
              {line('resolutionNumber', { isRequired: true, width: 'medium' })}
              {day('resolvedOn')}
              {day('regularSince', true)}
            </MeasureForm>
          </>
        )}
      </Section>
    </MeasureFrame>
  )
}

/** How far the measure has come. */
function Way({ c }: { c: MeasureContext }) {
  const { t, measure } = c.var
  const reached = stages.indexOf(stageOf(measure.status))
  return (
    <Steps
      label={t('plan.measure.regular.way')}
      items={stages.map((stage, place) => {
        const state = place < reached || (stage === 'regular' && place === reached) ? 'done' : place === reached ? 'current' : 'open'
        return { label: t(`plan.word.stage.${stage}`), state, stateLabel: t(`plan.measure.regular.${state}`) }
      })}
    />
  )
}

/** What is settled on other pages, with the way there where it is not. */
function Given({ c, hasAcceptedLead, hasPosts }: { c: MeasureContext; hasAcceptedLead: boolean; hasPosts: boolean }) {
  const { t } = c.var
  return (
    <div class="prose">
      <ul>
        <li id="feld-status">
          {hasAcceptedLead ? (
            t('plan.measure.regular.lead-settled')
          ) : (
            <a href={desk.measureDepartments.to(ofMeasure(c))}>{t('plan.measure.regular.lead-open')}</a>
          )}
        </li>
        <li>
          {hasPosts ? (
            t('plan.measure.regular.posts-settled')
          ) : (
            <a href={desk.measureMoney.to(ofMeasure(c))}>{t('plan.measure.regular.posts-open')}</a>
          )}
        </li>
      </ul>
    </div>
  )
}
