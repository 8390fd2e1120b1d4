import { Written } from '#dialogue'
import { CsrfField } from '#platform/people'
import { Button, Buttons, ErrorSummary, Field, Form, Section, Table } from '#platform/web'
import { IssueDeskFrame, newOne } from './issue.frame.desk.page.tsx'
import { type EntryRefusals, type EntryValues, entryKinds, type Issue, type IssueEntry, longestInIssue, origins } from './issue.ts'
import { paths } from './paths.ts'
import type { VisionContext } from './visitor.ts'

type EntriesProps = { c: VisionContext; issue: Issue; entries: readonly IssueEntry[]; isChangeable: boolean }

/** What there is to know about an issue, as it stands at the desk. */
export function Entries({ c, issue, entries, isChangeable }: EntriesProps) {
  const { t, vision } = c.var
  const to = (entry: string) => paths.desk.issueEntry.to({ ...at(c), issue: issue.number, entry })
  return (
    <Section
      title={t('vision.desk-issue.entries')}
      lead={entries.length === 0 ? t('vision.desk-issue.entries-none') : undefined}
      id="angaben"
    >
      {entries.length > 0 && (
        <Table
          caption={t('vision.desk-issue.entries')}
          captionHidden
          columns={[
            { label: t('vision.desk-issue.text') },
            { label: t('vision.desk-issue.what') },
            { label: t('vision.desk-issue.change'), labelHidden: true },
          ]}
          rows={entries.map(({ id, kind, text, enteredFor, enteredForName }) => [
            <Written c={c} text={text} language={vision.language} />,
            [t(`vision.desk-issue.kind.${kind}`), enteredFor && t(`vision.issue.origin.${enteredFor}`), enteredForName]
              .filter(Boolean)
              .join(' · '),
            isChangeable && (
              <Button
                label={t('vision.desk-issue.change')}
                fullLabel={`${t('vision.desk-issue.change')}: ${text}`}
                href={to(id)}
                kind="quiet"
                small
              />
            ),
          ])}
        />
      )}
      {isChangeable && (
        <Buttons>
          <Button label={t('vision.desk-issue.entry-add')} href={to(newOne)} kind="secondary" icon="plus" />
        </Buttons>
      )}
    </Section>
  )
}

export type EntryDesk = { issue: Issue; id: string; values: EntryValues; refusals?: EntryRefusals }

/** A position, a fact or an option, to be written. */
export function EntryDeskPage({ c, desk: { issue, id, values, refusals = {} } }: { c: VisionContext; desk: EntryDesk }) {
  const { t, vision } = c.var
  const isNew = id === newOne
  const refusal = (field: keyof EntryValues) => {
    const found = refusals[field]
    const most = field in longestInIssue ? longestInIssue[field as 'text'] : 0
    return found && t(`vision.desk-issue.refusal.${found}`, { most })
  }
  const refused = (Object.keys(refusals) as (keyof EntryValues)[]).map(field => ({ field, text: refusal(field)! }))
  const optional = t('vision.desk-issue.optional')
  const text = (name: 'text' | 'reasons', label: string, rows: number) => (
    <Field
      kind="textarea"
      name={name}
      label={label}
      value={values[name]}
      rows={rows}
      lang={vision.language}
      dir="auto"
      optional={name === 'reasons' ? optional : undefined}
      refusal={refusal(name)}
    />
  )
  return (
    <IssueDeskFrame c={c} title={t(isNew ? 'vision.desk-issue.entry-add' : 'vision.desk-issue.entry-edit')} below>
      {refused.length > 0 && <ErrorSummary title={t('vision.desk-issue.refused')} refusals={refused} />}
      <Form action={paths.desk.issueEntry.to({ ...at(c), issue: issue.number, entry: id })}>
        <CsrfField c={c} />
        <Field
          kind="radio"
          name="kind"
          label={t('vision.desk-issue.what')}
          value={values.kind}
          options={entryKinds.map(value => ({ value, label: t(`vision.desk-issue.kind.${value}`) }))}
          refusal={refusal('kind')}
        />
        {text('text', t('vision.desk-issue.text'), 3)}
        {text('reasons', t('vision.desk-issue.reasons'), 4)}
        <Field
          kind="select"
          name="enteredFor"
          label={t('vision.desk-issue.origin')}
          value={values.enteredFor}
          options={[
            { value: '', label: t('vision.desk-issue.origin-none') },
            ...origins.map(value => ({ value, label: t(`vision.issue.origin.${value}`) })),
          ]}
          width="medium"
          refusal={refusal('enteredFor')}
        />
        <Field
          kind="text"
          name="enteredForName"
          label={t('vision.desk-issue.name')}
          hint={t('vision.desk-issue.name-hint')}
          value={values.enteredForName}
          optional={optional}
          dir="auto"
          refusal={refusal('enteredForName')}
        />
        <Field
          kind="text"
          name="source"
          label={t('vision.desk-issue.source')}
          hint={t('vision.desk-issue.source-hint')}
          value={values.source}
          optional={optional}
          dir="auto"
          refusal={refusal('source')}
        />
        <Buttons>
          <Button label={t('vision.desk-issue.save')} />
          {!isNew && <Button label={t('vision.desk-issue.entry-remove')} kind="danger" name="deed" value="remove" icon="bin" />}
        </Buttons>
      </Form>
    </IssueDeskFrame>
  )
}

const at = (c: VisionContext) => ({ town: c.var.municipality.slug, vision: c.var.vision.slug })
