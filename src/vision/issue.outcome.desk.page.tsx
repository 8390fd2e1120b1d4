import { senders } from '#dialogue'
import { languageOf } from '#platform/languages'
import { CsrfField } from '#platform/people'
import { Button, Buttons, ErrorSummary, Field, Form, Notice } from '#platform/web'
import type { OnBehalf, OnBehalfRefusal } from './bridge.actions.ts'
import { RoundResults } from './bridge.page.tsx'
import { refusedAs } from './contribution.form.page.tsx'
import { type Contribution, type ContributionValues, longestContribution, longestReason, refusedField } from './contribution.ts'
import { approvedDissents } from './dissent.ts'
import { IssueDeskFrame } from './issue.frame.desk.page.tsx'
import { type Closing, type ClosingRefusals, type Issue, longestInIssue, outcomes } from './issue.ts'
import { paths } from './paths.ts'
import type { VisionContext } from './visitor.ts'

export type OutcomeDesk = {
  issue: Issue
  result: NonNullable<Issue['result']>
  proposals: readonly Contribution[]
  closing: Closing
  refusals?: ClosingRefusals
}

/** Where staff say how an issue ended, and which words of dissent are on record. */
export function OutcomeDeskPage({ c, desk }: { c: VisionContext; desk: OutcomeDesk }) {
  const { t } = c.var
  const { issue, result, proposals, closing, refusals = {} } = desk
  const refusal = (field: keyof ClosingRefusals) =>
    refusals[field] && t(`vision.desk-issue.refusal.${refusals[field]}`, { most: longestInIssue.outcomeReason })
  const refused = (Object.keys(refusals) as (keyof ClosingRefusals)[]).map(field => ({ field, text: refusal(field)! }))
  const approved = approvedDissents(issue)
  const carried = proposals.filter(({ number }) => approved.includes(number))
  return (
    <IssueDeskFrame c={c} title={t('vision.desk-issue.close')} below>
      {refused.length > 0 && <ErrorSummary title={t('vision.desk-issue.refused')} refusals={refused} />}
      <Notice tone="info" title={t(`vision.desk-issue.suggestion.${result.suggestion}`)} />
      <RoundResults c={c} results={result.bridges} proposals={proposals} />
      <Form action={paths.desk.issueOutcome.to({ ...at(c), issue: issue.number })}>
        <CsrfField c={c} />
        <Field
          kind="radio"
          name="outcome"
          label={t('vision.desk-issue.outcome')}
          value={closing.outcome}
          options={outcomes.map(value => ({ value, label: t(`vision.sentence.outcome.${value}`) }))}
          refusal={refusal('outcome')}
        />
        <Field
          kind="textarea"
          name="reason"
          label={t('vision.desk-issue.reason')}
          hint={t('vision.desk-issue.reason-hint')}
          value={closing.reason}
          rows={4}
          dir="auto"
          required
          refusal={refusal('reason')}
        />
        {carried.length === 0 ? (
          <p>{t('vision.desk-issue.kept-none')}</p>
        ) : (
          <Field
            kind="checkboxes"
            name="dissents"
            label={t('vision.desk-issue.kept')}
            values={closing.dissents.map(String)}
            options={carried.map(({ number, text }) => ({ value: String(number), label: text }))}
            refusal={refusal('dissents')}
          />
        )}
        <Field
          kind="textarea"
          name="noDissentReason"
          label={t('vision.desk-issue.no-dissent-reason')}
          hint={t('vision.desk-issue.no-dissent-hint')}
          optional={t('vision.desk-issue.optional')}
          value={closing.noDissentReason}
          rows={3}
          dir="auto"
          refusal={refusal('noDissentReason')}
        />
        <Buttons>
          <Button label={t('vision.desk-issue.close')} />
        </Buttons>
      </Form>
    </IssueDeskFrame>
  )
}

export type OnBehalfDesk = { issue: Issue; typed: OnBehalf; languages: readonly string[]; refusal?: OnBehalfRefusal }

/** Where staff enter a bridge or words of dissent that were said elsewhere. */
export function OnBehalfDeskPage({ c, desk: { issue, typed, languages, refusal } }: { c: VisionContext; desk: OnBehalfDesk }) {
  const { t } = c.var
  const { kind, values } = typed
  const words = refusal && wordsOf(c, refusal)
  const field = refusal === 'sender-missing' ? 'enteredFor' : refusal && refusal !== 'not-open' ? refusedField[refusal] : undefined
  const beside = (name: keyof ContributionValues | 'enteredFor') => (field === name ? words : undefined)
  const optional = t('vision.desk-issue.optional')
  return (
    <IssueDeskFrame c={c} title={t('vision.desk-issue.on-behalf')} below>
      {words &&
        (field ? (
          <ErrorSummary title={t('vision.desk-issue.refused')} refusals={[{ field, text: words }]} />
        ) : (
          <Notice tone="error" title={words} live />
        ))}
      <Form action={paths.desk.issueProposal.to({ ...at(c), issue: issue.number })}>
        <CsrfField c={c} />
        <Field
          kind="radio"
          name="kind"
          label={t('vision.desk-issue.proposal-kind')}
          value={kind}
          options={(['bridge', 'dissent'] as const).map(value => ({ value, label: t(`vision.desk-issue.${value}`) }))}
        />
        <Field
          kind="textarea"
          name="text"
          label={t('vision.desk-issue.text')}
          hint={t('vision.contribution.text-hint', { most: longestContribution })}
          value={values.text}
          dir="auto"
          required
          refusal={beside('text')}
        />
        <Field
          kind="textarea"
          name="reason"
          label={t('vision.desk-issue.reasons')}
          hint={t('vision.contribution.reason-hint', { most: longestReason })}
          value={values.reason}
          optional={optional}
          dir="auto"
          refusal={beside('reason')}
        />
        <Field
          kind="select"
          name="language"
          label={t('vision.desk-issue.language')}
          value={values.language}
          options={languages.map(languageOf).map(({ code, name }) => ({ value: code, label: name }))}
          width="medium"
          refusal={beside('language')}
        />
        <Field
          kind="radio"
          name="enteredFor"
          label={t('vision.desk-issue.sender')}
          value={typed.enteredFor}
          options={senders.map(value => ({ value, label: t(`dialogue.entered-for.${value}`) }))}
          refusal={beside('enteredFor')}
        />
        <Field
          kind="text"
          name="enteredForName"
          label={t('vision.desk-issue.sender-name')}
          hint={t('vision.desk-issue.name-hint')}
          value={typed.enteredForName}
          maxlength={longestInIssue.enteredForName}
          optional={optional}
          dir="auto"
        />
        <Buttons>
          <Button label={t('vision.desk-issue.save')} />
        </Buttons>
      </Form>
    </IssueDeskFrame>
  )
}

const wordsOf = (c: VisionContext, refusal: OnBehalfRefusal) =>
  refusal === 'sender-missing' || refusal === 'not-open'
    ? c.var.t(`vision.desk-issue.refusal.${refusal}`, { most: 0 })
    : refusedAs(c, { refusal }).text

const at = (c: VisionContext) => ({ town: c.var.municipality.slug, vision: c.var.vision.slug })
