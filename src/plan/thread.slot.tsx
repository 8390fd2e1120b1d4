import type { Child } from 'hono/jsx'
import type { StatementSlot } from '#dialogue'
import { Badge, Card, Cards, Section, Stack, type TownContext } from '#platform/web'
import type { SentenceSlot } from '#vision'
import { type Goal, isDemand } from './goal.ts'
import { paths } from './paths.ts'
import { type Following, type FollowingMeasure, followingSentence, followingStatement } from './thread.slot.store.ts'
import { dayIn, eurosIn, inTown, PlanText, StatusBadge } from './words.page.tsx'

/** What the town does about a sentence: its goals with what they are measured by, and measures with resolution and latest spending. */
export const sentencePlan: SentenceSlot = async (c, db, { vision, number }) => {
  const following = await followingSentence(db, vision, number)
  return following && <FollowingOf c={c} following={following} title={c.var.t('plan.public.follows-sentence')} />
}

/** Measures that answer a statement directly. */
export const statementMeasures: StatementSlot = async (c, db, { dialogue, number }) => {
  const following = await followingStatement(db, dialogue, number)
  return following && <FollowingOf c={c} following={following} title={c.var.t('plan.public.follows-statement')} />
}

function FollowingOf({ c, following: { goals, measures }, title }: { c: TownContext; following: Following; title: string }) {
  return (
    <Section title={title} lead={c.var.t('plan.public.follows-lead')} id="plan">
      <Stack>
        {goals.length > 0 && (
          <Cards wide>
            {goals.map(goal => (
              <GoalCard c={c} goal={goal} />
            ))}
          </Cards>
        )}
        {measures.length > 0 && (
          <Cards wide>
            {measures.map(measure => (
              <MeasureCard c={c} measure={measure} />
            ))}
          </Cards>
        )}
      </Stack>
    </Section>
  )
}

function GoalCard({ c, goal }: { c: TownContext; goal: Goal }) {
  const { t } = c.var
  const { indicator } = goal
  return (
    <Card
      title={<PlanText c={c} text={goal.title} />}
      href={paths.goal.to({ ...inTown(c), goal: goal.number })}
      badge={<Badge label={t(isDemand(goal) ? 'plan.public.demand' : 'plan.public.goal')} tone={isDemand(goal) ? 'warning' : 'neutral'} />}
      meta={
        isDemand(goal) ? (
          <PlanText c={c} text={t('plan.public.demand-to', { addressee: goal.addressee })} />
        ) : indicator ? (
          <IndicatorLine c={c} indicator={indicator} />
        ) : (
          t('plan.public.no-indicator')
        )
      }
    />
  )
}

/** From where to where, as far as somebody has said. */
function IndicatorLine({ c, indicator }: { c: TownContext; indicator: NonNullable<Goal['indicator']> }) {
  const { t } = c.var
  const { name, unit, baseline, baselineYear, target, targetYear } = indicator
  const number = new Intl.NumberFormat(c.var.language.locale, { maximumFractionDigits: 2 })
  const value = (label: string, count: number | null, year: number | null): Child[] =>
    count === null
      ? []
      : [`${label}: ${t('plan.public.value', { value: number.format(count), unit, year: year === null ? '–' : String(year) })}`]
  return (
    <>
      <PlanText c={c} text={t('plan.public.indicator', { name })} />
      {[...value(t('plan.public.baseline'), baseline, baselineYear), ...value(t('plan.public.target'), target, targetYear)].map(said => (
        <> · {said}</>
      ))}
    </>
  )
}

function MeasureCard({ c, measure }: { c: TownContext; measure: FollowingMeasure }) {
  const { t } = c.var
  const { number, title, status, resolutionNumber, resolvedOn, spending } = measure
  const said = [
    resolutionNumber &&
      `${t('plan.public.resolution')}: ${[resolutionNumber, resolvedOn && dayIn(c, resolvedOn)].filter(Boolean).join(', ')}`,
    spending && t('plan.public.latest-spending', { amount: eurosIn(c, spending.amountCents), day: dayIn(c, spending.spentOn) }),
  ].filter(Boolean)
  return (
    <Card
      title={
        <>
          {number} <PlanText c={c} text={title} />
        </>
      }
      href={paths.measure.to({ ...inTown(c), measure: number })}
      badge={<StatusBadge c={c} status={status} />}
      meta={said.length > 0 ? said.join(' · ') : undefined}
    />
  )
}
