import { CsrfField } from '#platform/people'
import { Button, Disclosure, ErrorSummary, Field, Form, fieldId, Notice, Stack, Table, type TownContext } from '#platform/web'
import { bodyOf, headOf, headsOf, widthOf } from './import.mapping.ts'
import type { PlanImport } from './import.ts'
import { type MeasureColumn, measureColumns } from './measure.table.ts'
import { paths } from './paths.ts'
import { inTown } from './words.page.tsx'

export type MappingDesk = {
  table: PlanImport
  /** what was chosen and not taken: one thing for two columns */
  chosen?: readonly string[]
  twice?: MeasureColumn
}

/** How a column of the table of measures is called on pages. */
export function columnName(c: TownContext, key: MeasureColumn): string {
  switch (key) {
    case 'goals':
    case 'leads':
    case 'parts':
    case 'partners':
      return c.var.t(`plan.table.column.${key}`)
    default:
      return c.var.t(`plan.measure.field.${key}`)
  }
}

/** Without these no measure can come into being. */
const needed = ['number', 'title', 'fieldId'] as const satisfies readonly MeasureColumn[]

/** Which column of the file says what: guessed, and open to be corrected. */
export function MappingForm({ c, desk }: { c: TownContext; desk: MappingDesk }) {
  const { t } = c.var
  const { rows, mapping } = desk.table
  const [known, all] = [Object.keys(mapping.columns).length, widthOf(rows)]
  const missing = needed.filter(key => mapping.columns[key] === undefined)
  return (
    <Stack>
      {missing.length > 0 && (
        <Notice tone="warning" title={t('plan.table.columns-missing', { columns: missing.map(key => columnName(c, key)).join(', ') })} />
      )}
      <Disclosure label={t('plan.table.columns-known', { known, all })} open={missing.length > 0 || desk.twice !== undefined}>
        <Columns c={c} desk={desk} />
      </Disclosure>
    </Stack>
  )
}

function Columns({ c, desk: { table, chosen, twice } }: { c: TownContext; desk: MappingDesk }) {
  const { t } = c.var
  const { id, rows, mapping } = table
  const heads = headOf(rows, mapping)
  const example = bodyOf(rows, mapping)
  const isTwice = (place: number) => twice !== undefined && chosen?.[place] === twice
  const first = chosen?.indexOf(twice ?? '') ?? -1
  const places = Array.from({ length: widthOf(rows) }, (_, place) => place)
  return (
    <>
      {twice && <ErrorSummary title={t('plan.table.refused')} refusals={[{ field: `column-${first}`, text: twiceText(c, twice) }]} />}
      <Form action={paths.desk.import.to({ ...inTown(c), import: id })}>
        <CsrfField c={c} />
        <Field
          kind="select"
          name="head"
          label={t('plan.table.head')}
          hint={t('plan.table.head-hint')}
          value={String(mapping.head)}
          options={headsOf(rows).map(({ line, cells }) => ({
            value: String(line),
            label: t('plan.table.line', { line, text: shortened(cells.filter(Boolean).join(' · ')) }),
          }))}
        />
        <Table
          caption={t('plan.table.columns')}
          captionHidden
          columns={[{ label: t('plan.table.in-file') }, { label: t('plan.table.example') }, { label: t('plan.table.becomes') }]}
          rows={places.map(place => [
            <bdi>{heads[place] || t('plan.table.unnamed', { letter: letterOf(place) })}</bdi>,
            <bdi class="muted">{shortened(example.find(({ cells }) => cells[place])?.cells[place] ?? '–')}</bdi>,
            <Choice
              c={c}
              place={place}
              head={heads[place] ?? ''}
              value={chosen?.[place] ?? keyAt(table, place)}
              isTwice={isTwice(place)}
            />,
          ])}
        />
        <Button label={t('plan.table.apply-columns')} name="deed" value="map" kind="secondary" />
      </Form>
    </>
  )
}

type ChoiceProps = { c: TownContext; place: number; head: string; value: string; isTwice: boolean }

function Choice({ c, place, head, value, isTwice }: ChoiceProps) {
  const name = `column-${place}`
  return (
    <select
      class="kern-form-input__select"
      id={fieldId(name)}
      name={name}
      aria-label={c.var.t('plan.table.becomes-of', { column: head || letterOf(place) })}
      aria-invalid={isTwice ? 'true' : undefined}
    >
      <option value="" selected={value === ''}>
        {c.var.t('plan.table.not-taken')}
      </option>
      {measureColumns.map(({ key }) => (
        <option value={key} selected={value === key}>
          {columnName(c, key)}
        </option>
      ))}
    </select>
  )
}

const twiceText = (c: TownContext, twice: MeasureColumn) => c.var.t('plan.table.column-twice', { column: columnName(c, twice) })

const keyAt = ({ mapping: { columns } }: PlanImport, place: number) => measureColumns.find(({ key }) => columns[key] === place)?.key ?? ''

/** As spreadsheets name their columns: A … Z, AA … */
const letterOf = (place: number): string =>
  (place < 26 ? '' : letterOf(Math.floor(place / 26) - 1)) + String.fromCharCode(65 + (place % 26))

const shortened = (text: string) => (text.length > 80 ? `${text.slice(0, 79)}…` : text)
