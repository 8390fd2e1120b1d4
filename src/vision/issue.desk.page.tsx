import { Written } from '#dialogue'
import { CsrfField } from '#platform/people'
import { Button, Buttons, EmptyState, ErrorSummary, Field, Form, Notice, Section, Table } from '#platform/web'
import type { StateRefusal } from './issue.actions.ts'
import type { Choice } from './issue.choice.ts'
import { Entries } from './issue.entry.desk.page.tsx'
import { IssueDeskFrame, newOne } from './issue.frame.desk.page.tsx'
import { OutcomeBadge, StateBadge } from './issue.parts.page.tsx'
import {
  allowedStates,
  type Issue,
  type IssueEntry,
  type IssueRefusals,
  type IssueState,
  type IssueValues,
  issueStates,
  longestInIssue,
  mostStatements,
} from './issue.ts'
import { paths } from './paths.ts'
import type { VisionContext } from './visitor.ts'
import { weakest } from './writing.ts'

/** Every issue of a vision at the desk. */
export function IssuesDeskPage({ c, issues }: { c: VisionContext; issues: readonly Issue[] }) {
  const { t, vision } = c.var
  const add = <Button label={t('vision.desk-issue.add')} href={paths.desk.issue.to({ ...at(c), issue: newOne })} icon="plus" />
  return (
    <IssueDeskFrame c={c} title={t('vision.desk-issue.title')} lead={t('vision.desk-issue.lead')}>
      {issues.length === 0 ? (
        <EmptyState title={t('vision.desk-issue.none')} action={add} />
      ) : (
        <>
          <Table
            caption={t('vision.desk-issue.title')}
            captionHidden
            columns={[
              { label: t('vision.desk-issue.question') },
              { label: t('vision.desk-issue.number'), numeric: true },
              { label: t('vision.desk-issue.state') },
            ]}
            rows={issues.map(({ number, question, state, outcome }) => [
              <a href={paths.desk.issue.to({ ...at(c), issue: number })}>
                <Written c={c} text={question} language={vision.language} />
              </a>,
              number,
              outcome ? <OutcomeBadge c={c} outcome={outcome} /> : <StateBadge c={c} state={state} />,
            ])}
          />
          <Buttons>{add}</Buttons>
        </>
      )}
      <Buttons>
        <Button label={t('vision.desk-issue.position.title')} href={paths.desk.bodyPositions.to(at(c))} kind="quiet" icon="forward" />
      </Buttons>
    </IssueDeskFrame>
  )
}

export type IssueDesk = {
  /** undefined for one that there is not yet */
  issue: Issue | undefined
  values: IssueValues
  refusals?: IssueRefusals
  stateRefusal?: StateRefusal
  entries: readonly IssueEntry[]
  choices: readonly Choice[]
  search: string
  done: boolean
}

/** One issue at the desk: what it is about, what there is to know, and where it stands. */
export function IssueDeskPage({ c, desk }: { c: VisionContext; desk: IssueDesk }) {
  const { t } = c.var
  const { issue, done, stateRefusal } = desk
  const isChangeable = !issue || issue.state === 'preparing' || issue.state === 'proposing'
  return (
    <IssueDeskFrame c={c} title={t(issue ? 'vision.desk-issue.edit' : 'vision.desk-issue.add')} below>
      {done && <Notice tone="success" title={t('vision.desk-issue.saved')} live />}
      {stateRefusal && <Notice tone="error" title={t(`vision.desk-issue.refusal.${stateRefusal}`, { most: 0 })} live />}
      {issue && <Progress c={c} issue={issue} />}
      {isChangeable ? <IssueForm c={c} desk={desk} /> : <Notice tone="info" title={t('vision.desk-issue.frozen')} />}
      {issue && <Entries c={c} issue={issue} entries={desk.entries} isChangeable={isChangeable} />}
      {issue && <Proposals c={c} issue={issue} />}
    </IssueDeskFrame>
  )
}

/** Where the issue stands, and the states that may follow. */
function Progress({ c, issue }: { c: VisionContext; issue: Issue }) {
  const { t } = c.var
  const here = { ...at(c), issue: issue.number }
  const isBack = (state: IssueState) => issueStates.indexOf(state) < issueStates.indexOf(issue.state)
  const following = allowedStates[issue.state].filter(state => state !== 'closed')
  return (
    <Section title={t('vision.desk-issue.state')}>
      <p>
        {issue.outcome ? <OutcomeBadge c={c} outcome={issue.outcome} /> : <StateBadge c={c} state={issue.state} />}{' '}
        {t(`vision.issue.state-text.${issue.state}`)}
      </p>
      {issue.state === 'voting' && <p>{t('vision.desk-issue.once')}</p>}
      <Form action={paths.desk.issueState.to(here)} hidden={{ seen: issue.state }}>
        <CsrfField c={c} />
        <Buttons>
          {following.map(state => (
            <Button
              label={isBack(state) ? t(`vision.desk-issue.back-to.${state as 'proposing'}`) : t(`vision.desk-issue.next.${state}`)}
              name="state"
              value={state}
              kind={isBack(state) ? 'quiet' : 'primary'}
              icon={isBack(state) ? 'back' : 'forward'}
            />
          ))}
          {issue.state === 'voted' && <Button label={t('vision.desk-issue.close')} href={paths.desk.issueOutcome.to(here)} />}
          {issue.state !== 'preparing' && (
            <Button label={t('vision.desk-issue.public-page')} href={paths.issue.to(here)} kind="quiet" icon="globe" />
          )}
        </Buttons>
      </Form>
    </Section>
  )
}

