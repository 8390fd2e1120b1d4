import { dialoguePaths } from '#dialogue'
import { Button, Buttons, Notice, Section, Stack } from '#platform/web'
import type { ProposalKind } from './bridge.actions.ts'
import { RoundResults } from './bridge.page.tsx'
import { ContributionCard } from './contribution.page.tsx'
import type { Contribution } from './contribution.ts'
import type { IssueView } from './issue.page.tsx'
import { type Issue, isOpenFor } from './issue.ts'
import { paths } from './paths.ts'
import type { VisionContext } from './visitor.ts'

type ResultsProps = { c: VisionContext; issue: Issue; result: NonNullable<Issue['result']>; proposals: readonly Contribution[] }

/** What the round has brought, once it has ended. */
export function Results({ c, result, proposals }: ResultsProps) {
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
export function Round({ c, view: { issue, proposals, votingOn, dialogues } }: { c: VisionContext; view: IssueView }) {
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

const at = (c: VisionContext) => ({ town: c.var.municipality.slug, vision: c.var.vision.slug })
