import { Button, Buttons, Card, Cards, EmptyState, Page, PageHead, Section, Stack, Stats, type TownContext } from '#platform/web'
import { PlanFiles } from './export.page.tsx'
import { DemandBox } from './goal.page.tsx'
import { isDemand } from './goal.ts'
import { MeasureLinks } from './measure.page.tsx'
import { paths } from './paths.ts'
import type { Plan } from './plan.ts'
import type { PublicMeasure, PublishedPlan } from './publication.ts'
import { isUnderWay } from './status.ts'
import { inTown, PlanText } from './words.page.tsx'

/** The plan as everybody reads it: what it is, its fields, what has become regular, and what must be asked of others. */
export function PlanPage({ c, published }: { c: TownContext; published: PublishedPlan | undefined }) {
  const { t } = c.var
  if (!published) return <NotYet c={c} />
  const { plan, measures, goals } = published
  const regular = measures.filter(({ status }) => status === 'made-regular')
  const demands = goals.filter(isDemand)
  return (
    <Page c={c} title={plan.title}>
      <PageHead title={<PlanText c={c} text={plan.title} />} lead={plan.introduction}>
        <Ways c={c} plan={plan} />
      </PageHead>
      <Stack>
        <p>{t('plan.public.measure.explained')}</p>
        <Stats items={figuresOf(c, measures)} />
      </Stack>
      <Fields c={c} published={published} />
      {regular.length > 0 && (
        <Section title={t('plan.public.regular')} lead={t('plan.public.regular-lead')}>
          <MeasureLinks c={c} measures={regular} />
        </Section>
      )}
      {demands.length > 0 && (
        <Section title={t('plan.public.demands')} lead={t('plan.public.demands-lead')}>
          <Cards wide>
            {demands.map(goal => (
              <DemandBox c={c} goal={goal} href={paths.goal.to({ ...inTown(c), goal: goal.number })} level={3} />
            ))}
          </Cards>
        </Section>
      )}
      <PlanFiles c={c} />
    </Page>
  )
}

/** A town that has published nothing says so, and where its thoughts begin. */
export const NotYet = ({ c }: { c: TownContext }) => (
  <Page c={c} title={c.var.t('plan.public.title')}>
    <PageHead title={c.var.t('plan.public.title')} />
    <EmptyState title={c.var.t('plan.public.none')}>{c.var.t('plan.public.none-text')}</EmptyState>
  </Page>
)

const Ways = ({ c, plan }: { c: TownContext; plan: Plan }) => (
  <Buttons>
    <Button label={c.var.t('plan.public.measures')} href={paths.measures.to(inTown(c))} />
    <Button label={c.var.t('plan.public.goals')} href={paths.goals.to(inTown(c))} kind="secondary" />
    <Button label={c.var.t('plan.public.matrix.title')} href={paths.matrix.to(inTown(c))} kind="secondary" />
    <Button label={c.var.t('plan.public.timeline.title')} href={paths.timeline.to(inTown(c))} kind="secondary" />
    {plan.showsMoney && <Button label={c.var.t('plan.public.budget.title')} href={paths.budget.to(inTown(c))} kind="secondary" />}
    <Button label={c.var.t('plan.public.reports')} href={paths.reports.to(inTown(c))} kind="secondary" />
  </Buttons>
)

function figuresOf(c: TownContext, measures: readonly PublicMeasure[]) {
  const { t } = c.var
  const count = (isCounted: (measure: PublicMeasure) => boolean) =>
    new Intl.NumberFormat(c.var.language.locale).format(measures.filter(isCounted).length)
  return [
    { label: t('plan.public.figures.all'), value: count(() => true) },
    { label: t('plan.public.figures.under-way'), value: count(({ status }) => isUnderWay(status)) },
    { label: t('plan.public.figures.done'), value: count(({ status }) => status === 'done') },
    { label: t('plan.public.figures.regular'), value: count(({ status }) => status === 'made-regular') },
  ]
}

function Fields({ c, published: { fields, goals, measures } }: { c: TownContext; published: PublishedPlan }) {
  const { t } = c.var
  const used = fields.filter(({ id }) => measures.some(({ fieldId }) => fieldId === id) || goals.some(({ fieldId }) => fieldId === id))
  const counts = (id: string) => ({
    goals: goals.filter(({ fieldId }) => fieldId === id).length,
    measures: measures.filter(({ fieldId }) => fieldId === id).length,
  })
  return (
    <Section title={t('plan.public.fields')}>
      <Cards>
        {used.map(({ id, slug, name }) => (
          <Card title={<PlanText c={c} text={name} />} href={paths.measures.to(inTown(c), { feld: slug })}>
            <p>{t('plan.public.field-counts', counts(id))}</p>
          </Card>
        ))}
      </Cards>
    </Section>
  )
}
