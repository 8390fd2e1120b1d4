import { Written } from '#dialogue'
import { CsrfField } from '#platform/people'
import { Button, Buttons, EmptyState, ErrorSummary, Field, Form, Table } from '#platform/web'
import { type BodyPosition, bodies, longestPosition, type PositionRefusals, type PositionValues } from './body-position.ts'
import { IssueDeskFrame, newOne } from './issue.frame.desk.page.tsx'
import type { Issue } from './issue.ts'
import { paths } from './paths.ts'
import { dayIn } from './sequence.page.tsx'
import type { VisionContext } from './visitor.ts'

/** What integration council and steering group have stated, at the desk. */
export function BodyPositionsDeskPage({ c, positions }: { c: VisionContext; positions: readonly BodyPosition[] }) {
  const { t, vision } = c.var
  const to = (position: string) => paths.desk.bodyPosition.to({ ...at(c), position })
  const add = <Button label={t('vision.desk-issue.position.add')} href={to(newOne)} icon="plus" />
  return (
    <IssueDeskFrame c={c} title={t('vision.desk-issue.position.title')} lead={t('vision.desk-issue.position.lead')} below>
      {positions.length === 0 ? (
        <EmptyState title={t('vision.desk-issue.position.none')} action={add} />
      ) : (
        <>
          <Table
            caption={t('vision.desk-issue.position.title')}
            captionHidden
            columns={[
              { label: t('vision.desk-issue.position.body') },
              { label: t('vision.desk-issue.position.text') },
              { label: t('vision.desk-issue.position.date') },
            ]}
            rows={positions.map(({ id, body, text, statedOn, issue }) => [
              <a href={to(id)}>{t(`vision.body-position.body.${body}`)}</a>,
              <>
                {issue !== null && `${t('vision.body-position.about', { number: issue })}: `}
                <Written c={c} text={text} language={vision.language} />
              </>,
              dayIn(c, statedOn),
            ])}
          />
          <Buttons>{add}</Buttons>
        </>
      )}
    </IssueDeskFrame>
  )
}

export type PositionDesk = { id: string; values: PositionValues; issues: readonly Issue[]; refusals?: PositionRefusals }

/** A position of a body, to be written. */
export function BodyPositionDeskPage({ c, desk: { id, values, issues, refusals = {} } }: { c: VisionContext; desk: PositionDesk }) {
  const { t, vision } = c.var
  const isNew = id === newOne
  const refusal = (field: keyof PositionValues) =>
    refusals[field] && t(`vision.desk-issue.position.refusal.${refusals[field]}`, { most: longestPosition })
  const refused = (Object.keys(refusals) as (keyof PositionValues)[]).map(field => ({ field, text: refusal(field)! }))
  return (
    <IssueDeskFrame c={c} title={t(isNew ? 'vision.desk-issue.position.add' : 'vision.desk-issue.position.edit')} below>
      {refused.length > 0 && <ErrorSummary title={t('vision.desk-issue.refused')} refusals={refused} />}
      <Form action={paths.desk.bodyPosition.to({ ...at(c), position: id })}>
        <CsrfField c={c} />
        <Field
          kind="radio"
          name="body"
          label={t('vision.desk-issue.position.body')}
          value={values.body}
          options={bodies.map(value => ({ value, label: t(`vision.body-position.body.${value}`) }))}
          refusal={refusal('body')}
        />
        <Field
          kind="select"
          name="issue"
          label={t('vision.desk-issue.position.about')}
          value={values.issue}
          options={[
            { value: '', label: t('vision.desk-issue.position.whole') },
            ...issues.map(({ number, question }) => ({ value: String(number), label: `${number}. ${question}` })),
          ]}
          refusal={refusal('issue')}
        />
        <Field
          kind="textarea"
          name="text"
          label={t('vision.desk-issue.position.text')}
          value={values.text}
          rows={5}
          lang={vision.language}
          dir="auto"
          required
          refusal={refusal('text')}
        />
        <Field
          kind="date"
          name="statedOn"
          label={t('vision.desk-issue.position.date')}
          value={values.statedOn}
          width="medium"
          required
          refusal={refusal('statedOn')}
        />
        {(['yes', 'no', 'abstentions'] as const).map(name => (
          <Field
            kind="number"
            name={name}
            label={t(`vision.desk-issue.position.${name}`)}
            value={values[name]}
            width="short"
            min="0"
            inputmode="numeric"
            refusal={refusal(name)}
          />
        ))}
        <Buttons>
          <Button label={t('vision.desk-issue.save')} />
          {!isNew && <Button label={t('vision.desk-issue.position.remove')} kind="danger" name="deed" value="remove" icon="bin" />}
        </Buttons>
      </Form>
    </IssueDeskFrame>
  )
}

const at = (c: VisionContext) => ({ town: c.var.municipality.slug, vision: c.var.vision.slug })
