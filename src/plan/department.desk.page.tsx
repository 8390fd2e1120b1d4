import type { Child } from 'hono/jsx'
import { CsrfField } from '#platform/people'
import {
  Badge,
  Breadcrumb,
  Button,
  Buttons,
  EmptyState,
  Missing,
  Notice,
  Page,
  PageHead,
  Section,
  Stack,
  Table,
  type TownContext,
} from '#platform/web'
import { DepartmentForm, newOne } from './department.form.desk.page.tsx'
import { type ClosingRefusal, type Department, type DepartmentRefusals, type DepartmentValues, inTree } from './department.ts'
import { paths } from './paths.ts'

type Use = { leads: number; parts: number }

export type DepartmentsDesk = { departments: Department[]; uses: ReadonlyMap<string, Use>; mayWrite: boolean; done?: string }

/** All departments, each followed by those that belong to it. */
export function DepartmentsDeskPage({ c, desk: { departments, uses, mayWrite, done } }: { c: TownContext; desk: DepartmentsDesk }) {
  const { t, municipality } = c.var
  const add = mayWrite && (
    <Button label={t('plan.department.add')} href={paths.desk.department.to({ town: municipality.slug, department: newOne })} icon="plus" />
  )
  return (
    <DepartmentFrame c={c} title={t('plan.department.title')} lead={t('plan.department.lead')} deeds={departments.length > 0 && add}>
      {done === 'entfernt' && <Notice tone="success" title={t('plan.department.removed')} live />}
      {departments.length === 0 ? (
        <EmptyState title={t('plan.department.none')} action={add}>
          {t('plan.department.none-text')}
        </EmptyState>
      ) : (
        <DepartmentTable c={c} departments={departments} uses={uses} mayWrite={mayWrite} />
      )}
    </DepartmentFrame>
  )
}

function DepartmentTable({ c, departments, uses, mayWrite }: { c: TownContext } & Omit<DepartmentsDesk, 'done'>) {
  const { t, municipality } = c.var
  const numbers = new Intl.NumberFormat(c.var.language.locale)
  const nameOf = new Map(departments.map(({ id, name }) => [id, name]))
  return (
    <Table
      caption={t('plan.department.title')}
      captionHidden
      columns={[
        { label: t('plan.department.field.name') },
        { label: t('plan.department.field.parent') },
        { label: t('plan.department.head') },
        { label: t('plan.department.field.mail') },
        { label: t('plan.department.leads'), numeric: true },
        { label: t('plan.department.parts'), numeric: true },
      ]}
      rows={inTree(departments).map(({ department }) => [
        <>
          {mayWrite ? (
            <a href={paths.desk.department.to({ town: municipality.slug, department: department.slug })}>{department.name}</a>
          ) : (
            department.name
          )}
          {department.shortName && <span class="muted"> ({department.shortName})</span>}{' '}
          {department.isClosed && <Badge label={t('plan.department.closed')} />}
        </>,
        nameOf.get(department.parentId ?? '') ?? '–',
        [department.headRole, department.headName].filter(Boolean).join(', ') || '–',
        department.mail || <Missing text={t('plan.department.no-mail')} />,
        numbers.format(uses.get(department.id)?.leads ?? 0),
        numbers.format(uses.get(department.id)?.parts ?? 0),
      ])}
    />
  )
}

export type DepartmentDesk = {
  /** undefined: a new one */
  department?: Department
  all: Department[]
  values: DepartmentValues
  seen?: string
  refusals?: DepartmentRefusals
  closingRefusal?: ClosingRefusal
  use?: Use
  done?: string
}

/** One department, or a new one. */
export function DepartmentDeskPage({ c, desk }: { c: TownContext; desk: DepartmentDesk }) {
  const { t } = c.var
  const { department, all, values, seen, refusals, closingRefusal, use, done } = desk
  return (
    <DepartmentFrame
      c={c}
      title={department?.name ?? t('plan.department.add')}
      preline={department?.isClosed && <Badge label={t('plan.department.closed')} />}
      lead={use && t('plan.department.use', use)}
      below
    >
      {done && <Notice tone="success" title={t(done === 'angelegt' ? 'plan.department.added' : 'plan.department.done')} live />}
      {closingRefusal && <Notice tone="error" title={t(`plan.department.closing-refusal.${closingRefusal}`)} live />}
      <DepartmentForm c={c} department={department} all={all} values={values} seen={seen} refusals={refusals} />
      {department && <Closing c={c} department={department} use={use} />}
    </DepartmentFrame>
  )
}

/** A department that was dissolved is closed; one that was entered by mistake is removed. */
function Closing({ c, department, use }: { c: TownContext; department: Department; use?: Use }) {
  const { t, municipality } = c.var
  const isUsed = use !== undefined && use.leads + use.parts > 0
  return (
    <Section
      title={t('plan.department.closing')}
      lead={t(department.isClosed ? 'plan.department.reopening-text' : 'plan.department.closing-text')}
    >
      <form action={paths.desk.department.to({ town: municipality.slug, department: department.slug })} method="post">
        <CsrfField c={c} />
        <Buttons>
          {department.isClosed ? (
            <Button label={t('plan.department.reopen')} name="deed" value="reopen" kind="secondary" icon="undo" />
          ) : (
            <Button label={t('plan.department.close')} name="deed" value="close" kind="danger" />
          )}
          {!isUsed && <Button label={t('plan.department.remove')} name="deed" value="remove" kind="danger" icon="bin" />}
        </Buttons>
      </form>
    </Section>
  )
}

type FrameProps = { c: TownContext; title: string; preline?: Child; lead?: string; deeds?: Child; below?: boolean; children?: Child }

/** The frame of every page about departments at the desk; `below`: a page under the list. */
function DepartmentFrame({ c, title, preline, lead, deeds, below = false, children }: FrameProps) {
  const { t, municipality } = c.var
  const town = municipality.slug
  return (
    <Page c={c} title={title} width={below ? 'narrow' : undefined} noIndex>
      <Breadcrumb
        label={t('page.breadcrumb')}
        items={[
          { label: t('menu.desk-plan'), href: paths.desk.plan.to({ town }) },
          ...(below ? [{ label: t('plan.department.title'), href: paths.desk.departments.to({ town }) }] : []),
          { label: title },
        ]}
      />
      <PageHead title={title} preline={preline} lead={lead}>
        {deeds}
      </PageHead>
      <Stack>{children}</Stack>
    </Page>
  )
}
