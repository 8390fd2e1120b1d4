import { CsrfField, momentIn } from '#platform/people'
import { Badge, Button, Card, EmptyState, Form, Notice, Table } from '#platform/web'
import { refusalOf } from './measure.form.desk.page.tsx'
import { MeasureFrame, ofMeasure } from './measure.frame.desk.page.tsx'
import type { MeasureChoices } from './measure.values.ts'
import type { MeasureContext } from './measure.visitor.ts'
import type { MeasureChange } from './measure-change.store.ts'
import type { MeasureField, MeasureFields, MeasureRefusals } from './measure-change.ts'
import { paths } from './paths.ts'
import { dayIn, PlanText } from './words.page.tsx'

export type ChangeDesk = {
  changes: MeasureChange[]
  choices: MeasureChoices
  /** which change could not be taken back, and why */
  refused?: { id: string; refusals: MeasureRefusals }
  done?: boolean
}

type DeskProps = { c: MeasureContext; desk: ChangeDesk }

/** What was changed of a measure, newest first; the coordination takes back what was wrong. */
export function ChangesPage({ c, desk }: DeskProps) {
  const { t } = c.var
  return (
    <MeasureFrame c={c} tab="changes" lead={t('plan.change.lead')} done={desk.done}>
      {desk.changes.length === 0 && <EmptyState title={t('plan.change.none')} />}
      {desk.changes.map(change => (
        <ChangeCard c={c} desk={desk} change={change} />
      ))}
    </MeasureFrame>
  )
}

function ChangeCard({ c, desk: { changes, choices, refused }, change }: DeskProps & { change: MeasureChange }) {
  const { t, role } = c.var
  const isTakenBack = changes.some(({ reverts }) => reverts === change.id)
  const moment = momentIn(c, change.at)
  return (
    <Card title={moment} level={2} meta={whoIn(c, change)} badge={<StateBadge c={c} change={change} isTakenBack={isTakenBack} />}>
      {refused?.id === change.id && <Refused c={c} refusals={refused.refusals} />}
      <Table
        caption={t('plan.change.caption', { moment })}
        captionHidden
        columns={[{ label: t('plan.change.what') }, { label: t('plan.change.before') }, { label: t('plan.change.after') }]}
        rows={(Object.keys(change.after) as MeasureField[]).map(field => [
          t(`plan.measure.field.${field}`),
          <Value c={c} choices={choices} fields={change.before} field={field} />,
          <Value c={c} choices={choices} fields={change.after} field={field} />,
        ])}
      />
      {role === 'coordinator' && !isTakenBack && (
        <Form action={paths.desk.measureChange.to({ ...ofMeasure(c), change: change.id })}>
          <CsrfField c={c} />
          <Button
            label={t('plan.change.take-back')}
            fullLabel={t('plan.change.take-back-of', { moment })}
            kind="secondary"
            icon="undo"
            small
          />
        </Form>
      )}
    </Card>
  )
}

/** Why it cannot be taken back: each field that stands in the way. */
function Refused({ c, refusals }: { c: MeasureContext; refusals: MeasureRefusals }) {
  const { t } = c.var
  return (
    <Notice tone="error" title={t('plan.change.refused')} live>
      <ul>
        {(Object.keys(refusals) as MeasureField[]).map(field => (
          <li>
            {t(`plan.measure.field.${field}`)}: {refusalOf(c, refusals, field)}
          </li>
        ))}
      </ul>
    </Notice>
  )
}

function StateBadge({ c, change, isTakenBack }: { c: MeasureContext; change: MeasureChange; isTakenBack: boolean }) {
  if (isTakenBack) return <Badge label={c.var.t('plan.change.taken-back')} tone="warning" />
  return change.reverts ? <Badge label={c.var.t('plan.change.reverts')} tone="info" /> : null
}

function whoIn(c: MeasureContext, { byLink, linkName, person }: MeasureChange): string {
  const { t } = c.var
  if (byLink) return t('plan.change.by-link', { name: linkName ?? '' })
  return person ? t('plan.change.by', { name: person }) : t('plan.change.by-unknown')
}

type ValueProps = { c: MeasureContext; choices: MeasureChoices; fields: Partial<MeasureFields>; field: MeasureField }

/** What a field said, in words. */
function Value({ c, choices, fields, field }: ValueProps) {
  const { t } = c.var
  const value = fields[field]
  if (value === null || value === undefined || value === '') return <span class="muted">{t('plan.change.empty')}</span>
  switch (field) {
    case 'status':
      return t(`plan.word.status.${fields.status!}`)
    case 'light':
      return t(`plan.word.light.${fields.light!}`)
    case 'priority':
      return t(`plan.word.priority.${fields.priority!}`)
    case 'isPublic':
      return t(fields.isPublic ? 'plan.change.yes' : 'plan.change.no')
    case 'fieldId':
      return <Name c={c} of={choices.fields} id={fields.fieldId!} />
    case 'targetGroupId':
      return <Name c={c} of={choices.groups} id={fields.targetGroupId!} />
    case 'startsOn':
    case 'endsOn':
    case 'statedOn':
    case 'resolvedOn':
    case 'regularSince':
      return dayIn(c, fields[field]!)
    default:
      return <PlanText c={c} text={fields[field]!} />
  }
}

function Name({ c, of, id }: { c: MeasureContext; of: MeasureChoices['fields']; id: string }) {
  const name = of.find(each => each.id === id)?.name
  return name ? <PlanText c={c} text={name} /> : <span class="muted">{c.var.t('plan.change.gone')}</span>
}
