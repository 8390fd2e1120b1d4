import { fieldsFor, MeasureForm, type ShownForm } from './measure.form.desk.page.tsx'
import { MeasureFrame, ofMeasure } from './measure.frame.desk.page.tsx'
import { lights } from './measure.ts'
import { stateFields } from './measure.values.ts'
import type { MeasureContext } from './measure.visitor.ts'
import { paths } from './paths.ts'
import { nextStatuses } from './status.ts'
import { dayIn } from './words.page.tsx'

type StateProps = { c: MeasureContext; shown: ShownForm; done?: boolean }

/** Where a measure stands; whoever saves it confirms it as of today. */
export function MeasureStatePage({ c, shown, done }: StateProps) {
  const { t, measure } = c.var
  const { text, choice, radio } = fieldsFor(c, shown)
  const { values } = shown
  const asOf = measure.statedOn ? t('plan.measure.state.as-of', { day: dayIn(c, measure.statedOn) }) : t('plan.measure.state.never')
  // made regular has a page of its own, where everything it takes is asked for
  const statuses = nextStatuses(measure.status, 'staff').filter(status => status !== 'made-regular' || measure.status === status)
  return (
    <MeasureFrame c={c} tab="state" lead={`${asOf} ${t('plan.measure.state.lead')}`} done={done}>
      <MeasureForm
        c={c}
        action={paths.desk.measureState.to(ofMeasure(c))}
        shown={shown}
        of={{ measure, fields: stateFields }}
        save={t('plan.measure.state.save')}
      >
        {choice('status', { value: values.status, options: statuses.map(value => ({ value, label: t(`plan.word.status.${value}`) })) })}
        {text('statusReason', 2)}
        {radio('light', {
          value: values.light ?? 'none',
          options: [...lights, 'none' as const].map(value => ({ value, label: t(`plan.word.light.${value}`) })),
        })}
        {text('lightReason', 2)}
        {text('stateOfAffairs', 5)}
        {text('nextStep', 2)}
        {text('obstacles', 3)}
      </MeasureForm>
    </MeasureFrame>
  )
}
