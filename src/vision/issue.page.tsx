import type { Child } from 'hono/jsx'
import { dialoguePaths, Written } from '#dialogue'
import {
  Badge,
  type BadgeTone,
  Breadcrumb,
  Button,
  Buttons,
  Card,
  Cards,
  EmptyState,
  Notice,
  Page,
  PageHead,
  Section,
  Stack,
  StatementRow,
  Statements,
} from '#platform/web'
import { BodyPositions } from './body-position.page.tsx'
import type { BodyPosition } from './body-position.ts'
import type { ProposalKind } from './bridge.actions.ts'
import { RoundResults } from './bridge.page.tsx'
import { ContributionForm, type Refused, StoredNotice } from './contribution.form.page.tsx'
import { ContributionCard, type Voting } from './contribution.page.tsx'
import type { Contribution, ContributionValues } from './contribution.ts'
import { RecordedDissent } from './dissent.page.tsx'
import { type EntryKind, type Issue, type IssueEntry, type IssueState, isOpenFor, type Outcome } from './issue.ts'
import { paths } from './paths.ts'
import { groupRow, sharesOf, written } from './support.page.tsx'
import type { VoiceSupport } from './support.ts'
import type { DrawnOn } from './vision.store.ts'
import type { VisionContext } from './visitor.ts'

/** Every issue of a vision that is public. */
export function IssuesPage({ c, issues, positions }: { c: VisionContext; issues: readonly Issue[]; positions: readonly BodyPosition[] }) {
  const { t } = c.var
  return (
    <IssueFrame c={c} title={t('vision.issue.title')} lead={t('vision.issue.lead')}>
      {issues.length === 0 && <EmptyState title={t('vision.issue.none')} />}
      <IssueCards c={c} issues={issues} level={2} />
      <BodyPositions c={c} positions={positions} />
    </IssueFrame>
  )
}

export const IssueCards = ({ c, issues, level }: { c: VisionContext; issues: readonly Issue[]; level: 2 | 3 }) => (
  <Cards wide>
    {issues.map(({ number, question, state, outcome }) => (
      <Card
        level={level}
        title={<Written c={c} text={question} language={c.var.vision.language} />}
        href={paths.issue.to({ ...at(c), issue: number })}
        badge={outcome ? <OutcomeBadge c={c} outcome={outcome} /> : <StateBadge c={c} state={state} />}
        meta={c.var.t('vision.issue.number', { number })}
      />
    ))}
  </Cards>
)

export type IssueView = {
  issue: Issue
  statements: readonly VoiceSupport[]
  entries: readonly IssueEntry[]
  proposals: readonly Contribution[]
  positions: readonly BodyPosition[]
  /** how somebody may vote on a proposal; undefined where they have not voted in the dialogue yet */
  votingOn: ((proposal: Contribution) => Voting) | undefined
  dialogues: readonly DrawnOn[]
}

/** An issue: what it is about, what there is to know, what is proposed, and how it ended. */
export function IssuePage({ c, view }: { c: VisionContext; view: IssueView }) {
  const { t, vision } = c.var
  const { issue, statements, entries, proposals, positions } = view
  const isOver = issue.result !== null
  return (
    <IssueFrame
      c={c}
      title={<Written c={c} text={issue.question} language={vision.language} />}
      heading={issue.question}
      preline={t('vision.issue.number', { number: issue.number })}
      below
    >
      <Notice tone={issue.state === 'closed' ? 'success' : 'info'} title={t(`vision.issue.state.${issue.state}`)}>
        {t(`vision.issue.state-text.${issue.state}`)}
      </Notice>
      {issue.outcome && <OutcomeSection c={c} issue={issue} outcome={issue.outcome} />}
      {issue.state === 'closed' && <RecordedDissent c={c} issue={issue} proposals={proposals} />}
      {issue.background && <Paragraphs c={c} text={issue.background} />}
      <Section title={t('vision.issue.statements')} lead={t('vision.issue.statements-lead')} id="aussagen">
        <Statements>
          {statements.map(statement => (
            <Contested c={c} statement={statement} />
          ))}
        </Statements>
      </Section>
      {(['position', 'fact', 'option'] as const).map(kind => (
        <Entries c={c} kind={kind} entries={entries.filter(entry => entry.kind === kind)} />
      ))}
      {issue.result ? <Results c={c} issue={issue} result={issue.result} proposals={proposals} /> : <Round c={c} view={view} />}
      <BodyPositions c={c} positions={positions} />
      {isOver && <p class="small muted">{t('vision.dissent.lead')}</p>}
    </IssueFrame>
  )
}

