import { Badge, Button, Buttons, Card, Cards, Notice, Page, PageHead, Prose, Section, Stack, Steps, type TownContext } from '#platform/web'
import { paths } from './paths.ts'
import { type PlanFigures, type PlanStep, stepsOf, type Task, tasks } from './plan.desk.ts'
import type { Plan } from './plan.ts'

const { desk } = paths

type PlanDesk = { c: TownContext; plan: Plan; figures: PlanFigures; findings: number }

/** The plan at the desk: how far it has come, what waits for somebody, and its rooms. */
export function PlanDeskPage({ c, plan, figures, findings }: PlanDesk) {
  const { t, municipality, role } = c.var
  const at = { town: municipality.slug }
  const mayWrite = role === 'coordinator' || role === 'editor'
  const title = plan.title || t('plan.desk.title')
  const numbers = new Intl.NumberFormat(c.var.language.locale)
  const counted = (count: number) => (count > 0 ? ` (${numbers.format(count)})` : '')
  return (
    <Page c={c} title={title} noIndex>
      <PageHead
        title={title}
        preline={
          <Badge
            label={t(plan.isPublished ? 'plan.desk.published' : 'plan.desk.unpublished')}
            tone={plan.isPublished ? 'success' : 'warning'}
          />
        }
        lead={t('plan.desk.figures', { goals: figures.goals, measures: figures.measures, departments: figures.departments })}
      >
        {mayWrite && figures.measures > 0 && <Button label={t('plan.desk.new-measure')} href={desk.newMeasure.to(at)} icon="plus" />}
        {mayWrite && <Button label={t('plan.settings.title')} href={desk.settings.to(at)} kind="secondary" />}
        {plan.isPublished && <Button label={t('plan.desk.view')} href={paths.plan.to(at)} kind="secondary" />}
      </PageHead>
      {!plan.isPublished && <Way c={c} figures={figures} mayWrite={mayWrite} />}
      {figures.measures > 0 && <Tasks c={c} figures={figures} />}
      {roomsOf({ ...figures, findings }).map(({ stage, rooms }) => (
        <Section title={t(`plan.desk.stage.${stage}`)}>
          <Cards>
            {rooms.map(({ name, href, count }) => (
              <Card title={`${t(`plan.desk.room.${name}`)}${counted(count)}`} href={href.to(at)}>
                <p class="muted">{t(`plan.desk.room-text.${name}`)}</p>
              </Card>
            ))}
          </Cards>
        </Section>
      ))}
    </Page>
  )
}

/** The steps of a first evening until the plan is published, and the one that is next. */
function Way({ c, figures, mayWrite }: { c: TownContext; figures: PlanFigures; mayWrite: boolean }) {
  const { t, municipality, role } = c.var
  const steps = stepsOf(figures)
  const next = steps.find(({ state }) => state === 'current')!.step
  return (
    <Section title={t('plan.desk.way')}>
      <Stack>
        <Steps
          label={t('plan.desk.way')}
          items={steps.map(({ step, state }) => ({
            label: t(`plan.desk.step.${step}`),
            state,
            stateLabel: state === 'done' ? t('plan.desk.step-done') : undefined,
          }))}
        />
        <Card title={t(`plan.desk.step.${next}`)} tone="tint">
          <p>{t(`plan.desk.step-text.${next}`)}</p>
          {mayWrite && (
            <Buttons>
              <Button label={t(`plan.desk.step-go.${next}`)} href={stepHref[next](municipality.slug)} icon="forward" />
              {next === 'measures' && role === 'coordinator' && (
                <Button label={t('plan.desk.step-import')} href={desk.imports.to({ town: municipality.slug })} kind="secondary" />
              )}
            </Buttons>
          )}
        </Card>
      </Stack>
    </Section>
  )
}

const stepHref: Record<PlanStep, (town: string) => string> = {
  departments: town => desk.departments.to({ town }),
  fields: town => desk.fields.to({ town }),
  goals: town => desk.newGoal.to({ town }),
  measures: town => desk.newMeasure.to({ town }),
  leads: town => desk.measures.to({ town }, { federfuehrung: 'offen' }),
  publication: town => desk.settings.to({ town }),
}

/** What waits for somebody, each with the way to where it is done. */
function Tasks({ c, figures }: { c: TownContext; figures: PlanFigures }) {
  const { t, municipality } = c.var
  const open = tasks.filter(task => figures[task] > 0)
  return (
    <Section title={t('plan.desk.to-do')}>
      {open.length === 0 ? (
        <Notice tone="success" title={t('plan.desk.nothing-to-do')} />
      ) : (
        <Prose>
          <ul>
            {open.map(task => (
              <li>
                <a href={taskHref[task](municipality.slug)}>{t(`plan.desk.task.${task}`, { count: figures[task] })}</a>
              </li>
            ))}
          </ul>
        </Prose>
      )}
    </Section>
  )
}

const taskHref: Record<Task, (town: string) => string> = {
  leadsOpen: town => desk.measures.to({ town }, { federfuehrung: 'offen' }),
  lightsRed: town => desk.measures.to({ town }, { ampel: 'red' }),
  milestonesOverdue: town => desk.findings.to({ town }),
  withoutMail: town => desk.departments.to({ town }),
  withoutSentence: town => desk.goals.to({ town }),
  withoutMeasure: town => desk.goals.to({ town }),
}

/** The rooms in the order of the work, with how much there is in them. */
const roomsOf = ({ measures, goals, departments, fields, sources, roundsOpen, reports, findings }: PlanFigures & { findings: number }) =>
  [
    {
      stage: 'content',
      rooms: [
        { name: 'measures', href: desk.measures, count: measures },
        { name: 'goals', href: desk.goals, count: goals },
        { name: 'matrix', href: desk.matrix, count: 0 },
      ],
    },
    {
      stage: 'watch',
      rooms: [
        { name: 'findings', href: desk.findings, count: findings },
        { name: 'sources', href: desk.sources, count: sources },
        { name: 'budget', href: desk.budget, count: 0 },
      ],
    },
    {
      stage: 'telling',
      rooms: [
        { name: 'rounds', href: desk.rounds, count: roundsOpen },
        { name: 'reports', href: desk.reports, count: reports },
        { name: 'paper', href: desk.paper, count: 0 },
      ],
    },
    {
      stage: 'order',
      rooms: [
        { name: 'departments', href: desk.departments, count: departments },
        { name: 'fields', href: desk.fields, count: fields },
        { name: 'imports', href: desk.imports, count: 0 },
      ],
    },
  ] as const
