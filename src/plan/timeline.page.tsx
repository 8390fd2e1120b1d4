import {
  Breadcrumb,
  Disclosure,
  EmptyState,
  Figure,
  FilterLinks,
  Missing,
  Page,
  PageHead,
  Pagination,
  Section,
  Stack,
  Table,
  type TownContext,
} from '#platform/web'
import { addressed, type MeasurePage } from './measure.list.ts'
import { MeasureLinks } from './measure.page.tsx'
import { paths } from './paths.ts'
import type { ActionField, Plan } from './plan.ts'
import { Axis, TimelineLegend, Track } from './timeline.picture.page.tsx'
import type { Timeline, TimelineRow } from './timeline.ts'
import { dayIn, inTown, PlanText, StatusBadge } from './words.page.tsx'

type Query = { field: string | undefined; page: number }
type TimelineProps = { c: TownContext; plan: Plan; fields: readonly ActionField[]; query: Query; found: MeasurePage; timeline: Timeline }

/** When measures run, field by field. */
export function TimelinePage({ c, plan, fields, query, found, timeline }: TimelineProps) {
  const { t } = c.var
  return (
    <Page c={c} title={t('plan.public.timeline.title')} width="wide">
      <Breadcrumb
        label={t('page.breadcrumb')}
        items={[
          { label: <PlanText c={c} text={plan.title} />, href: paths.plan.to(inTown(c)) },
          { label: t('plan.public.timeline.title') },
        ]}
      />
      <PageHead title={t('plan.public.timeline.title')} lead={t('plan.public.timeline.lead')} />
      <Stack>
        <Disclosure label={t('plan.public.field')} open={query.field !== undefined}>
          <FilterLinks
            label={t('plan.public.field')}
            options={[undefined, ...fields].map(field => ({
              label: field?.name ?? t('plan.public.all'),
              href: timelineAt(c, { field: field?.slug, page: 1 }),
              current: query.field === field?.slug,
            }))}
          />
        </Disclosure>
        {timeline.rows.length === 0 ? (
          <EmptyState title={t('plan.public.timeline.none')} />
        ) : (
          <Figure
            caption={<TimelineLegend c={c} rows={timeline.rows} />}
            alternative={{ label: t('plan.public.timeline.table'), content: <TimelineTable c={c} rows={timeline.rows} /> }}
          >
            <Picture c={c} fields={fields} timeline={timeline} />
          </Figure>
        )}
        {timeline.undated.length > 0 && (
          <Section title={t('plan.public.timeline.undated')}>
            <MeasureLinks c={c} measures={timeline.undated} />
          </Section>
        )}
        {found.pages > 1 && <Pages c={c} query={query} found={found} />}
      </Stack>
    </Page>
  )
}

const timelineAt = (c: TownContext, query: Query) => paths.timeline.to(inTown(c), addressed({ ...query, isLeadOpen: false }))

function Picture({ c, fields, timeline }: { c: TownContext; fields: readonly ActionField[]; timeline: Timeline }) {
  const inField = Map.groupBy(timeline.rows, ({ measure }) => measure.fieldId)
  return (
    <>
      {fields.flatMap(({ id, name }) => {
        const rows = inField.get(id)
        return rows ? (
          <section class="timeline">
            <div class="timeline__row timeline__row--head">
              <h2>
                <PlanText c={c} text={name} />
              </h2>
              <Axis c={c} timeline={timeline} />
            </div>
            <ul>
              {rows.map(row => (
                <li class="timeline__row">
                  <a href={paths.measure.to({ ...inTown(c), measure: row.measure.number })}>
                    {row.measure.number} <PlanText c={c} text={row.measure.title} />
                  </a>
                  <Track c={c} row={row} timeline={timeline} says={periodIn(c, row)} />
                </li>
              ))}
            </ul>
          </section>
        ) : (
          []
        )
      })}
    </>
  )
}

function periodIn(c: TownContext, { measure: { startsOn, endsOn } }: TimelineRow): string {
  const from = dayIn(c, startsOn!)
  return endsOn ? c.var.t('plan.public.from-to', { from, to: dayIn(c, endsOn) }) : c.var.t('plan.public.from', { from })
}

function TimelineTable({ c, rows }: { c: TownContext; rows: readonly TimelineRow[] }) {
  const { t } = c.var
  return (
    <Table
      caption={t('plan.public.timeline.title')}
      captionHidden
      columns={[
        { label: t('plan.public.measure-title') },
        { label: t('plan.public.status') },
        { label: t('plan.public.timeline.begin') },
        { label: t('plan.public.timeline.end') },
        { label: t('plan.public.milestones') },
      ]}
      rows={rows.map(({ measure: { number, title, status, startsOn, endsOn }, milestones }) => [
        <>
          {number} <PlanText c={c} text={title} />
        </>,
        <StatusBadge c={c} status={status} />,
        dayIn(c, startsOn!),
        endsOn ? dayIn(c, endsOn) : <Missing text={t('plan.public.timeline.no-end')} />,
        <ul class="timeline-milestones">
          {milestones.map(milestone => (
            <li>
              {dayIn(c, milestone.dueOn)} <PlanText c={c} text={milestone.title} />
              {milestone.reachedOn && ` (${t('plan.public.reached', { day: dayIn(c, milestone.reachedOn) })})`}
            </li>
          ))}
        </ul>,
      ])}
    />
  )
}

function Pages({ c, query, found: { page, pages } }: { c: TownContext; query: Query; found: MeasurePage }) {
  const { t } = c.var
  const link = (label: string, to: number) => ({ label, href: timelineAt(c, { ...query, page: to }) })
  return (
    <Pagination
      label={t('plan.public.pages')}
      status={t('plan.public.page', { page, pages })}
      previous={page > 1 ? link(t('plan.public.previous'), page - 1) : undefined}
      next={page < pages ? link(t('plan.public.next'), page + 1) : undefined}
    />
  )
}
