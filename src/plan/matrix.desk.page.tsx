import { Breadcrumb, Button, Missing, Notice, Page, PageHead, Prose, Section, Stack, type TownContext } from '#platform/web'
import { MatrixViews, matrixFile } from './matrix.page.tsx'
import type { MatrixView } from './matrix.ts'
import { paths } from './paths.ts'
import { inTown, PlanText } from './words.page.tsx'

const { desk } = paths

/** Who does what at the desk: every measure and answer, and what is missing. */
export function MatrixDeskPage({ c, view }: { c: TownContext; view: MatrixView }) {
  const { t } = c.var
  return (
    <Page c={c} title={t('plan.matrix.title')} width="wide" noIndex>
      <Breadcrumb
        label={t('page.breadcrumb')}
        items={[{ label: t('plan.desk.title'), href: desk.plan.to(inTown(c)) }, { label: t('plan.matrix.title') }]}
      />
      <PageHead title={t('plan.matrix.title')} lead={t('plan.matrix.lead')}>
        {view.fields.length > 0 && (
          <Button
            label={t('plan.matrix.pdf')}
            href={desk.matrixFile.to({ ...inTown(c), file: matrixFile })}
            icon="printer"
            kind="secondary"
          />
        )}
      </PageHead>
      <MatrixViews c={c} view={view} measures={query => desk.measures.to(inTown(c), query)} />
      {view.fields.length > 0 && <Gaps c={c} view={view} />}
    </Page>
  )
}

/** So many measures are named one by one; of more the list of measures tells. */
const mostNamed = 20

function Gaps({ c, view: { matrix, fields, departments, titles } }: { c: TownContext; view: MatrixView }) {
  const { t } = c.var
  const fieldsWithoutLead = fields.filter(({ id }) => matrix.fieldsWithoutLead.includes(id))
  const withoutPart = departments.filter(({ id }) => matrix.departmentsWithoutPart.includes(id))
  const isComplete = [fieldsWithoutLead, withoutPart, matrix.doubleLeads, matrix.leadsNotAccepted].every(({ length }) => length === 0)
  const measureLink = (measure: string) => ({
    name: `${measure} ${titles.get(measure)}`,
    href: desk.measureDepartments.to({ ...inTown(c), measure }),
  })
  return (
    <Section title={t('plan.matrix.gaps')} lead={isComplete ? undefined : t('plan.matrix.gaps-lead')}>
      <Stack>
        {isComplete && <Notice tone="success" title={t('plan.matrix.no-gaps')} />}
        <Gap
          c={c}
          title={t('plan.matrix.gap.fields', { count: fieldsWithoutLead.length })}
          links={fieldsWithoutLead.map(({ name, slug }) => ({
            name,
            href: desk.measures.to(inTown(c), { feld: slug, federfuehrung: 'offen' }),
          }))}
        />
        <Gap c={c} title={t('plan.matrix.gap.double', { count: matrix.doubleLeads.length })} links={matrix.doubleLeads.map(measureLink)} />
        <Gap
          c={c}
          title={t('plan.matrix.gap.asked', { count: matrix.leadsNotAccepted.length })}
          links={matrix.leadsNotAccepted.map(measureLink)}
        />
        <Gap
          c={c}
          title={t('plan.matrix.gap.departments', { count: withoutPart.length })}
          links={withoutPart.map(({ name, slug }) => ({ name, href: desk.department.to({ ...inTown(c), department: slug }) }))}
        />
      </Stack>
    </Section>
  )
}

type GapProps = { c: TownContext; title: string; links: { name: string; href: string }[] }

function Gap({ c, title, links }: GapProps) {
  if (links.length === 0) return null
  return (
    <Prose>
      <h3>{title}</h3>
      <ul>
        {links.slice(0, mostNamed).map(({ name, href }) => (
          <li>
            <a href={href}>
              <PlanText c={c} text={name} />
            </a>
          </li>
        ))}
        {links.length > mostNamed && (
          <li>
            <Missing text={c.var.t('plan.matrix.more', { count: links.length - mostNamed })} />
          </li>
        )}
      </ul>
    </Prose>
  )
}
