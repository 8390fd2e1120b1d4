import { Written } from '#dialogue'
import {
  Badge,
  Breadcrumb,
  Card,
  Cards,
  DefinitionList,
  Missing,
  Page,
  PageHead,
  Prose,
  Section,
  Stack,
  type TownContext,
} from '#platform/web'
import { type PublishedSentence, visionPaths } from '#vision'
import { type Goal, type Indicator, isDemand } from './goal.ts'
import { MeasureLinks } from './measure.page.tsx'
import { paths } from './paths.ts'
import type { PublicMeasure, PublishedPlan } from './publication.ts'
import { inTown, PlanText } from './words.page.tsx'

/** All goals, field by field. */
export function GoalsPage({ c, published: { plan, fields, goals } }: { c: TownContext; published: PublishedPlan }) {
  const { t } = c.var
  return (
    <Page c={c} title={t('plan.public.goals')}>
      <Breadcrumb
        label={t('page.breadcrumb')}
        items={[{ label: <PlanText c={c} text={plan.title} />, href: paths.plan.to(inTown(c)) }, { label: t('plan.public.goals') }]}
      />
      <PageHead title={t('plan.public.goals')} lead={t('plan.public.goals-lead')} />
      {fields
        .filter(({ id }) => goals.some(({ fieldId }) => fieldId === id))
        .map(({ id, name }) => (
          <Section title={<PlanText c={c} text={name} />}>
            <Cards wide>
              {goals
                .filter(({ fieldId }) => fieldId === id)
                .map(goal => (
                  <Card
                    title={<PlanText c={c} text={goal.title} />}
                    href={paths.goal.to({ ...inTown(c), goal: goal.number })}
                    badge={isDemand(goal) ? <Badge label={t('plan.public.demand')} tone="warning" /> : undefined}
                    meta={t('plan.public.goal-number', { number: goal.number })}
                  />
                ))}
            </Cards>
          </Section>
        ))}
    </Page>
  )
}

export type GoalThread = { goal: Goal; field: string; sentences: readonly PublishedSentence[]; measures: readonly PublicMeasure[] }

/** A goal: what it serves, who decides on it, by what it is measured or what is demanded of whom, and its measures. */
export function GoalPage({
  c,
  title,
  thread: { goal, field, sentences, measures },
}: {
  c: TownContext
  title: string
  thread: GoalThread
}) {
  const { t } = c.var
  return (
    <Page c={c} title={goal.title}>
      <Breadcrumb
        label={t('page.breadcrumb')}
        items={[
          { label: <PlanText c={c} text={title} />, href: paths.plan.to(inTown(c)) },
          { label: t('plan.public.goals'), href: paths.goals.to(inTown(c)) },
          { label: t('plan.public.goal-number', { number: goal.number }) },
        ]}
      />
      <PageHead title={<PlanText c={c} text={goal.title} />} preline={<PlanText c={c} text={field} />} lead={goal.description} />
      <Stack>
        {isDemand(goal) ? <DemandBox c={c} goal={goal} level={2} /> : <Measured c={c} indicator={goal.indicator} />}
        <DefinitionList
          items={[
            { term: t('plan.public.level'), description: t(`plan.word.level.${goal.level}`) },
            { term: t('plan.public.influence'), description: t(`plan.word.influence.${goal.influence}`) },
          ]}
        />
      </Stack>
      <Section title={t('plan.public.sentences')} lead={t('plan.public.sentences-lead')} id="leitsaetze">
        {sentences.length === 0 ? <Missing text={t('plan.public.no-sentences')} /> : <SentenceLinks c={c} sentences={sentences} />}
      </Section>
      <Section title={t('plan.public.measures')} id="massnahmen">
        {measures.length === 0 ? <Missing text={t('plan.public.no-measures')} /> : <MeasureLinks c={c} measures={measures} />}
      </Section>
    </Page>
  )
}

/** What a town can only demand, and of whom: no number of its own stands beside it. */
export const DemandBox = ({ c, goal, href, level }: { c: TownContext; goal: Goal; href?: string; level: 2 | 3 }) => (
  <Card
    tone="tint"
    level={level}
    href={href}
    title={c.var.t('plan.public.demand-to', { addressee: goal.addressee })}
    badge={<Badge label={c.var.t(`plan.word.level.${goal.level}`)} tone="warning" />}
  >
    <p>
      <PlanText c={c} text={goal.demand} />
    </p>
  </Card>
)

/** Sentences of the vision, each with the way to its page. */
export const SentenceLinks = ({ c, sentences }: { c: TownContext; sentences: readonly PublishedSentence[] }) => (
  <Prose>
    <ul>
      {sentences.map(({ vision, number, text, language }) => (
        <li>
          <a href={visionPaths.sentence.to({ ...inTown(c), vision, sentence: number })}>
            {c.var.t('vision.sentence.title', { number })}: <Written c={c} text={text} language={language} />
          </a>
        </li>
      ))}
    </ul>
  </Prose>
)

function Measured({ c, indicator }: { c: TownContext; indicator: Indicator | null }) {
  const { t } = c.var
  if (!indicator) return <Missing text={t('plan.public.no-indicator')} />
  const value = (number: number | null, year: number | null) =>
    number === null || year === null
      ? t('plan.public.not-said')
      : t('plan.public.value', {
          value: new Intl.NumberFormat(c.var.language.locale).format(number),
          unit: indicator.unit,
          year: String(year),
        })
  return (
    <Card title={t('plan.public.indicator', { name: indicator.name })} level={2}>
      <DefinitionList
        items={[
          { term: t('plan.public.baseline'), description: value(indicator.baseline, indicator.baselineYear) },
          { term: t('plan.public.target'), description: value(indicator.target, indicator.targetYear) },
        ]}
      />
    </Card>
  )
}
