import type { TownContext } from '#platform/web'
import type { Status } from './status.ts'
import { type Run, runOf, runs, type Timeline, type TimelineRow } from './timeline.ts'

/** Places in percent let bars grow with the page while letters and marks keep their size; time runs as the page is read. */
const placer = (c: TownContext) => (c.var.language.direction === 'rtl' ? (at: number) => 100 - at : (at: number) => at)

/** The years, and where today is. */
export function Axis({ c, timeline: { years } }: { c: TownContext; timeline: Timeline }) {
  const place = placer(c)
  return (
    <svg class="timeline__axis" width="100%" height="20" aria-hidden="true" focusable="false">
      {years.map(({ year, at }) => (
        <text x={`${place(at)}%`} y="15">
          {year}
        </text>
      ))}
    </svg>
  )
}

type TrackProps = { c: TownContext; row: TimelineRow; timeline: Timeline; says: string }

/** When one measure runs, with its milestones. */
export function Track({ c, row: { measure, from, to, milestones }, timeline, says }: TrackProps) {
  const { t } = c.var
  const place = placer(c)
  const label = milestones.length > 0 ? t('plan.public.timeline.with-milestones', { period: says, count: milestones.length }) : says
  return (
    <svg class="timeline__track" width="100%" height="26" role="img" aria-label={label} focusable="false">
      {timeline.years.map(({ at }) => (
        <line class="timeline__year" x1={`${place(at)}%`} x2={`${place(at)}%`} y1="0" y2="26" />
      ))}
      <Bar run={runIn(measure.status)} x={Math.min(place(from), place(to))} width={to - from} />
      {measure.endsOn === null && <Onward x={place(100)} isRtl={c.var.language.direction === 'rtl'} />}
      <line class="timeline__today" x1={`${place(timeline.today)}%`} x2={`${place(timeline.today)}%`} y1="0" y2="26" />
      {milestones.map(({ at, reachedOn }) => (
        <Diamond at={place(at)} isReached={reachedOn !== null} />
      ))}
    </svg>
  )
}

/** What was dropped is in no timeline. */
const runIn = (status: Status): Run => (status === 'dropped' ? 'over' : runOf[status])

/** A bar of a single day can still be seen. */
const narrowest = 0.6

const Bar = ({ run, x, width }: { run: Run; x: number; width: number }) => (
  <rect class={`timeline__bar timeline__bar--${run}`} x={`${x}%`} y="6" width={`${Math.max(narrowest, width)}%`} height="14" rx="3" />
)

const Onward = ({ x, isRtl }: { x: number; isRtl: boolean }) => (
  <svg x={`${x}%`} y="13" overflow="visible" aria-hidden="true">
    <path class="timeline__onward" d={isRtl ? 'M12 -4L8 0L12 4' : 'M-12 -4L-8 0L-12 4'} />
  </svg>
)

const Diamond = ({ at, isReached }: { at: number; isReached: boolean }) => (
  <svg x={`${at}%`} y="13" overflow="visible" aria-hidden="true">
    <path class={isReached ? 'timeline__milestone timeline__milestone--reached' : 'timeline__milestone'} d="M0 -7L7 0L0 7L-7 0Z" />
  </svg>
)

/** What the marks of these rows mean. */
export function TimelineLegend({ c, rows }: { c: TownContext; rows: readonly TimelineRow[] }) {
  const { t } = c.var
  const drawn = new Set(rows.map(({ measure }) => runIn(measure.status)))
  const hasMilestones = [true, false].filter(isReached =>
    rows.some(({ milestones }) => milestones.some(({ reachedOn }) => (reachedOn !== null) === isReached)),
  )
  return (
    <ul class="timeline-legend">
      {runs
        .filter(run => drawn.has(run))
        .map(run => (
          <li>
            <svg width="28" height="18" aria-hidden="true" focusable="false">
              <rect class={`timeline__bar timeline__bar--${run}`} x="1" y="2" width="26" height="14" rx="3" />
            </svg>
            {t(`plan.public.timeline.run.${run}`)}
          </li>
        ))}
      {hasMilestones.map(isReached => (
        <li>
          <svg width="18" height="18" aria-hidden="true" focusable="false">
            <path class={isReached ? 'timeline__milestone timeline__milestone--reached' : 'timeline__milestone'} d="M9 2L16 9L9 16L2 9Z" />
          </svg>
          {t(isReached ? 'plan.public.timeline.milestone-reached' : 'plan.public.timeline.milestone')}
        </li>
      ))}
      <li>
        <svg width="10" height="18" aria-hidden="true" focusable="false">
          <line class="timeline__today" x1="5" x2="5" y1="0" y2="18" />
        </svg>
        {t('plan.public.timeline.today')}
      </li>
    </ul>
  )
}
