import { Button, Buttons, Section, type TownContext } from '#platform/web'
import { paths } from './paths.ts'
import { measuresFile } from './plan.tables.ts'
import { inTown } from './words.page.tsx'

/** The plan to take along, for everybody. */
export const PlanFiles = ({ c }: { c: TownContext }) => (
  <Section title={c.var.t('plan.public.table.title')} lead={c.var.t('plan.public.table.lead')}>
    <Buttons>
      {(['xlsx', 'csv', 'json'] as const).map(format => (
        <Button
          label={c.var.t(`plan.public.table.${format}`)}
          fullLabel={`${c.var.t('plan.public.table.title')}: ${c.var.t(`plan.public.table.${format}`)}`}
          href={paths.planFile.to({ ...inTown(c), file: fileNames[format] })}
          kind="secondary"
          icon="download"
        />
      ))}
    </Buttons>
  </Section>
)

/** CSV knows no sheets: the table of measures is taken along. */
export const fileNames = { xlsx: 'plan.xlsx', csv: `${measuresFile}.csv`, json: 'plan.json' } as const
