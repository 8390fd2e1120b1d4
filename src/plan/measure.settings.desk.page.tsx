import { Breadcrumb, Button, EmptyState, Field, Page, PageHead, type TownContext } from '#platform/web'
import { fieldsFor, MeasureForm, refusalOf, type ShownForm } from './measure.form.desk.page.tsx'
import { MeasureFrame, ofMeasure } from './measure.frame.desk.page.tsx'
import { priorities } from './measure.ts'
import { type MeasureChoices, settingsFields } from './measure.values.ts'
import type { MeasureContext } from './measure.visitor.ts'
import { paths } from './paths.ts'
import { inTown } from './words.page.tsx'

const { desk } = paths

type NewProps = { c: TownContext; shown: ShownForm; choices: MeasureChoices }

/** A measure is added: its number and what it is. */
export function NewMeasurePage({ c, shown, choices }: NewProps) {
  const { t } = c.var
  const title = t('plan.measure.new')
  return (
    <Page c={c} title={title} width="narrow" noIndex>
      <Breadcrumb
        label={t('page.breadcrumb')}
        items={[
          { label: t('plan.measure.plan'), href: desk.plan.to(inTown(c)) },
          { label: t('plan.measure.title'), href: desk.measures.to(inTown(c)) },
          { label: title },
        ]}
      />
      <PageHead title={title} lead={`${t('plan.public.measure.explained')} ${t('plan.measure.new-lead')}`} />
      {choices.fields.length === 0 ? (
        <EmptyState
          title={t('plan.measure.no-fields')}
          action={<Button label={t('plan.measure.to-fields')} href={desk.fields.to(inTown(c))} />}
        >
          {t('plan.measure.no-fields-text')}
        </EmptyState>
      ) : (
        <MeasureForm c={c} action={desk.newMeasure.to(inTown(c))} shown={shown} save={t('plan.measure.add')}>
          <Field
            kind="text"
            name="number"
            label={t('plan.measure.field.number')}
            hint={t('plan.measure.hint.number')}
            value={shown.values.number ?? ''}
            maxlength={20}
            width="short"
            dir="ltr"
            spellcheck={false}
            required
            refusal={refusalOf(c, shown.refusals ?? {}, 'number')}
          />
          <SettingsFields c={c} shown={shown} choices={choices} />
        </MeasureForm>
      )}
    </Page>
  )
}

type SettingsProps = { c: MeasureContext; shown: ShownForm; choices: MeasureChoices; done?: boolean }

/** What a measure is: everything but where it stands. */
export const MeasureSettingsPage = ({ c, shown, choices, done }: SettingsProps) => (
  <MeasureFrame c={c} tab="settings" done={done}>
    <MeasureForm
      c={c}
      action={desk.measureSettings.to(ofMeasure(c))}
      shown={shown}
      of={{ measure: c.var.measure, fields: settingsFields }}
      save={c.var.t('plan.measure.save')}
    >
      <SettingsFields c={c} shown={shown} choices={choices} />
    </MeasureForm>
  </MeasureFrame>
)

function SettingsFields({ c, shown, choices: { fields, groups } }: NewProps) {
  const { t } = c.var
  const { values } = shown
  const { line, mail, text, day, choice, check } = fieldsFor(c, shown)
  const slugIn = (all: MeasureChoices['fields'], id: string | null) => all.find(each => each.id === id)?.slug ?? ''
  const optionsOf = (all: MeasureChoices['fields']) => all.map(({ slug, name }) => ({ value: slug, label: name }))
  return (
    <>
      {line('title', { isRequired: true })}
      {choice('fieldId', {
        value: slugIn(fields, values.fieldId),
        options: [{ value: '', label: t('plan.measure.choose') }, ...optionsOf(fields)],
      })}
      {text('description', 6)}
      {choice(
        'targetGroupId',
        { value: slugIn(groups, values.targetGroupId), options: [{ value: '', label: t('plan.measure.not-said') }, ...optionsOf(groups)] },
        false,
      )}
      {choice('priority', {
        value: values.priority,
        options: priorities.map(value => ({ value, label: t(`plan.word.priority.${value}`) })),
      })}
      {day('startsOn')}
      {day('endsOn')}
      {line('responsibleName', { width: 'medium' })}
      {mail('responsibleMail')}
      {line('resolutionNumber', { width: 'medium' })}
      {day('resolvedOn')}
      {check('isPublic')}
    </>
  )
}
