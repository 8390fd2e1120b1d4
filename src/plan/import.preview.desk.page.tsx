import type { Child } from 'hono/jsx'
import { CsrfField } from '#platform/people'
import {
  Breadcrumb,
  Button,
  Buttons,
  Field,
  Form,
  Notice,
  Page,
  PageHead,
  Section,
  Stack,
  Stats,
  Table,
  type TownContext,
} from '#platform/web'
import { type Taken, TakenNotice } from './import.desk.page.tsx'
import { columnName, type MappingDesk, MappingForm } from './import.mapping.desk.page.tsx'
import { type CellRefusal, cellRefusals, type RowRefusal } from './import.row.ts'
import type { Difference, JudgedRow, MissingNames } from './import.ts'
import { longestPartner, mostPartners } from './involvement.ts'
import { measureColumn } from './measure.table.ts'
import { longestInMeasure } from './measure-change.ts'
import { paths } from './paths.ts'
import type { Value } from './table.ts'
import { dayIn, inTown, PlanText } from './words.page.tsx'

const { desk } = paths

export type ImportDesk = MappingDesk & {
  rows: readonly JudgedRow[]
  missing: MissingNames
  /** what the preview shows, so that nothing else is taken over */
  seen: string
  taken?: Taken
  hasChanged?: boolean
  /** names that were to be added and could not be */
  notAdded?: readonly string[]
}

type DeskProps = { c: TownContext; desk: ImportDesk }
type Kind = JudgedRow['kind']
type Row<Wanted extends Kind> = Extract<JudgedRow, { kind: Wanted }>

/** Longer lists nobody reads; the numbers above them are of all. */
const mostShown = 100

/** A table before it is taken over: how its columns are understood, and what it would change. */
export function ImportPage({ c, desk: shown }: DeskProps) {
  const { t } = c.var
  const name = shown.table.name || t('plan.table.choose')
  const of = <Wanted extends Kind>(kind: Wanted) => shown.rows.filter((row): row is Row<Wanted> => row.kind === kind)
  return (
    <Page c={c} title={name} noIndex>
      <Breadcrumb
        label={t('page.breadcrumb')}
        items={[
          { label: t('menu.desk-plan'), href: desk.plan.to(inTown(c)) },
          { label: t('plan.table.title'), href: desk.imports.to(inTown(c)) },
          { label: <bdi>{name}</bdi> },
        ]}
      />
      <PageHead title={<bdi>{name}</bdi>} lead={t('plan.table.preview-lead')} />
      <Stack>
        {shown.taken && <TakenNotice c={c} taken={shown.taken} />}
        {shown.notAdded && <Notice tone="error" title={t('plan.table.not-added', { names: shown.notAdded.join(', ') })} live />}
        {shown.hasChanged && <Notice tone="error" title={t('plan.table.changed-meanwhile')} live />}
        <Section title={t('plan.table.columns')} lead={t('plan.table.columns-text')}>
          <MappingForm c={c} desk={shown} />
        </Section>
        <Section title={t('plan.table.preview')} lead={t('plan.table.preview-text')}>
          <Stack>
            <Figures c={c} rows={shown.rows} />
            <Missing c={c} desk={shown} />
            <Refused c={c} rows={of('refused')} />
            <Changed c={c} rows={of('changed')} />
            <New c={c} rows={of('new')} />
            <Deeds c={c} desk={shown} added={of('new').length} changed={of('changed').length} left={of('refused').length} />
          </Stack>
        </Section>
      </Stack>
    </Page>
  )
}

function Figures({ c, rows }: { c: TownContext; rows: readonly JudgedRow[] }) {
  const numbers = new Intl.NumberFormat(c.var.language.locale)
  return (
    <Stats
      items={(['new', 'changed', 'same', 'refused'] as const).map(kind => ({
        label: c.var.t(`plan.table.figures.${kind}`),
        value: numbers.format(rows.filter(row => row.kind === kind).length),
      }))}
    />
  )
}

/** Names the plan does not know yet, to be added with one press. */
function Missing({ c, desk: { table, missing } }: DeskProps) {
  const { t } = c.var
  const lists = (['fields', 'groups', 'departments'] as const).filter(list => missing[list].length > 0)
  if (lists.length === 0) return null
  return (
    <Form action={desk.import.to({ ...inTown(c), import: table.id })} label={t('plan.table.missing')}>
      <CsrfField c={c} />
      <Notice tone="info" title={t('plan.table.missing')}>
        {t('plan.table.missing-text')}
      </Notice>
      {lists.map(list => (
        <Field
          kind="checkboxes"
          name={list}
          label={t(`plan.table.missing-list.${list}`)}
          options={missing[list].map(name => ({ value: name, label: <bdi>{name}</bdi> }))}
        />
      ))}
      <Button label={t('plan.table.add-missing')} name="deed" value="add" kind="secondary" icon="plus" />
    </Form>
  )
}

function Refused({ c, rows }: { c: TownContext; rows: readonly Row<'refused'>[] }) {
  const { t } = c.var
  return (
    <Part c={c} title={t('plan.table.refused-rows')} lead={t('plan.table.refused-text')} count={rows.length}>
      <Table
        caption={t('plan.table.refused-rows')}
        captionHidden
        columns={[{ label: t('plan.table.row') }, { label: t('plan.table.measure') }, { label: t('plan.table.why') }]}
        rows={rows.slice(0, mostShown).map(row => [
          t('plan.table.row-number', { line: row.line }),
          <MeasureName c={c} row={row} />,
          <Lines
            lines={row.refusals.map(refusal => (
              <>
                <strong>{columnName(c, refusal.column)}:</strong> {wordsFor(c, refusal)} {refusal.found && <Found text={refusal.found} />}
              </>
            ))}
          />,
        ])}
      />
    </Part>
  )
}

