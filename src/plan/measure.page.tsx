import { dialoguePaths, Written } from '#dialogue'
import {
  Breadcrumb,
  Button,
  DefinitionList,
  Disclosure,
  EmptyState,
  FilterLinks,
  Missing,
  Page,
  PageHead,
  Pagination,
  Prose,
  Section,
  Stack,
  Table,
  type TownContext,
} from '#platform/web'
import type { PublishedSentence } from '#vision'
import { SentenceLinks } from './goal.page.tsx'
import type { Goal } from './goal.ts'
import { addressed, type MeasurePage as Found, type MeasureCounts, type MeasureQuery } from './measure.list.ts'
import { MeasureMoney } from './measure.money.page.tsx'
import type { PublicMoney } from './measure.money.store.ts'
import type { Milestone } from './measure.ts'
import { paths } from './paths.ts'
import { type PublicDepartment, type PublicInvolvement, type PublicMeasure, type PublishedPlan, settled } from './publication.ts'
import { sheetFile } from './sheet.page.tsx'
import { statuses } from './status.ts'
import type { AnsweredStatement } from './thread.store.ts'
import { dayIn, inTown, LightBadge, PlanText, StatusBadge } from './words.page.tsx'

export type MeasureList = { published: PublishedPlan; query: MeasureQuery; counts: MeasureCounts; found: Found }

/** All measures, narrowed by plain links. */
export function MeasuresPage({ c, list }: { c: TownContext; list: MeasureList }) {
  const { t } = c.var
  const { published, found, query } = list
  return (
    <Page c={c} title={t('plan.public.measures')}>
      <Breadcrumb
        label={t('page.breadcrumb')}
        items={[
          { label: <PlanText c={c} text={published.plan.title} />, href: paths.plan.to(inTown(c)) },
          { label: t('plan.public.measures') },
        ]}
      />
      <PageHead title={t('plan.public.measures')} lead={t('plan.public.measure.explained')} />
      <Stack>
        <Filters c={c} list={list} />
        <p class="muted" role="status">
          {t('plan.public.found', { count: found.found })}
        </p>
        {found.found === 0 ? <EmptyState title={t('plan.public.nothing')} /> : <MeasureTable c={c} list={list} />}
        {found.pages > 1 && <Pages c={c} query={query} found={found} />}
      </Stack>
    </Page>
  )
}

function Filters({ c, list: { published, query, counts } }: { c: TownContext; list: MeasureList }) {
  const { t } = c.var
  const first = { ...query, page: 1 }
  const link = (label: string, change: Partial<MeasureQuery>, current: boolean, count?: number) => ({
    label,
    href: paths.measures.to(inTown(c), addressed({ ...first, ...change })),
    current,
    ...(count !== undefined && { count: new Intl.NumberFormat(c.var.language.locale).format(count) }),
  })
  const named = (kind: 'field' | 'department', all: readonly { id: string; slug: string; name: string }[]) => [
    link(t('plan.public.all'), { [kind]: undefined }, !query[kind]),
    ...all
      .filter(({ id }) => counts[kind].has(id))
      .map(({ id, slug, name }) => link(name, { [kind]: slug }, query[kind] === slug, counts[kind].get(id))),
  ]
  return (
    <>
      <FilterLinks
        label={t('plan.public.status')}
        options={[
          link(t('plan.public.all'), { status: undefined }, !query.status),
          ...statuses
            .filter(status => counts.status.has(status))
            .map(status => link(t(`plan.word.status.${status}`), { status }, query.status === status, counts.status.get(status))),
        ]}
      />
      <Disclosure label={t('plan.public.field')} open={query.field !== undefined}>
        <FilterLinks label={t('plan.public.field')} options={named('field', published.fields)} />
      </Disclosure>
      <Disclosure label={t('plan.public.department')} open={query.department !== undefined}>
        <FilterLinks label={t('plan.public.department')} options={named('department', [...published.departments.values()])} />
      </Disclosure>
    </>
  )
}

function MeasureTable({ c, list: { published, found } }: { c: TownContext; list: MeasureList }) {
  const { t } = c.var
  const { showsLights } = published.plan
  return (
    <Table
      caption={t('plan.public.measures')}
      captionHidden
      columns={[
        { label: t('plan.public.measure-title') },
        { label: t('plan.public.status') },
        ...(showsLights ? [{ label: t('plan.public.light') }] : []),
        { label: t('plan.public.lead') },
        { label: t('plan.public.stated-on') },
      ]}
      rows={found.shown.map(({ id, number, title, status, light, statedOn }) => [
        <a href={paths.measure.to({ ...inTown(c), measure: number })}>
          {number} <PlanText c={c} text={title} />
        </a>,
        <StatusBadge c={c} status={status} />,
        ...(showsLights ? [<LightBadge c={c} light={light} />] : []),
        <Lead c={c} involved={published.involved.get(id) ?? []} departments={published.departments} />,
        statedOn ? dayIn(c, statedOn) : <Missing text={t('plan.public.not-said')} />,
      ])}
    />
  )
}

