import { Card, Cards, Section, type TownContext } from '#platform/web'
import type { PlanAtHome } from './home.store.ts'
import { paths } from './paths.ts'
import { isUnderWay, type Status } from './status.ts'
import { inTown, PlanText } from './words.page.tsx'

/** The plan on a town's start page; nothing where none is published. */
export function HomeSection({ c, plan }: { c: TownContext; plan: PlanAtHome | undefined }) {
  const { t } = c.var
  if (!plan) return null
  const count = (isCounted: (status: Status) => boolean) =>
    [...plan.measures].reduce((sum, [status, found]) => sum + (isCounted(status) ? found : 0), 0)
  return (
    <Section title={t('plan.public.home.title')}>
      <Cards wide>
        <Card
          title={<PlanText c={c} text={plan.title} />}
          href={paths.plan.to(inTown(c))}
          meta={t('plan.public.field-counts', { goals: plan.goals, measures: count(() => true) })}
        >
          <p>
            {t('plan.public.home.state', {
              underWay: count(isUnderWay),
              done: count(status => status === 'done'),
              regular: count(status => status === 'made-regular'),
            })}
          </p>
        </Card>
      </Cards>
    </Section>
  )
}
