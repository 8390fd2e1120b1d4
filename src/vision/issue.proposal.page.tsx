import { Written } from '#dialogue'
import { Button, Buttons, Card, Notice } from '#platform/web'
import type { ProposalKind } from './bridge.actions.ts'
import { ContributionForm, type Refused, StoredNotice } from './contribution.form.page.tsx'
import type { ContributionValues } from './contribution.ts'
import { IssueFrame } from './issue.parts.page.tsx'
import { formOf } from './issue.round.page.tsx'
import { type Issue, isOpenFor } from './issue.ts'
import { paths } from './paths.ts'
import type { VisionContext } from './visitor.ts'

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

const at = (c: VisionContext) => ({ town: c.var.municipality.slug, vision: c.var.vision.slug })
