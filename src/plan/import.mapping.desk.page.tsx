import { CsrfField } from '#platform/people'
import { Button, Cards, Disclosure, ErrorSummary, Field, Form, Notice, Stack, type TownContext } from '#platform/web'
import type { FileRow } from './import.file.ts'
import { bodyOf, headOf, headsOf, widthOf } from './import.mapping.ts'
import type { PlanImport } from './import.ts'
import { type TableHead, tableHeads } from './measure.table.ts'
import { paths } from './paths.ts'
import { inTown } from './words.page.tsx'

export type MappingDesk = {
  table: PlanImport
  /** what was chosen and not taken: one thing for two columns */
  chosen?: readonly string[]
  twice?: TableHead
}

/** How a column of the table of measures is called on pages. */
export function columnName(c: TownContext, key: TableHead): string {
  switch (key) {
    case 'period':
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
const needed = ['number', 'title', 'fieldId'] as const satisfies readonly TableHead[]

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
  const body = bodyOf(rows, mapping)
  const value = (place: number) => chosen?.[place] ?? keyAt(table, place)
  const places = Array.from({ length: widthOf(rows) }, (_, place) => place)
  const refused = places.filter(place => twice !== undefined && value(place) === twice)
  const refusal = twice && t('plan.table.column-twice', { column: columnName(c, twice) })
  return (
    <>
      {refusal && (
        <ErrorSummary title={t('plan.desk.refused')} refusals={refused.map(place => ({ field: fieldName(place), text: refusal }))} />
      )}
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
        <Cards>
          {places.map(place => (
            <Field
              kind="select"
              name={fieldName(place)}
              label={heads[place] || t('plan.table.unnamed', { letter: letterOf(place) })}
              hint={exampleOf(c, body, place)}
              value={value(place)}
              refusal={refused.includes(place) ? refusal : undefined}
              options={[
                { value: '', label: t('plan.table.not-taken') },
                ...tableHeads.map(key => ({ value: key, label: columnName(c, key) })),
              ]}
            />
          ))}
        </Cards>
        <Button label={t('plan.table.apply-columns')} name="deed" value="map" kind="secondary" />
      </Form>
    </>
  )
}

const fieldName = (place: number) => `column-${place}`

/** What stands first in a column. */
function exampleOf(c: TownContext, body: readonly FileRow[], place: number): string {
  const text = body.find(({ cells }) => cells[place])?.cells[place]
  return text ? c.var.t('plan.table.example', { text: shortened(text) }) : c.var.t('plan.table.no-example')
}

const keyAt = ({ mapping: { columns } }: PlanImport, place: number) => tableHeads.find(key => columns[key] === place) ?? ''

/** As spreadsheets name their columns: A … Z, AA … */
const letterOf = (place: number): string =>
  (place < 26 ? '' : letterOf(Math.floor(place / 26) - 1)) + String.fromCharCode(65 + (place % 26))

const shortened = (text: string) => (text.length > 60 ? `${text.slice(0, 59)}…` : text)
