import type { Child } from 'hono/jsx'
import { Written } from '#dialogue'
import { Breadcrumb, EmptyState, Page, PageHead, Prose, Section, Stack, type TownContext } from '#platform/web'
import { cliffName, cliffPath } from './cliff.desk.page.tsx'
import { type FindingKind, type Findings, findingKinds } from './finding.ts'
import { mayWriteMeasures } from './measure.visitor.ts'
import { paths } from './paths.ts'
import { dayIn, eurosIn, inTown, PlanText } from './words.page.tsx'

const { desk: at } = paths

/** So many of each kind are listed; solving them brings the next. */
const mostListed = 50

/** What is still open about the plan, each with the way to where it is solved. */
export function FindingsPage({ c, findings }: { c: TownContext; findings: Findings }) {
  const { t } = c.var
  const found = findingKinds.filter(kind => findings[kind].length > 0)
  const numbers = new Intl.NumberFormat(c.var.language.locale)
  return (
    <Page c={c} title={t('plan.finding.title')} width="normal" noIndex>
      <Breadcrumb
        label={t('page.breadcrumb')}
        items={[{ label: t('plan.measure.plan'), href: at.plan.to(inTown(c)) }, { label: t('plan.finding.title') }]}
      />
      <PageHead title={t('plan.finding.title')} lead={t('plan.finding.lead')} />
      {found.length === 0 && <EmptyState title={t('plan.finding.none')}>{t('plan.finding.none-text')}</EmptyState>}
      <Stack>
        {found.map(kind => (
          <Section
            id={kind}
            title={`${t(`plan.finding.kind.${kind}`)} (${numbers.format(findings[kind].length)})`}
            lead={t(`plan.finding.why.${kind}`)}
          >
            <FindingList c={c} rows={rowsOf[kind](c, findings)} />
          </Section>
        ))}
      </Stack>
    </Page>
  )
}

type Row = { href: string; label: Child; note?: string }

function FindingList({ c, rows }: { c: TownContext; rows: Row[] }) {
  const more = rows.length - mostListed
  return (
    <Prose>
      <ul>
        {rows.slice(0, mostListed).map(({ href, label, note }) => (
          <li>
            <a href={href}>{label}</a>
            {note && <p class="muted small">{note}</p>}
          </li>
        ))}
        {more > 0 && <li>{c.var.t('plan.finding.more', { count: more })}</li>}
      </ul>
    </Prose>
  )
}

/** How each kind is worded, and where it is solved; whoever may not write is led to where it can be read. */
const rowsOf: { [Kind in FindingKind]: (c: TownContext, findings: Findings) => Row[] } = {
  'field-without-lead': (c, findings) =>
    findings['field-without-lead'].map(({ slug, name }) => ({
      href: at.measures.to(inTown(c), { feld: slug, federfuehrung: 'offen' }),
      label: <PlanText c={c} text={name} />,
    })),
  'department-without-part': (c, findings) =>
    findings['department-without-part'].map(({ slug, name }) => ({
      href: mayWriteMeasures(c) ? at.department.to({ ...inTown(c), department: slug }) : at.departments.to(inTown(c)),
      label: <PlanText c={c} text={name} />,
    })),
  'double-lead': (c, findings) => findings['double-lead'].map(measure => measureRow(c, at.measureDepartments, measure)),
  'lead-missing': (c, findings) =>
    findings['lead-missing'].map(({ dissolved, ...measure }) => ({
      ...measureRow(c, at.measureDepartments, measure),
      note: dissolved && `${dissolved}: ${c.var.t('plan.department.closed')}`,
    })),
  'lead-not-accepted': (c, findings) =>
    findings['lead-not-accepted'].map(measure => ({
      ...measureRow(c, at.measureDepartments, measure),
      note: c.var.t('plan.finding.asked', { department: measure.department }),
    })),
  cliff: (c, findings) =>
    findings.cliff.map(cliff => ({
      href: cliffPath(c, cliff),
      label: <PlanText c={c} text={cliffName(c, cliff)} />,
      note: `${c.var.t('plan.cliff.ends', { day: dayIn(c, cliff.endsOn) })}, ${c.var.t('plan.cliff.within', { days: cliff.level })}`,
    })),
  'sentence-without-goal': (c, findings) =>
    findings['sentence-without-goal'].map(({ id, number, text, language }) => ({
      href: mayWriteMeasures(c) ? at.newGoal.to(inTown(c), { leitsatz: id }) : at.goals.to(inTown(c)),
      label: (
        <>
          {number}. <Written c={c} text={text} language={language} />
        </>
      ),
    })),
  'goal-without-sentence': (c, findings) => findings['goal-without-sentence'].map(goal => goalRow(c, at.goalSentences, goal)),
  'goal-without-measure': (c, findings) => findings['goal-without-measure'].map(goal => goalRow(c, at.goal, goal)),
  'measure-without-goal': (c, findings) => findings['measure-without-goal'].map(measure => measureRow(c, at.measureLinks, measure)),
  'money-missing': (c, findings) =>
    findings['money-missing'].map(({ year, gapCents, ...measure }) => ({
      ...measureRow(c, at.measureMoney, measure),
      note: c.var.t('plan.finding.gap', { amount: eurosIn(c, gapCents), year: String(year) }),
    })),
  'red-without-step': (c, findings) => findings['red-without-step'].map(measure => measureRow(c, at.measureState, measure)),
  'milestone-overdue': (c, findings) =>
    findings['milestone-overdue'].map(measure => ({
      ...measureRow(c, at.milestones, measure),
      note: `${measure.milestone}, ${c.var.t('plan.milestone.due', { day: dayIn(c, measure.dueOn) })}`,
    })),
  'state-old': (c, findings) =>
    findings['state-old'].map(measure => ({
      ...measureRow(c, at.measureState, measure),
      note: measure.statedOn
        ? c.var.t('plan.measure.state.as-of', { day: dayIn(c, measure.statedOn) })
        : c.var.t('plan.measure.state.never'),
    })),
}

type Path = { to(params: { town: string; measure: string }): string }
type GoalPath = { to(params: { town: string; goal: number }): string }

const measureRow = (c: TownContext, path: Path, { number, title }: { number: string; title: string }): Row => ({
  href: (mayWriteMeasures(c) ? path : at.measure).to({ ...inTown(c), measure: number }),
  label: <PlanText c={c} text={`${number} ${title}`} />,
})

const goalRow = (c: TownContext, path: GoalPath, { number, title }: { number: number; title: string }): Row => ({
  href: mayWriteMeasures(c) ? path.to({ ...inTown(c), goal: number }) : at.goals.to(inTown(c)),
  label: (
    <>
      {c.var.t('plan.goal.number', { number })}: <PlanText c={c} text={title} />
    </>
  ),
})