function Changed({ c, rows }: { c: TownContext; rows: readonly Row<'changed'>[] }) {
  const { t } = c.var
  const differences = rows.flatMap(row => row.differences.map(difference => ({ row, difference })))
  return (
    <Part c={c} title={t('plan.table.changed-rows')} count={differences.length}>
      <Table
        caption={t('plan.table.changed-rows')}
        captionHidden
        columns={[
          { label: t('plan.table.measure') },
          { label: t('plan.table.what') },
          { label: t('plan.table.before') },
          { label: t('plan.table.after') },
        ]}
        rows={differences.slice(0, mostShown).map(({ row, difference: { column, before, after } }) => [
          <a href={desk.measure.to({ ...inTown(c), measure: row.number })}>
            <MeasureName c={c} row={row} />
          </a>,
          columnName(c, column),
          <Said c={c} column={column} value={before} />,
          <Said c={c} column={column} value={after} />,
        ])}
      />
    </Part>
  )
}

function New({ c, rows }: { c: TownContext; rows: readonly Row<'new'>[] }) {
  const { t } = c.var
  return (
    <Part c={c} title={t('plan.table.new-rows')} count={rows.length}>
      <Table
        caption={t('plan.table.new-rows')}
        captionHidden
        columns={[{ label: t('plan.table.measure') }, { label: t('plan.table.said') }]}
        rows={rows.slice(0, mostShown).map(row => [
          <MeasureName c={c} row={row} />,
          <Lines
            lines={row.differences
              .filter(({ column }) => column !== 'number' && column !== 'title')
              .map(({ column, after }) => (
                <>
                  <strong>{columnName(c, column)}:</strong> <Said c={c} column={column} value={after} />
                </>
              ))}
          />,
        ])}
      />
    </Part>
  )
}

function Part({ c, title, lead, count, children }: { c: TownContext; title: string; lead?: string; count: number; children?: Child }) {
  if (count === 0) return null
  return (
    <Stack>
      <h3>{title}</h3>
      {lead && <p class="muted">{lead}</p>}
      {children}
      {count > mostShown && <p class="muted">{c.var.t('plan.table.more', { count: count - mostShown })}</p>}
    </Stack>
  )
}

/** Several things in one cell. */
const Lines = ({ lines }: { lines: readonly Child[] }) => (
  <>
    {lines.map((line, place) => (
      <>
        {place > 0 && <br />}
        {line}
      </>
    ))}
  </>
)

const Found = ({ text }: { text: string }) => (
  <q>
    <bdi>{shortened(text)}</bdi>
  </q>
)

type DeedsProps = DeskProps & { added: number; changed: number; left: number }

function Deeds({ c, desk: { table, seen }, added, changed, left }: DeedsProps) {
  const { t } = c.var
  return (
    <Form action={desk.import.to({ ...inTown(c), import: table.id })} hidden={{ seen }}>
      <CsrfField c={c} />
      {added + changed === 0 && <Notice tone="info" title={t(left > 0 ? 'plan.table.nothing-good' : 'plan.table.nothing-new')} />}
      {added + changed > 0 && left > 0 && <p>{t('plan.table.left', { count: left })}</p>}
      <Buttons>
        {added + changed > 0 && <Button label={takeWords(c, added, changed)} name="deed" value="take" />}
        <Button label={t('plan.table.forget')} name="deed" value="forget" kind="danger" icon="bin" />
      </Buttons>
    </Form>
  )
}

function takeWords({ var: { t } }: TownContext, added: number, changed: number): string {
  if (changed === 0) return t('plan.table.take-new', { added })
  return added === 0 ? t('plan.table.take-changed', { changed }) : t('plan.table.take-both', { added, changed })
}

const MeasureName = ({ c, row: { number, title } }: { c: TownContext; row: JudgedRow }) => (
  <span>
    {number} <PlanText c={c} text={shortened(title)} />
  </span>
)

/** What a cell says, in the language of the page where it is one of a few words. */
function Said({ c, column, value }: { c: TownContext } & Pick<Difference, 'column'> & { value: Value }) {
  const { t } = c.var
  if (value === null || value === '' || (Array.isArray(value) && value.length === 0))
    return <span class="muted">{t('plan.table.nothing')}</span>
  if (typeof value === 'boolean') return <>{t(value ? 'plan.table.yes' : 'plan.table.no')}</>
  if (measureColumn[column].kind === 'day') return <>{dayIn(c, String(value))}</>
  if (column === 'status') return <>{t(`plan.word.status.${value as 'idea'}`)}</>
  if (column === 'light') return <>{t(`plan.word.light.${value as 'green'}`)}</>
  if (column === 'priority') return <>{t(`plan.word.priority.${value as 'normal'}`)}</>
  return <PlanText c={c} text={shortened(Array.isArray(value) ? value.join('; ') : String(value))} />
}

function wordsFor(c: TownContext, { column, refusal }: RowRefusal): string {
  const { t } = c.var
  if (isOfTables(refusal)) return t(`plan.table.refusal.${refusal}`)
  if (refusal === 'partner-too-long') return t('plan.involvement.refusal.partner-too-long', { most: longestPartner })
  if (refusal === 'too-many-partners') return t('plan.involvement.refusal.too-many-partners', { most: mostPartners })
  return t(`plan.measure.refusal.${refusal}`, { most: column in longestInMeasure ? longestInMeasure[column as 'title'] : 0 })
}

const isOfTables = (refusal: RowRefusal['refusal']): refusal is CellRefusal => cellRefusals.some(known => known === refusal)

const shortened = (text: string) => (text.length > 160 ? `${text.slice(0, 159)}…` : text)
