import type { Child } from 'hono/jsx'
import {
  Badge,
  Button,
  Buttons,
  Disclosure,
  EmptyState,
  FilterLinks,
  Missing,
  Page,
  PageHead,
  Pagination,
  Stack,
  Table,
  type TownContext,
} from '#platform/web'
import { addressed, type ListedMeasure, type MeasureCounts, type MeasurePage, type MeasureQuery, type Names } from './measure.list.ts'
import { type Light, leadsOf, lights } from './measure.ts'
import { mayWriteMeasures } from './measure.visitor.ts'
import { paths } from './paths.ts'
import { sheetsPdfFile, sheetsWordFile } from './sheet.page.tsx'
import { statuses } from './status.ts'
import { dayIn, inTown, LightBadge, PlanText, StatusBadge } from './words.page.tsx'

const { desk } = paths

export type MeasureList = { query: MeasureQuery; names: Names; counts: MeasureCounts; all: number; found: MeasurePage }

/** All measures of the plan, narrowed by plain links. */
export function MeasuresDeskPage({ c, list }: { c: TownContext; list: MeasureList }) {
  const { t } = c.var
  const { all, found } = list
  const create = mayWriteMeasures(c) && <Button label={t('plan.measure.new')} href={desk.newMeasure.to(inTown(c))} icon="plus" />
  return (
    <Page c={c} title={t('plan.measure.title')} noIndex>
      <PageHead title={t('plan.measure.title')} lead={t('plan.measure.list.lead', { count: all })}>
        {all > 0 && create}
      </PageHead>
      {all === 0 ? (
        <EmptyState title={t('plan.measure.list.none')} action={<Ways c={c} create={create} />}>
          {t('plan.measure.list.none-text')}
        </EmptyState>
      ) : (
        <Stack>
          <Filters c={c} list={list} />
          {found.found === 0 ? (
            <EmptyState
              title={t('plan.measure.list.nothing')}
              action={<Button label={t('plan.measure.list.reset')} href={desk.measures.to(inTown(c))} kind="secondary" />}
            >
              {t('plan.measure.list.nothing-text')}
            </EmptyState>
          ) : (
            <Found c={c} list={list} />
          )}
        </Stack>
      )}
    </Page>
  )
}

/** From nothing: one by one, or from the table the town already keeps. */
const Ways = ({ c, create }: { c: TownContext; create: Child }) => (
  <Buttons>
    {create}
    {c.var.role === 'coordinator' && (
      <Button label={c.var.t('plan.measure.list.import')} href={desk.imports.to(inTown(c))} kind="secondary" icon="download" />
    )}
  </Buttons>
)

type ListProps = { c: TownContext; list: MeasureList }

function Filters({ c, list: { query, names, counts } }: ListProps) {
  const { t } = c.var
  const filter = <Key extends keyof MeasureQuery>(key: Key, label: string, options: Option<MeasureQuery[Key]>[]) => (
    <FilterLinks
      label={label}
      options={[{ value: key === 'isLeadOpen' ? false : undefined, label: t('plan.measure.list.all') }, ...options].map(
        ({ value, label, count }: Option<unknown>) => ({
          label,
          count: count === undefined ? undefined : numberIn(c, count),
          href: listAddress(c, { ...query, [key]: value, page: 1 }),
          current: query[key] === value,
        }),
      )}
    />
  )
  const isNarrowed = query.field !== undefined || query.department !== undefined
  return (
    <>
      {filter(
        'status',
        t('plan.measure.list.filter.status'),
        statuses
          .filter(status => counts.status.has(status))
          .map(value => ({ value, label: t(`plan.word.status.${value}`), count: counts.status.get(value) })),
      )}
      {filter(
        'light',
        t('plan.measure.list.filter.light'),
        ([...lights, 'none'] as const)
          .filter(light => counts.light.has(light))
          .map((value: Light | 'none') => ({ value, label: t(`plan.word.light.${value}`), count: counts.light.get(value) })),
      )}
      {filter('isLeadOpen', t('plan.measure.list.filter.lead'), [
        { value: true, label: t('plan.measure.list.lead-open'), count: counts.leadOpen },
      ])}
      <Disclosure label={t('plan.measure.list.more-filters')} open={isNarrowed}>
        <Stack>
          {filter(
            'field',
            t('plan.measure.list.filter.field'),
            names.fields
              .filter(({ id }) => counts.field.has(id))
              .map(({ id, slug, name }) => ({ value: slug, label: name, count: counts.field.get(id) })),
          )}
          {filter(
            'department',
            t('plan.measure.list.filter.department'),
            names.departments
              .filter(({ id }) => counts.department.has(id))
              .map(({ id, slug, name }) => ({ value: slug, label: name, count: counts.department.get(id) })),
          )}
        </Stack>
      </Disclosure>
    </>
  )
}