type Departments = ReadonlyMap<string, PublicDepartment>

/** Who leads, once that has been accepted. */
function Lead({ c, involved, departments }: { c: TownContext; involved: readonly PublicInvolvement[]; departments: Departments }) {
  const lead = leadOf(involved, departments)
  return lead ? <PlanText c={c} text={lead.name} /> : <Missing text={c.var.t('plan.public.lead-open')} />
}

function leadOf(involved: readonly PublicInvolvement[], departments: Departments): PublicDepartment | undefined {
  const lead = settled(involved).find(({ role }) => role === 'lead')
  return lead && departments.get(lead.departmentId)
}

function Pages({ c, query, found: { page, pages } }: { c: TownContext; query: MeasureQuery; found: Found }) {
  const { t } = c.var
  const link = (label: string, to: number) => ({ label, href: paths.measures.to(inTown(c), addressed({ ...query, page: to })) })
  return (
    <Pagination
      label={t('plan.public.pages')}
      status={t('plan.public.page', { page, pages })}
      previous={page > 1 ? link(t('plan.public.previous'), page - 1) : undefined}
      next={page < pages ? link(t('plan.public.next'), page + 1) : undefined}
    />
  )
}

export type MeasureThread = {
  published: PublishedPlan
  measure: PublicMeasure
  partners: readonly string[]
  milestones: readonly Milestone[]
  goals: readonly Goal[]
  sentences: readonly PublishedSentence[]
  statements: readonly AnsweredStatement[]
  told: PublicMoney
}

/** A measure: where it stands, who does it, and the way back to the sentences it comes from. */
export function MeasurePage({ c, thread }: { c: TownContext; thread: MeasureThread }) {
  const { t } = c.var
  const { published, measure, goals, sentences, statements, milestones } = thread
  const field = published.fields.find(({ id }) => id === measure.fieldId)
  return (
    <Page c={c} title={`${measure.number} ${measure.title}`}>
      <Breadcrumb
        label={t('page.breadcrumb')}
        items={[
          { label: <PlanText c={c} text={published.plan.title} />, href: paths.plan.to(inTown(c)) },
          { label: t('plan.public.measures'), href: paths.measures.to(inTown(c)) },
          { label: measure.number },
        ]}
      />
      <PageHead
        title={
          <>
            {measure.number} <PlanText c={c} text={measure.title} />
          </>
        }
        preline={field && <PlanText c={c} text={field.name} />}
        lead={measure.description}
      >
        <StatusBadge c={c} status={measure.status} />
        {published.plan.showsLights && measure.light && <LightBadge c={c} light={measure.light} />}
        <Button
          label={t('plan.public.sheet.pdf')}
          href={paths.measureSheet.to({ ...inTown(c), measure: measure.number, file: sheetFile })}
          kind="secondary"
          icon="download"
        />
      </PageHead>
      <Section title={t('plan.public.state')}>
        <DefinitionList items={stateOf(c, measure)} />
      </Section>
      <Section title={t('plan.public.who')}>
        <DefinitionList items={whoOf(c, thread)} />
      </Section>
      {milestones.length > 0 && <Milestones c={c} milestones={milestones} />}
      <MeasureMoney c={c} told={thread.told} />
      <Section title={t('plan.public.thread')} lead={t('plan.public.thread-lead')} id="faden">
        <Stack>
          <h3>{t('plan.public.goals')}</h3>
          {goals.length === 0 ? <Missing text={t('plan.public.no-goals')} /> : <GoalLinks c={c} goals={goals} />}
          <h3>{t('plan.public.sentences')}</h3>
          {sentences.length === 0 ? <Missing text={t('plan.public.no-sentences')} /> : <SentenceLinks c={c} sentences={sentences} />}
          {statements.length > 0 && <h3>{t('plan.public.statements')}</h3>}
          {statements.length > 0 && <StatementLinks c={c} statements={statements} />}
        </Stack>
      </Section>
    </Page>
  )
}

