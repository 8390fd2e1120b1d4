import type { Child } from 'hono/jsx'
import { DefinitionList, Missing, Section, Stack } from '#platform/web'
import { ToChange } from './measure.frame.desk.page.tsx'
import type { MeasureChoices } from './measure.values.ts'
import type { MeasureContext } from './measure.visitor.ts'
import { stageOf } from './status.ts'
import { dayIn, PlanText } from './words.page.tsx'

/** Where it stands. */
export function State({ c }: { c: MeasureContext }) {
  const { t, measure } = c.var
  const { statusReason, lightReason, stateOfAffairs, nextStep, obstacles, statedOn } = measure
  return (
    <Section title={t('plan.measure.tab.state')}>
      <Stack>
        <DefinitionList
          items={[
            ...(statusReason ? [said(c, 'statusReason', statusReason)] : []),
            ...(lightReason ? [said(c, 'lightReason', lightReason)] : []),
            said(c, 'stateOfAffairs', stateOfAffairs),
            said(c, 'nextStep', nextStep),
            said(c, 'obstacles', obstacles),
            day(c, 'statedOn', statedOn),
          ]}
        />
        <ToChange c={c} tab="state" />
      </Stack>
    </Section>
  )
}

/** What it is. */
export function Settings({ c, choices: { fields, groups } }: { c: MeasureContext; choices: MeasureChoices }) {
  const { t, measure } = c.var
  const nameIn = (all: MeasureChoices['fields'], id: string | null) => all.find(each => each.id === id)?.name ?? ''
  const responsible = [measure.responsibleName, measure.responsibleMail].filter(Boolean).join(', ')
  return (
    <Section title={t('plan.measure.tab.settings')}>
      <Stack>
        <DefinitionList
          items={[
            said(c, 'description', measure.description),
            said(c, 'fieldId', nameIn(fields, measure.fieldId)),
            said(c, 'targetGroupId', nameIn(groups, measure.targetGroupId)),
            { term: t('plan.measure.overview.period'), description: periodIn(c) },
            { term: t('plan.measure.field.priority'), description: t(`plan.word.priority.${measure.priority}`) },
            said(c, 'responsibleName', responsible),
            said(c, 'resolutionNumber', measure.resolutionNumber),
            { term: t('plan.measure.field.isPublic'), description: t(measure.isPublic ? 'plan.change.yes' : 'plan.change.no') },
          ]}
        />
        <ToChange c={c} tab="settings" />
      </Stack>
    </Section>
  )
}

/** How far it has come into the regular structure. */
export function Regular({ c }: { c: MeasureContext }) {
  const { t, measure } = c.var
  const { status, budgetLine, continuation, regularSince } = measure
  return (
    <Section title={t('plan.measure.tab.regular')}>
      <Stack>
        <DefinitionList
          items={[
            { term: t('plan.measure.overview.stage'), description: t(`plan.word.stage.${stageOf(status)}`) },
            ...(regularSince ? [day(c, 'regularSince', regularSince)] : []),
            said(c, 'budgetLine', budgetLine),
            said(c, 'continuation', continuation),
          ]}
        />
        <ToChange c={c} tab="regular" />
      </Stack>
    </Section>
  )
}

type SaidField =
  | 'statusReason'
  | 'lightReason'
  | 'stateOfAffairs'
  | 'nextStep'
  | 'obstacles'
  | 'description'
  | 'fieldId'
  | 'targetGroupId'
  | 'responsibleName'
  | 'resolutionNumber'
  | 'budgetLine'
  | 'continuation'
type Fact = { term: string; description: Child }

const said = (c: MeasureContext, field: SaidField, text: string): Fact => ({
  term: c.var.t(`plan.measure.field.${field}`),
  description: text ? <PlanText c={c} text={text} /> : <Missing text={c.var.t('plan.measure.not-said')} />,
})

const day = (c: MeasureContext, field: 'statedOn' | 'regularSince', on: string | null): Fact => ({
  term: c.var.t(`plan.measure.field.${field}`),
  description: on ? dayIn(c, on) : <Missing text={c.var.t('plan.measure.list.never')} />,
})

function periodIn(c: MeasureContext): Child {
  const { t, measure } = c.var
  const { startsOn, endsOn } = measure
  if (startsOn && endsOn) return t('plan.measure.overview.from-to', { from: dayIn(c, startsOn), to: dayIn(c, endsOn) })
  if (startsOn) return t('plan.measure.overview.from', { from: dayIn(c, startsOn) })
  if (endsOn) return t('plan.measure.overview.to', { to: dayIn(c, endsOn) })
  return <Missing text={t('plan.measure.not-said')} />
}
