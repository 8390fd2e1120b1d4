import { dialoguePaths, Written } from '#dialogue'
import { Card, Cards, EmptyState, Notice, Section, StatementRow, Statements } from '#platform/web'
import { BodyPositions } from './body-position.page.tsx'
import type { BodyPosition } from './body-position.ts'
import type { Voting } from './contribution.page.tsx'
import type { Contribution } from './contribution.ts'
import { RecordedDissent } from './dissent.page.tsx'
import { IssueCards, IssueFrame, OutcomeBadge, Paragraphs } from './issue.parts.page.tsx'
import { Results, Round } from './issue.round.page.tsx'
import type { EntryKind, Issue, IssueEntry, Outcome } from './issue.ts'
import { groupRow, sharesOf, spoken } from './support.page.tsx'
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
      statement={spoken(c, statement)}
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