function OutcomeSection({ c, issue, outcome }: { c: VisionContext; issue: Issue; outcome: Outcome }) {
  return (
    <Card tone="tint" level={2} title={c.var.t('vision.issue.outcome')} badge={<OutcomeBadge c={c} outcome={outcome} />}>
      <Paragraphs c={c} text={issue.outcomeReason} />
    </Card>
  )
}

function Contested({ c, statement }: { c: VisionContext; statement: VoiceSupport }) {
  const { t, municipality } = c.var
  const { number, overall, groups, dialogue } = statement
  return (
    <StatementRow
      statement={written(c, statement)}
      href={dialoguePaths.statement.to({ town: municipality.slug, dialogue: dialogue.slug, statement: number })}
      votes={overall ? t('vision.issue.votes', { number, votes: overall.votes }) : t('vision.issue.votes-few', { number })}
      overall={overall ? { shares: sharesOf(c, overall) } : { missing: t('vision.support.too-few') }}
      groups={groups.map(group => groupRow(c, group))}
    />
  )
}

function Entries({ c, kind, entries }: { c: VisionContext; kind: EntryKind; entries: readonly IssueEntry[] }) {
  const { t } = c.var
  if (entries.length === 0) return null
  return (
    <Section title={t(headings[kind])}>
      <Cards wide>
        {entries.map(({ text, reasons, enteredFor, enteredForName, source }) => (
          <Card meta={enteredFor && [t(`vision.issue.origin.${enteredFor}`), enteredForName].filter(Boolean).join(': ')}>
            <Paragraphs c={c} text={text} />
            {reasons && (
              <div class="muted">
                <Paragraphs c={c} text={reasons} />
              </div>
            )}
            {source && (
              <p class="small">
                {t('vision.issue.source')} <span dir="auto">{source}</span>
              </p>
            )}
          </Card>
        ))}
      </Cards>
    </Section>
  )
}
const headings = { position: 'vision.issue.positions', fact: 'vision.issue.facts', option: 'vision.issue.options' } as const

type ResultsProps = { c: VisionContext; issue: Issue; result: NonNullable<Issue['result']>; proposals: readonly Contribution[] }

function Results({ c, result, proposals }: ResultsProps) {
  const { t } = c.var
  return (
    <>
      <Section title={t('vision.bridge.result')} lead={t('vision.bridge.result-lead')} id="ergebnis">
        <RoundResults c={c} results={result.bridges} proposals={proposals} />
      </Section>
      {result.dissents.length > 0 && (
        <Section title={t('vision.dissent.result')} id="gegenstimmen-ergebnis">
          <RoundResults c={c} results={result.dissents} proposals={proposals} />
        </Section>
      )}
    </>
  )
}