type Option<Value> = { value: Value; label: string; count?: number }

function Found({ c, list: { query, names, found, all } }: ListProps) {
  const { t } = c.var
  const to = (label: string, page: number) => ({ label, href: listAddress(c, { ...query, page }) })
  return (
    <>
      {found.found < all && (
        <p>
          {t('plan.measure.list.found', { count: found.found })} · <a href={desk.measures.to(inTown(c))}>{t('plan.measure.list.reset')}</a>
        </p>
      )}
      <Table
        caption={t('plan.measure.list.caption')}
        captionHidden
        columns={[
          { label: t('plan.measure.list.column.title') },
          { label: t('plan.measure.list.column.field') },
          { label: t('plan.measure.list.column.lead') },
          { label: t('plan.measure.list.column.status') },
          { label: t('plan.measure.list.column.light') },
          { label: t('plan.measure.list.column.as-of') },
        ]}
        rows={found.shown.map(measure => rowOf(c, measure, names))}
      />
      <SheetFiles c={c} query={query} />
      {found.pages > 1 && (
        <Pagination
          label={t('plan.measure.list.pages')}
          status={t('plan.measure.list.page', { page: found.page, pages: found.pages })}
          previous={found.page > 1 ? to(t('plan.measure.list.previous'), found.page - 1) : undefined}
          next={found.page < found.pages ? to(t('plan.measure.list.next'), found.page + 1) : undefined}
        />
      )}
    </>
  )
}

/** The measures of this page, each with everything that is kept of it, on paper. */
const SheetFiles = ({ c, query }: { c: TownContext; query: MeasureQuery }) => {
  const file = (label: string, name: string) => (
    <Button label={label} href={desk.sheets.to({ ...inTown(c), file: name }, addressed(query))} kind="secondary" icon="download" />
  )
  return (
    <Buttons>
      {file(c.var.t('plan.sheet.pdf'), sheetsPdfFile)}
      {file(c.var.t('plan.sheet.word'), sheetsWordFile)}
    </Buttons>
  )
}

const rowOf = (c: TownContext, { number, title, fieldId, status, light, statedOn, involved }: ListedMeasure, names: Names) => [
  <a href={desk.measure.to({ ...inTown(c), measure: number })}>
    {number} <PlanText c={c} text={title} />
  </a>,
  <PlanText c={c} text={names.fields.find(({ id }) => id === fieldId)?.name ?? ''} />,
  <Leads c={c} involved={involved} names={names} />,
  <StatusBadge c={c} status={status} />,
  <LightBadge c={c} light={light} />,
  statedOn ? dayIn(c, statedOn) : <Missing text={c.var.t('plan.measure.list.never')} />,
]

/** Who leads; whoever has not accepted yet is marked. */
function Leads({ c, involved, names }: { c: TownContext; involved: ListedMeasure['involved']; names: Names }) {
  const { t } = c.var
  const leads = leadsOf(involved)
  if (leads.length === 0) return <Missing text={t('plan.measure.list.no-lead')} />
  return (
    <>
      {leads.map(({ departmentId, state }) => {
        const department = names.departments.find(({ id }) => id === departmentId)
        return (
          <span>
            <PlanText c={c} text={department?.name ?? ''} />{' '}
            {state !== 'accepted' && <Badge label={t(`plan.word.lead.${state ?? 'asked'}`)} tone="warning" />}{' '}
          </span>
        )
      })}
    </>
  )
}

const listAddress = (c: TownContext, query: MeasureQuery) => desk.measures.to(inTown(c), addressed(query))

const numberIn = (c: TownContext, count: number) => new Intl.NumberFormat(c.var.language.locale).format(count)
