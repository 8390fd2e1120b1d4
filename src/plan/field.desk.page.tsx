import type { Child } from 'hono/jsx'
import { CsrfField } from '#platform/people'
import {
  Breadcrumb,
  Button,
  Buttons,
  EmptyState,
  Field,
  Form,
  Notice,
  Page,
  PageHead,
  Section,
  Stack,
  Table,
  Tabs,
  type TownContext,
} from '#platform/web'
import { type FieldList, type FieldRefusal, isInUse, type ListedField, longestFieldName, mostFields } from './field.ts'
import { paths } from './paths.ts'

export type FieldsDesk = {
  list: FieldList
  fields: ListedField[]
  /** how many of the usual ones are missing */
  missing: number
  mayWrite: boolean
  refused?: { name: string; refusal: FieldRefusal }
  done?: boolean
}

/** Action fields, or target groups, in their order. */
export function FieldsDeskPage({ c, desk }: { c: TownContext; desk: FieldsDesk }) {
  const { t } = c.var
  const { list, fields, missing, mayWrite, refused, done } = desk
  const usual = mayWrite && missing > 0 && <UsualForm c={c} list={list} missing={missing} isFirst={fields.length === 0} />
  return (
    <FieldFrame c={c} list={list} title={t(`plan.field.title.${list}`)} lead={t(`plan.field.lead.${list}`)}>
      {done && <Notice tone="success" title={t('plan.field.done')} live />}
      {fields.length === 0 ? (
        <EmptyState title={t(`plan.field.none.${list}`)} action={usual}>
          {t('plan.field.none-text')}
        </EmptyState>
      ) : (
        <FieldTable c={c} desk={desk} />
      )}
      {mayWrite && (
        <Section title={t(`plan.field.add-title.${list}`)}>
          <Form action={addressOf(c, list)}>
            <CsrfField c={c} />
            <Field
              kind="text"
              name="name"
              label={t('plan.field.name')}
              value={refused?.name ?? ''}
              maxlength={longestFieldName}
              dir="auto"
              required
              refusal={refused && refusalIn(c, refused.refusal)}
            />
            <Button label={t('plan.field.add')} icon="plus" kind="secondary" />
          </Form>
          {fields.length > 0 && usual}
        </Section>
      )}
    </FieldFrame>
  )
}

const UsualForm = ({ c, list, missing, isFirst }: { c: TownContext; list: FieldList; missing: number; isFirst: boolean }) => (
  <form action={addressOf(c, list)} method="post">
    <CsrfField c={c} />
    <Button
      label={c.var.t(`plan.field.usual.${list}`, { count: missing })}
      name="deed"
      value="usual"
      icon="plus"
      kind={isFirst ? 'primary' : 'quiet'}
    />
  </form>
)

function FieldTable({ c, desk: { list, fields, mayWrite } }: { c: TownContext; desk: FieldsDesk }) {
  const { t } = c.var
  const numbers = new Intl.NumberFormat(c.var.language.locale)
  const hasGoals = list === 'field'
  return (
    <Table
      caption={t(`plan.field.title.${list}`)}
      captionHidden
      columns={[
        { label: t('plan.field.name') },
        ...(hasGoals ? [{ label: t('plan.field.goals'), numeric: true }] : []),
        { label: t('plan.field.measures'), numeric: true },
        ...(mayWrite ? [{ label: t('plan.field.order'), labelHidden: true }] : []),
      ]}
      rows={fields.map((field, place) => [
        mayWrite ? <a href={addressOf(c, list, field)}>{field.name}</a> : field.name,
        ...(hasGoals ? [numbers.format(field.goals)] : []),
        numbers.format(field.measures),
        ...(mayWrite ? [<MoveForm c={c} list={list} field={field} isFirst={place === 0} isLast={place === fields.length - 1} />] : []),
      ])}
    />
  )
}

type MoveProps = { c: TownContext; list: FieldList; field: ListedField; isFirst: boolean; isLast: boolean }

