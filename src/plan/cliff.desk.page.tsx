import { Badge, type BadgeTone, Card, Cards, type TownContext } from '#platform/web'
import type { Cliff, CliffLevel } from './cliff.ts'
import { mayWriteMeasures } from './measure.visitor.ts'
import { paths } from './paths.ts'
import { dayIn, inTown, PlanText, postsIn } from './words.page.tsx'

const { desk: at } = paths

const tones: Record<CliffLevel, BadgeTone> = { 90: 'danger', 180: 'warning', 365: 'info' }

/** The list is read to act on; whoever has more to settle begins with what ends first. */
const mostCliffs = 30
const mostMeasures = 5

/** What ends without anybody having said how it goes on, each with the page where that can be said. */
export function CliffList({ c, cliffs }: { c: TownContext; cliffs: Cliff[] }) {
  const { t } = c.var
  return (
    <>
      <Cards wide>
        {cliffs.slice(0, mostCliffs).map(cliff => (
          <Card
            title={<PlanText c={c} text={cliffName(c, cliff)} />}
            href={cliffPath(c, cliff)}
            badge={<Badge label={t('plan.cliff.within', { days: cliff.level })} tone={tones[cliff.level]} />}
            meta={t('plan.cliff.ends', { day: dayIn(c, cliff.endsOn) })}
          >
            <p>
              {t('plan.cliff.measures', { count: cliff.measures.length })} <PlanText c={c} text={measuresOf(cliff)} />
            </p>
          </Card>
        ))}
      </Cards>
      {cliffs.length > mostCliffs && <p>{t('plan.cliff.more', { count: cliffs.length - mostCliffs })}</p>}
    </>
  )
}

const measuresOf = ({ measures }: Cliff) =>
  [
    ...measures.slice(0, mostMeasures).map(({ number, title }) => `${number} ${title}`),
    ...(measures.length > mostMeasures ? ['…'] : []),
  ].join(', ')

/** The source or the post that ends. */
export const cliffName = (c: TownContext, { source, post }: Cliff) =>
  source?.name ?? c.var.t('plan.cliff.post', { share: postsIn(c, post!.hundredths), grade: post!.grade, title: post!.title })

/** Where it can be said how it goes on, or read that nobody has. */
export const cliffPath = (c: TownContext, { source, measures }: Cliff) =>
  source
    ? at.source.to({ ...inTown(c), source: source.slug })
    : (mayWriteMeasures(c) ? at.measureRegular : at.measure).to({ ...inTown(c), measure: measures[0]!.number })