/** Proposals while they are collected and voted on; nothing is told of votes before the round ends. */
function Round({ c, view: { issue, proposals, votingOn, dialogues } }: { c: VisionContext; view: IssueView }) {
  const { t, municipality } = c.var
  const isVoting = issue.state === 'voting'
  return (
    <>
      {isVoting && !votingOn && (
        <Notice tone="info" title={t('vision.bridge.voters-first')}>
          <p>{t('vision.bridge.voters-text')}</p>
          <ul>
            {dialogues.map(({ slug, question }) => (
              <li>
                <a href={dialoguePaths.dialogue.to({ town: municipality.slug, dialogue: slug })} dir="auto">
                  {question}
                </a>
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {(['bridge', 'dissent'] as const).map(kind => {
        const some = proposals.filter(proposal => proposal.kind === kind)
        return (
          <Section
            title={t(`vision.${kind}.title`)}
            lead={t(some.length > 0 ? `vision.${kind}.lead` : `vision.${kind}.none`)}
            id={ids[kind]}
          >
            <Stack>
              {some.map(proposal => (
                <ContributionCard c={c} contribution={proposal} voting={isVoting ? votingOn?.(proposal) : undefined} />
              ))}
            </Stack>
            {isOpenFor(kind, issue) && (
              <Buttons>
                <Button
                  label={t(`vision.${kind}.propose`)}
                  href={formOf(kind).to({ ...at(c), issue: issue.number })}
                  kind="secondary"
                  icon="plus"
                />
              </Buttons>
            )}
          </Section>
        )
      })}
    </>
  )
}
const ids = { bridge: 'brueckenvorschlaege', dissent: 'gegenstimmen' }
export const formOf = (kind: ProposalKind) => (kind === 'bridge' ? paths.bridges : paths.dissents)

export type ProposalDesk = {
  issue: Issue
  kind: ProposalKind
  values: ContributionValues
  ticket?: string
  refused?: Refused
  stored?: { isKnown: boolean }
}

/** Where somebody proposes a bridge, or words of dissent. */
export function ProposalPage({ c, desk }: { c: VisionContext; desk: ProposalDesk }) {
  const { t, vision } = c.var
  const { issue, kind, values, ticket, refused, stored } = desk
  const here = { ...at(c), issue: issue.number }
  const isOpen = isOpenFor(kind, issue)
  return (
    <IssueFrame c={c} title={t(`vision.${kind}.propose`)} lead={t(`vision.${kind}.lead`)} below>
      {stored && <StoredNotice c={c} isKnown={stored.isKnown} />}
      <Card
        tone="tint"
        level={2}
        title={<Written c={c} text={issue.question} language={vision.language} />}
        meta={t('vision.issue.number', { number: issue.number })}
      />
      {!isOpen && <Notice tone="info" title={t(`vision.${kind}.closed`)} live={refused !== undefined} />}
      {(isOpen || refused) && (
        <ContributionForm
          c={c}
          kind={kind}
          action={formOf(kind).to(here)}
          values={values}
          ticket={ticket}
          refused={isOpen ? refused : undefined}
        />
      )}
      <Buttons>
        <Button label={t('vision.issue.to-issue')} href={paths.issue.to(here)} kind="quiet" icon="back" />
      </Buttons>
    </IssueFrame>
  )
}

type FrameProps = { c: VisionContext; title: Child; heading?: string; preline?: string; lead?: string; below?: boolean; children?: Child }

function IssueFrame({ c, title, heading, preline, lead, below, children }: FrameProps) {
  const { t, vision } = c.var
  const list = below ? [{ label: t('vision.issue.title'), href: paths.issues.to(at(c)) }] : []
  return (
    <Page c={c} title={heading ?? String(title)}>
      <Breadcrumb
        label={t('page.breadcrumb')}
        items={[
          { label: <Written c={c} text={vision.title} language={vision.language} />, href: paths.vision.to(at(c)) },
          ...list,
          { label: preline ?? title },
        ]}
      />
      <PageHead title={title} preline={preline} lead={lead} />
      <Stack>{children}</Stack>
    </Page>
  )
}

const Paragraphs = ({ c, text }: { c: VisionContext; text: string }) => (
  <>
    {text.split(/\n+/).map(line => (
      <p>
        <Written c={c} text={line} language={c.var.vision.language} />
      </p>
    ))}
  </>
)

export const StateBadge = ({ c, state }: { c: VisionContext; state: IssueState }) => (
  <Badge label={c.var.t(`vision.issue.state.${state}`)} tone={state === 'voting' || state === 'proposing' ? 'info' : 'neutral'} />
)

export const OutcomeBadge = ({ c, outcome }: { c: VisionContext; outcome: Outcome }) => (
  <Badge label={c.var.t(`vision.sentence.outcome.${outcome}`)} tone={outcomeTones[outcome]} />
)
const outcomeTones: Record<Outcome, BadgeTone> = { bridged: 'success', 'partly-bridged': 'info', dissent: 'warning' }

const at = (c: VisionContext) => ({ town: c.var.municipality.slug, vision: c.var.vision.slug })
