import { CsrfField } from '#platform/people'
import { Badge, Button, Buttons, Card, Disclosure, ErrorSummary, Field, Form, Missing, Notice, Section, Stack } from '#platform/web'
import { MeasureFrame, ofMeasure } from './measure.frame.desk.page.tsx'
import type { Milestone } from './measure.ts'
import type { MeasureContext } from './measure.visitor.ts'
import { emptyMilestone, isOverdue, longestMilestone, type MilestoneRefusals, type MilestoneValues, mostMilestones } from './milestone.ts'
import { paths } from './paths.ts'
import { dayIn, PlanText } from './words.page.tsx'

const { desk: at } = paths

export type MilestoneDesk = {
  milestones: Milestone[]
  today: string
  /** which milestone was not taken, or `new`, what was typed, and why */
  refused?: { id: string; values: MilestoneValues; refusals: MilestoneRefusals | 'too-many' }
  done?: boolean
}

/** What of a measure is to be reached by when. */
export function MilestonesPage({ c, desk }: { c: MeasureContext; desk: MilestoneDesk }) {
  const { t } = c.var
  const { milestones, refused, done } = desk
  const fields = refused && refused.refusals !== 'too-many' ? refused.refusals : {}
  const summary = (Object.keys(fields) as (keyof MilestoneValues)[]).map(field => ({
    field: `${field}-${refused?.id}`,
    text: refusalOf(c, fields, field) ?? '',
  }))
  return (
    <MeasureFrame c={c} tab="milestones" done={done}>
      {refused?.refusals === 'too-many' && <Notice tone="error" title={t('plan.milestone.too-many', { most: mostMilestones })} live />}
      {summary.length > 0 && <ErrorSummary title={t('plan.measure.refused')} refusals={summary} />}
      <Section title={t('plan.milestone.title')} lead={t('plan.milestone.lead')}>
        <Stack>
          {milestones.length === 0 && <Missing text={t('plan.milestone.none')} />}
          {milestones.map(milestone => (
            <MilestoneCard c={c} desk={desk} milestone={milestone} />
          ))}
        </Stack>
      </Section>
      <Section title={t('plan.milestone.add-title')}>
        <MilestoneForm c={c} desk={desk} id="new" action={at.milestones.to(ofMeasure(c))} values={emptyMilestone}>
          <Button label={t('plan.milestone.add')} icon="plus" kind="secondary" />
        </MilestoneForm>
      </Section>
    </MeasureFrame>
  )
}

function MilestoneCard({ c, desk, milestone }: { c: MeasureContext; desk: MilestoneDesk; milestone: Milestone }) {
  const { t } = c.var
  const { id, title, dueOn, reachedOn } = milestone
  const action = at.milestone.to({ ...ofMeasure(c), milestone: id })
  return (
    <Card
      title={<PlanText c={c} text={title} />}
      badge={<MilestoneBadge c={c} milestone={milestone} today={desk.today} />}
      meta={t('plan.milestone.due', { day: dayIn(c, dueOn) })}
    >
      {reachedOn === null && (
        <Form action={action}>
          <CsrfField c={c} />
          <Button
            label={t('plan.milestone.reach')}
            fullLabel={`${t('plan.milestone.reach')}: ${title}`}
            name="deed"
            value="reach"
            icon="agree"
            kind="secondary"
            small
          />
        </Form>
      )}
      <Disclosure label={t('plan.milestone.edit')} open={desk.refused?.id === id}>
        <MilestoneForm c={c} desk={desk} id={id} action={action} values={{ title, dueOn, reachedOn: reachedOn ?? '' }}>
          <Buttons>
            <Button label={t('plan.measure.save')} fullLabel={`${t('plan.measure.save')}: ${title}`} name="deed" value="change" small />
            <Button
              label={t('plan.milestone.remove')}
              fullLabel={`${t('plan.milestone.remove')}: ${title}`}
              name="deed"
              value="remove"
              kind="danger"
              icon="bin"
              small
            />
          </Buttons>
        </MilestoneForm>
      </Disclosure>
    </Card>
  )
}

type BadgeProps = { c: MeasureContext; milestone: Milestone; today: string }

/** Reached and when, overdue, or still to come. */
export function MilestoneBadge({ c, milestone, today }: BadgeProps) {
  const { t } = c.var
  if (milestone.reachedOn !== null)
    return <Badge label={t('plan.milestone.reached', { day: dayIn(c, milestone.reachedOn) })} tone="success" />
  return isOverdue(milestone, today) ? (
    <Badge label={t('plan.milestone.overdue')} tone="danger" />
  ) : (
    <Badge label={t('plan.milestone.open')} />
  )
}

type FormProps = { c: MeasureContext; desk: MilestoneDesk; id: string; action: string; values: MilestoneValues; children?: unknown }

function MilestoneForm({ c, desk: { refused }, id, action, values, children }: FormProps) {
  const { t } = c.var
  const own = refused?.id === id ? refused : undefined
  const shown = own?.values ?? values
  const refusals = own && own.refusals !== 'too-many' ? own.refusals : {}
  const common = (name: keyof MilestoneValues) => ({
    name,
    id: `feld-${name}-${id}`,
    label: t(`plan.milestone.field.${name}`),
    value: shown[name],
    refusal: refusalOf(c, refusals, name),
  })
  return (
    <Form action={action}>
      <CsrfField c={c} />
      <Field kind="text" {...common('title')} maxlength={longestMilestone} lang="de" dir="auto" required />
      <Field kind="date" {...common('dueOn')} width="medium" required />
      <Field kind="date" {...common('reachedOn')} width="medium" optional={t('plan.measure.optional')} />
      {children as never}
    </Form>
  )
}

function refusalOf(c: MeasureContext, refusals: MilestoneRefusals, field: keyof MilestoneValues): string | undefined {
  const refusal = refusals[field]
  return refusal && c.var.t(`plan.milestone.refusal.${refusal}`, { most: longestMilestone })
}
