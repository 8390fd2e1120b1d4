import { CsrfField } from '#platform/people'
import { Button, Buttons, EmptyState, Field, Form, Notice, Section, Table, type TownContext } from '#platform/web'
import { addressOf, FieldFrame, refusalIn } from './field.frame.desk.page.tsx'
import { type FieldList, type FieldRefusal, isInUse, type ListedField, longestFieldName } from './field.ts'

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
