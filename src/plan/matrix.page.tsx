import type { Child } from 'hono/jsx'
import type { PrintRefusal } from '#platform/documents'
import { Breadcrumb, Button, EmptyState, Missing, Page, PageHead, Section, Stack, Table, type TownContext } from '#platform/web'
import { MatrixPicture } from './matrix.picture.page.tsx'
import { type Cell, costOfAll, costOfDepartment, type MatrixView } from './matrix.ts'
import { paths } from './paths.ts'
import type { Plan } from './plan.ts'
import { eurosIn, inTown, PlanText } from './words.page.tsx'

/** Who does what, as everybody may know it. */
export function MatrixPage({ c, plan, view }: { c: TownContext; plan: Plan; view: MatrixView }) {
  const { t } = c.var
  return (
    <Page c={c} title={t('plan.public.matrix.title')} width="wide">
      <Breadcrumb
        label={t('page.breadcrumb')}
        items={[{ label: <PlanText c={c} text={plan.title} />, href: paths.plan.to(inTown(c)) }, { label: t('plan.public.matrix.title') }]}
      />
      <PageHead title={t('plan.public.matrix.title')} lead={t('plan.public.matrix.lead')}>
        {view.fields.length > 0 && (
          <Button
            label={t('plan.public.matrix.pdf')}
            href={paths.matrixFile.to({ ...inTown(c), file: matrixFile })}
            icon="printer"
            kind="secondary"
          />
        )}
      </PageHead>
      <MatrixViews c={c} view={view} measures={query => paths.measures.to(inTown(c), query)} />
    </Page>
  )
}

/** Why there is no PDF of the matrix; the page says the same. */
export const MatrixNotPrinted = ({ c, refusal }: { c: TownContext; refusal: PrintRefusal }) => (
  <Page c={c} title={c.var.t('plan.public.matrix.title')} noIndex>
    <PageHead title={c.var.t('plan.public.matrix.title')} />
    <EmptyState
      title={c.var.t(refusal === 'press-missing' ? 'plan.public.press-missing' : 'plan.public.unprintable')}
      action={<Button label={c.var.t('plan.public.read-here')} href={paths.matrix.to(inTown(c))} />}
    />
  </Page>
)

/** What the matrix is called as a file, for everybody and at the desk. */
export const matrixFile = 'matrix.pdf'

type MeasuresAt = (query: { feld?: string; amt?: string }) => string
type ViewProps = { c: TownContext; view: MatrixView; measures: MeasuresAt }

/** The matrix as a picture and as a table; `measures`: where those of a field and a department are listed. */
export function MatrixViews({ c, view, measures }: ViewProps) {
  const { t } = c.var
  if (view.fields.length === 0) return <EmptyState title={t('plan.public.matrix.none')} />
  return (
    <Stack>
      <MatrixPicture c={c} view={view} />
      <Section title={t('plan.public.matrix.table')} lead={view.showsMoney ? t('plan.public.matrix.costs-lead') : undefined}>
        <MatrixTable c={c} view={view} measures={measures} />
      </Section>
    </Stack>
  )
}

function MatrixTable({ c, view, measures }: ViewProps) {
  const { t } = c.var
  const { matrix, fields, departments, showsMoney } = view
  return (
    <div class="matrix-table">
      <Table
        caption={t('plan.public.matrix.title')}
        captionHidden
        columns={[
          { label: t('plan.public.field') },
          ...departments.map(({ name }) => ({ label: name })),
          ...(showsMoney ? [{ label: t('plan.public.matrix.costs'), numeric: true }] : []),
        ]}
        rows={[
          ...fields.map(({ id, slug, name }) => [
            <>
              <a href={measures({ feld: slug })}>
                <PlanText c={c} text={name} />
              </a>
              {matrix.fieldsWithoutLead.includes(id) && <Missing text={t('plan.public.matrix.no-lead')} />}
            </>,
            ...departments.map(department => (
              <CellWords
                c={c}
                cell={matrix.cells.get(id)!.get(department.id)}
                href={measures({ feld: slug, amt: department.slug })}
                showsMoney={showsMoney}
              />
            )),
            ...(showsMoney ? [eurosIn(c, matrix.costs.get(id)!)] : []),
          ]),
          ...(showsMoney ? [costRow(c, view)] : []),
        ]}
      />
    </div>
  )
}

type CellProps = { c: TownContext; cell: Cell | undefined; href: string; showsMoney: boolean }

function CellWords({ c, cell, href, showsMoney }: CellProps) {
  const { t } = c.var
  if (!cell) return <span class="matrix-table__none">–</span>
  const { leads, asked, parts, cents } = cell
  const words = [
    leads > asked && t('plan.public.matrix.leads', { count: leads - asked }),
    asked > 0 && t('plan.public.matrix.asked', { count: asked }),
    parts > 0 && t('plan.public.matrix.parts', { count: parts }),
  ].filter(said => said !== false)
  return (
    <>
      <a href={href}>{words.join(', ')}</a>
      {showsMoney && cents > 0 && <small>{eurosIn(c, cents)}</small>}
    </>
  )
}

const costRow = (c: TownContext, { matrix, departments }: MatrixView): Child[] => [
  c.var.t('plan.public.matrix.costs'),
  ...departments.map(({ id }) => {
    const cents = costOfDepartment(matrix, id)
    return cents > 0 ? eurosIn(c, cents) : <span class="matrix-table__none">–</span>
  }),
  <strong>{eurosIn(c, costOfAll(matrix))}</strong>,
]
