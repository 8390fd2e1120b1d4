import { dialoguePaths, Written } from '#dialogue'
import { Badge, DefinitionList, Missing, Notice, Section, Stack } from '#platform/web'
import { visionPaths } from '#vision'
import type { Department } from './department.ts'
import { type Linkable, type LinkKind, linkKinds } from './link.ts'
import { MeasureFrame, ofMeasure, ToChange } from './measure.frame.desk.page.tsx'
import { Regular, Settings, State } from './measure.said.desk.page.tsx'
import { acceptedLead, type Involvement, leadsOf, type Milestone } from './measure.ts'
import type { MeasureChoices } from './measure.values.ts'
import { type MeasureContext, mayWriteMeasures } from './measure.visitor.ts'
import { MilestoneBadge } from './milestone.desk.page.tsx'
import { paths } from './paths.ts'
import { isUnderWay } from './status.ts'
import { dayIn, inTown, PlanText } from './words.page.tsx'

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

const listIn = (names: readonly string[]) => new Intl.ListFormat('de', { type: 'conjunction' }).format(names)
