import type { Child } from 'hono/jsx'
import { Written } from '#dialogue'
import { Badge, type BadgeTone, Breadcrumb, Card, Cards, Page, PageHead, Stack } from '#platform/web'
import type { Issue, IssueState, Outcome } from './issue.ts'
import { paths } from './paths.ts'
import type { VisionContext } from './visitor.ts'

type FrameProps = { c: VisionContext; title: Child; heading?: string; preline?: string; lead?: string; below?: boolean; children?: Child }

/** The frame of every page about issues. */
export function IssueFrame({ c, title, heading, preline, lead, below, children }: FrameProps) {
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

export const Paragraphs = ({ c, text }: { c: VisionContext; text: string }) => (
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

const at = (c: VisionContext) => ({ town: c.var.municipality.slug, vision: c.var.vision.slug })
