import type { Child } from 'hono/jsx'
import { dialoguePaths, Written } from '#dialogue'
import { Badge, DefinitionList, Missing, Notice, Section, Stack } from '#platform/web'
import { visionPaths } from '#vision'
import type { Department } from './department.ts'
import type { Linkable, LinkKind } from './link.ts'
import { linkKinds } from './link.ts'
import { inTown, MeasureFrame, ofMeasure, PlanText, ToChange } from './measure.frame.desk.page.tsx'
import { acceptedLead, type Involvement, leadsOf, type Milestone } from './measure.ts'
import type { MeasureChoices } from './measure.values.ts'
import { type MeasureContext, mayWriteMeasures } from './measure.visitor.ts'
import { MilestoneBadge } from './milestone.desk.page.tsx'
import { paths } from './paths.ts'
import { isUnderWay, stageOf } from './status.ts'
import { dayIn } from './words.page.tsx'

export type MeasureDesk = {
  involved: Involvement[]
  departments: Department[]
  partners: string[]
  milestones: Milestone[]
  links: Record<LinkKind, Linkable[]>
  choices: MeasureChoices
  today: string
  done?: boolean
}

type DeskProps = { c: MeasureContext; desk: MeasureDesk }

/** Everything about a measure at a glance, each part with the way to where it is changed. */
export function MeasureDeskPage({ c, desk }: DeskProps) {
  const { t, measure } = c.var
  return (
    <MeasureFrame c={c} tab="overview" done={desk.done}>
      {isUnderWay(measure.status) && !acceptedLead(desk.involved) && (
        <Notice tone="warning" title={t('plan.measure.overview.lead-open')}>
          {mayWriteMeasures(c) && <a href={paths.desk.measureDepartments.to(ofMeasure(c))}>{t('plan.measure.overview.to-lead')}</a>}
        </Notice>
      )}
      <State c={c} />
      <Settings c={c} choices={desk.choices} />
      <Departments c={c} desk={desk} />
      <Milestones c={c} desk={desk} />
      <Links c={c} desk={desk} />
      <Regular c={c} />
    </MeasureFrame>
  )
}

function State({ c }: { c: MeasureContext }) {
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

function Settings({ c, choices: { fields, groups } }: { c: MeasureContext; choices: MeasureChoices }) {
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

function Departments({ c, desk: { involved, departments, partners } }: DeskProps) {
  const { t } = c.var
  const nameOf = ({ departmentId }: Involvement) => departments.find(({ id }) => id === departmentId)?.name ?? ''
  const leads = leadsOf(involved)
  const parts = involved.filter(({ role }) => role === 'part').map(nameOf)
  const list = (names: readonly string[]) =>
    names.length > 0 ? <PlanText c={c} text={listIn(names)} /> : <Missing text={t('plan.measure.not-said')} />
  return (
    <Section title={t('plan.measure.tab.departments')}>
      <Stack>
        <DefinitionList
          items={[
            {
              term: t('plan.involvement.lead'),
              description:
                leads.length === 0 ? (
                  <Missing text={t('plan.measure.list.no-lead')} />
                ) : (
                  leads.map(lead => (
                    <div>
                      <PlanText c={c} text={nameOf(lead)} />{' '}
                      <Badge
                        label={t(`plan.word.lead.${lead.state ?? 'asked'}`)}
                        tone={lead.state === 'accepted' ? 'success' : 'warning'}
                      />
                    </div>
                  ))
                ),
            },
            { term: t('plan.involvement.parts'), description: list(parts) },
            { term: t('plan.involvement.partners'), description: list(partners) },
          ]}
        />
        <ToChange c={c} tab="departments" />
      </Stack>
    </Section>
  )
}

function Milestones({ c, desk: { milestones, today } }: DeskProps) {
  const { t } = c.var
  return (
    <Section title={t('plan.milestone.title')}>
      <Stack>
        {milestones.length === 0 ? (
          <Missing text={t('plan.milestone.none')} />
        ) : (
          <DefinitionList
            items={milestones.map(milestone => ({
              term: dayIn(c, milestone.dueOn),
              description: (
                <>
                  <PlanText c={c} text={milestone.title} /> <MilestoneBadge c={c} milestone={milestone} today={today} />
                </>
              ),
            }))}
          />
        )}
        <ToChange c={c} tab="milestones" />
      </Stack>
    </Section>
  )
}

function Links({ c, desk: { links } }: DeskProps) {
  const { t } = c.var
  return (
    <Section title={t('plan.measure.tab.links')}>
      <Stack>
        <DefinitionList
          items={linkKinds.map(kind => ({
            term: t(`plan.link.kind.${kind}`),
            description:
              links[kind].length === 0 ? (
                <Missing text={t('plan.measure.overview.no-links')} />
              ) : (
                links[kind].map(linked => (
                  <div>
                    <a href={addressOf[kind](c, linked)}>
                      {linked.number}. <Written c={c} text={linked.text} language={linked.language} />
                    </a>
                  </div>
                ))
              ),
          }))}
        />
        <ToChange c={c} tab="links" />
      </Stack>
    </Section>
  )
}

const addressOf: Record<LinkKind, (c: MeasureContext, linked: Linkable) => string> = {
  goals: (c, { number }) => paths.desk.goal.to({ ...inTown(c), goal: number }),
  sentences: (c, { number, within }) => visionPaths.desk.sentence.to({ ...inTown(c), vision: within, sentence: number }),
  statements: (c, { number, within }) => dialoguePaths.statement.to({ ...inTown(c), dialogue: within, statement: number }),
}

function Regular({ c }: { c: MeasureContext }) {
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

const listIn = (names: readonly string[]) => new Intl.ListFormat('de', { type: 'conjunction' }).format(names)
