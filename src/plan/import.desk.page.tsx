import { CsrfField } from '#platform/people'
import {
  Breadcrumb,
  Button,
  Card,
  Cards,
  ErrorSummary,
  Field,
  Form,
  Notice,
  Page,
  PageHead,
  Section,
  Stack,
  type TownContext,
} from '#platform/web'
import { fileNames } from './export.page.tsx'
import { type FileRefusal, mostRows } from './import.file.ts'
import type { PlanImport } from './import.ts'
import { paths } from './paths.ts'
import { inTown } from './words.page.tsx'

const { desk } = paths

export type Taken = { added: number; changed: number }

export type ImportsDesk = {
  waiting: readonly Pick<PlanImport, 'id' | 'name' | 'uploadedAt'>[]
  taken?: Taken
  isForgotten: boolean
  refused?: { refusal: FileRefusal; found: string }
}

/** The plan as tables: in, and out. */
export function ImportsPage({ c, desk: shown }: { c: TownContext; desk: ImportsDesk }) {
  const { t, role } = c.var
  const title = t('plan.table.title')
  return (
    <Page c={c} title={title} width="narrow" noIndex>
      <Breadcrumb label={t('page.breadcrumb')} items={[{ label: t('menu.desk-plan'), href: desk.plan.to(inTown(c)) }, { label: title }]} />
      <PageHead title={title} lead={t('plan.table.lead')} />
      <Stack>
        {shown.taken && <TakenNotice c={c} taken={shown.taken} />}
        {shown.isForgotten && <Notice tone="success" title={t('plan.table.forgotten')} live />}
        {role === 'coordinator' && <Upload c={c} refused={shown.refused} />}
        {role === 'coordinator' && shown.waiting.length > 0 && <Waiting c={c} waiting={shown.waiting} />}
        <Section title={t('plan.table.out')} lead={t(role === 'coordinator' ? 'plan.table.out-text-in' : 'plan.table.out-text')}>
          <Cards>
            {(['xlsx', 'csv', 'json'] as const).map(format => (
              <Card title={t(`plan.table.file.${format}`)} href={desk.exportFile.to({ ...inTown(c), file: fileNames[format] })}>
                <p class="muted">{t(`plan.table.file-text.${format}`)}</p>
              </Card>
            ))}
          </Cards>
        </Section>
      </Stack>
    </Page>
  )
}

export const TakenNotice = ({ c, taken }: { c: TownContext; taken: Taken }) => (
  <Notice tone="success" title={c.var.t('plan.table.taken', taken)} live>
    <a href={desk.measures.to(inTown(c))}>{c.var.t('plan.table.to-measures')}</a>
  </Notice>
)

function Upload({ c, refused }: { c: TownContext; refused: ImportsDesk['refused'] }) {
  const { t } = c.var
  const most = new Intl.NumberFormat(c.var.language.locale).format(mostRows)
  const refusal = refused && t(`plan.table.file-refusal.${refused.refusal}`, { found: refused.found, most })
  return (
    <Section title={t('plan.table.in')} lead={t('plan.table.in-text')}>
      {refusal && <ErrorSummary title={t('plan.desk.refused')} refusals={[{ field: 'table', text: refusal }]} />}
      <Form action={desk.imports.to(inTown(c))} files>
        <CsrfField c={c} />
        <Field
          kind="file"
          name="table"
          label={t('plan.table.choose')}
          hint={t('plan.table.choose-hint', { most })}
          accept=".xlsx,.csv,.txt"
          refusal={refusal}
        />
        <Button label={t('plan.table.upload')} />
      </Form>
    </Section>
  )
}

function Waiting({ c, waiting }: { c: TownContext; waiting: ImportsDesk['waiting'] }) {
  const { t, language } = c.var
  const moment = new Intl.DateTimeFormat(language.locale, { timeZone: 'Europe/Berlin', dateStyle: 'medium', timeStyle: 'short' })
  return (
    <Section title={t('plan.table.waiting')}>
      <Cards>
        {waiting.map(({ id, name, uploadedAt }) => (
          <Card
            title={<bdi>{name || t('plan.table.choose')}</bdi>}
            href={desk.import.to({ ...inTown(c), import: id })}
            meta={moment.format(uploadedAt)}
          />
        ))}
      </Cards>
    </Section>
  )
}