function MoveForm({ c, list, field, isFirst, isLast }: MoveProps) {
  const { t } = c.var
  const move = (direction: 'up' | 'down') => (
    <Button
      label={t(`plan.field.${direction}`)}
      fullLabel={`${t(`plan.field.${direction}`)}: ${field.name}`}
      name="deed"
      value={direction}
      icon={direction}
      kind="quiet"
      small
    />
  )
  return (
    <form action={addressOf(c, list, field)} method="post">
      <CsrfField c={c} />
      <Buttons>
        {!isFirst && move('up')}
        {!isLast && move('down')}
      </Buttons>
    </form>
  )
}

export type FieldDesk = { list: FieldList; field: ListedField; name: string; refusal?: FieldRefusal; done?: boolean }

/** One action field or target group: rename it, or remove it while nothing stands in it. */
export function FieldDeskPage({ c, desk: { list, field, name, refusal, done } }: { c: TownContext; desk: FieldDesk }) {
  const { t } = c.var
  const besideField = refusal && refusal !== 'in-use' ? refusalIn(c, refusal) : undefined
  return (
    <FieldFrame c={c} list={list} title={field.name} lead={t(`plan.field.use.${list}`, field)} below>
      {done && <Notice tone="success" title={t('plan.field.done')} live />}
      {refusal === 'in-use' && <Notice tone="error" title={refusalIn(c, refusal)} live />}
      <Form action={addressOf(c, list, field)} hidden={{ seen: field.name }}>
        <CsrfField c={c} />
        <Field
          kind="text"
          name="name"
          label={t('plan.field.name')}
          value={name}
          maxlength={longestFieldName}
          dir="auto"
          required
          refusal={besideField}
        />
        <Buttons>
          <Button label={t('plan.desk.save')} name="deed" value="rename" />
          {!isInUse(field) && <Button label={t('plan.field.remove')} name="deed" value="remove" kind="danger" icon="bin" />}
        </Buttons>
      </Form>
      {isInUse(field) && <p class="small muted">{t(`plan.field.in-use.${list}`)}</p>}
    </FieldFrame>
  )
}

type FrameProps = { c: TownContext; list: FieldList; title: string; lead: string; below?: boolean; children?: Child }

/** The frame of every page about action fields and target groups; `below`: a page under the list. */
function FieldFrame({ c, list, title, lead, below = false, children }: FrameProps) {
  const { t, municipality } = c.var
  const listTitle = t(`plan.field.title.${list}`)
  return (
    <Page c={c} title={title} width="normal" noIndex>
      <Breadcrumb
        label={t('page.breadcrumb')}
        items={[
          { label: t('menu.desk-plan'), href: paths.desk.plan.to({ town: municipality.slug }) },
          ...(below ? [{ label: listTitle, href: addressOf(c, list) }] : []),
          { label: title },
        ]}
      />
      <PageHead title={title} lead={lead} />
      {!below && (
        <Tabs
          label={t('plan.field.lists')}
          items={(['field', 'group'] as const).map(each => ({
            label: t(`plan.field.title.${each}`),
            href: addressOf(c, each),
            current: each === list,
          }))}
        />
      )}
      <Stack>{children}</Stack>
    </Page>
  )
}

const refusalIn = (c: TownContext, refusal: FieldRefusal) =>
  c.var.t(`plan.field.refusal.${refusal}`, { most: refusal === 'too-many' ? mostFields : longestFieldName })

/** Where a list stands, or one of its entries. */
export function addressOf(c: TownContext, list: FieldList, field?: { slug: string }, query?: Record<string, string>) {
  const town = c.var.municipality.slug
  const { desk } = paths
  if (!field) return (list === 'field' ? desk.fields : desk.targetGroups).to({ town }, query)
  return list === 'field' ? desk.field.to({ town, field: field.slug }, query) : desk.targetGroup.to({ town, group: field.slug }, query)
}