function IssueForm({ c, desk: { issue, values, refusals = {}, choices, search } }: { c: VisionContext; desk: IssueDesk }) {
  const { t, vision } = c.var
  const refusal = (field: keyof IssueValues) => {
    const found = refusals[field]
    const most = field === 'statements' ? mostStatements : longestInIssue[field]
    return found && t(`vision.desk-issue.refusal.${found}`, { most })
  }
  const refused = (Object.keys(refusals) as (keyof IssueValues)[]).map(field => ({ field, text: refusal(field)! }))
  return (
    <>
      {refused.length > 0 && <ErrorSummary title={t('vision.desk-issue.refused')} refusals={refused} />}
      <Form action={paths.desk.issue.to({ ...at(c), issue: issue?.number ?? newOne })}>
        <CsrfField c={c} />
        <Field
          kind="textarea"
          name="question"
          label={t('vision.desk-issue.question')}
          hint={t('vision.desk-issue.question-hint')}
          value={values.question}
          rows={2}
          lang={vision.language}
          dir="auto"
          required
          refusal={refusal('question')}
        />
        <Field
          kind="textarea"
          name="background"
          label={t('vision.desk-issue.background')}
          optional={t('vision.desk-issue.optional')}
          value={values.background}
          rows={6}
          lang={vision.language}
          dir="auto"
          refusal={refusal('background')}
        />
        <Field
          kind="checkboxes"
          name="statements"
          label={t('vision.desk-issue.statements')}
          hint={t(search === '' ? 'vision.desk-issue.statements-offered' : 'vision.desk-issue.statements-found', { search })}
          values={values.statements.split('\n')}
          options={choices.map(choice => ({ value: choice.ref, label: choice.voice.text, hint: standingOf(c, choice) }))}
          refusal={refusal('statements')}
        />
        <Field kind="search" name="search" label={t('vision.desk-issue.search')} value={search} />
        <Buttons>
          <Button label={t('vision.desk-issue.search-button')} name="deed" value="search" kind="secondary" icon="search" small />
        </Buttons>
        <Buttons>
          <Button label={t('vision.desk-issue.save')} name="deed" value="save" />
        </Buttons>
      </Form>
    </>
  )
}

/** What is to be known of a statement before one makes an issue of it: whether it is contested, where least, and whether it stands in one. */
function standingOf(c: VisionContext, { voice, isContested, issues }: Choice): string {
  const { t } = c.var
  const least = weakest([{ ...voice, use: 'merged' }])
  const said = [
    t('vision.desk-issue.choice.number', { number: voice.number }),
    t(isContested ? 'vision.desk-issue.choice.contested' : 'vision.desk-issue.choice.not-contested'),
    voice.overall && t('vision.desk-issue.choice.overall', { agree: voice.overall.agree / 100, votes: voice.overall.votes }),
    !voice.overall && t('vision.support.too-few'),
    least?.letter && t('vision.writing.least-in', { agree: least.agree / 100, letter: least.letter }),
    issues.length > 0 &&
      t('vision.desk-issue.choice.in-issue', { numbers: new Intl.ListFormat(c.var.language.locale).format(issues.map(String)) }),
  ]
  return said.filter(Boolean).join(' · ')
}

function Proposals({ c, issue }: { c: VisionContext; issue: Issue }) {
  const { t } = c.var
  const isOpen = issue.state === 'proposing' || issue.state === 'voting'
  return (
    <Section title={t('vision.desk-issue.proposals')} lead={t('vision.desk-issue.proposals-text')}>
      <Buttons>
        <Button label={t('vision.desk-issue.to-contributions')} href={paths.desk.contributions.to(at(c))} kind="secondary" icon="forward" />
        {isOpen && (
          <Button
            label={t('vision.desk-issue.on-behalf')}
            href={paths.desk.issueProposal.to({ ...at(c), issue: issue.number })}
            kind="secondary"
            icon="plus"
          />
        )}
      </Buttons>
    </Section>
  )
}

const at = (c: VisionContext) => ({ town: c.var.municipality.slug, vision: c.var.vision.slug })