/** Measures in a list of links, by number and title. */
export const MeasureLinks = ({ c, measures }: { c: TownContext; measures: readonly Pick<PublicMeasure, 'number' | 'title'>[] }) => (
  <Prose>
    <ul>
      {measures.map(({ number, title }) => (
        <li>
          <a href={paths.measure.to({ ...inTown(c), measure: number })}>
            {number} <PlanText c={c} text={title} />
          </a>
        </li>
      ))}
    </ul>
  </Prose>
)

const GoalLinks = ({ c, goals }: { c: TownContext; goals: readonly Goal[] }) => (
  <Prose>
    <ul>
      {goals.map(({ number, title }) => (
        <li>
          <a href={paths.goal.to({ ...inTown(c), goal: number })}>
            {c.var.t('plan.public.goal-number', { number })}: <PlanText c={c} text={title} />
          </a>
        </li>
      ))}
    </ul>
  </Prose>
)

const StatementLinks = ({ c, statements }: { c: TownContext; statements: readonly AnsweredStatement[] }) => (
  <Prose>
    <ul>
      {statements.map(({ dialogue, number, text, language }) => (
        <li>
          <a href={dialoguePaths.statement.to({ ...inTown(c), dialogue, statement: number })}>
            <Written c={c} text={text} language={language} />
          </a>
        </li>
      ))}
    </ul>
  </Prose>
)

function Milestones({ c, milestones }: { c: TownContext; milestones: readonly Milestone[] }) {
  const { t } = c.var
  return (
    <Section title={t('plan.public.milestones')}>
      <DefinitionList
        items={milestones.map(({ title, dueOn, reachedOn }) => ({
          term: dayIn(c, dueOn),
          description: (
            <>
              <PlanText c={c} text={title} />{' '}
              {reachedOn && <span class="muted">({t('plan.public.reached', { day: dayIn(c, reachedOn) })})</span>}
            </>
          ),
        }))}
      />
    </Section>
  )
}

function stateOf(c: TownContext, measure: PublicMeasure) {
  const { t } = c.var
  const said = (term: string, text: string) => (text === '' ? [] : [{ term, description: <PlanText c={c} text={text} /> }])
  return [
    ...said(t('plan.public.state-of-affairs'), measure.stateOfAffairs),
    ...said(t('plan.public.status-reason'), measure.statusReason),
    ...said(t('plan.public.light-reason'), measure.lightReason),
    ...said(t('plan.public.next-step'), measure.nextStep),
    ...said(t('plan.public.obstacles'), measure.obstacles),
    { term: t('plan.public.period'), description: periodIn(c, measure) },
    {
      term: t('plan.public.stated-on'),
      description: measure.statedOn ? dayIn(c, measure.statedOn) : <Missing text={t('plan.public.not-said')} />,
    },
    ...(measure.resolutionNumber
      ? [
          {
            term: t('plan.public.resolution'),
            description: [measure.resolutionNumber, measure.resolvedOn && dayIn(c, measure.resolvedOn)].filter(Boolean).join(', '),
          },
        ]
      : []),
    ...(measure.regularSince ? [{ term: t('plan.public.regular-since'), description: dayIn(c, measure.regularSince) }] : []),
  ]
}

function periodIn(c: TownContext, { startsOn, endsOn }: PublicMeasure) {
  const { t } = c.var
  if (startsOn && endsOn) return t('plan.public.from-to', { from: dayIn(c, startsOn), to: dayIn(c, endsOn) })
  if (startsOn) return t('plan.public.from', { from: dayIn(c, startsOn) })
  return <Missing text={t('plan.public.not-said')} />
}

function whoOf(c: TownContext, { published: { departments, involved, groups }, measure, partners }: MeasureThread) {
  const { t } = c.var
  const roles = involved.get(measure.id) ?? []
  const contact = leadOf(roles, departments)?.contact
  const parts = roles.filter(({ role }) => role === 'part').flatMap(({ departmentId }) => departments.get(departmentId)?.name ?? [])
  const group = groups.find(({ id }) => id === measure.targetGroupId)
  const list = (term: string, names: readonly string[]) =>
    names.length === 0 ? [] : [{ term, description: <PlanText c={c} text={new Intl.ListFormat('de').format(names)} /> }]
  return [
    { term: t('plan.public.lead'), description: <Lead c={c} involved={roles} departments={departments} /> },
    ...list(t('plan.public.contact'), contact ? [contact] : []),
    ...list(t('plan.public.parts'), parts),
    ...list(t('plan.public.partners'), partners),
    ...list(t('plan.public.target-group'), group ? [group.name] : []),
  ]
}
