import type { Child } from 'hono/jsx'
import { Badge, Breadcrumb, Page, PageHead, Stack, type TownContext } from '#platform/web'
import { paths } from './paths.ts'
import { longestRoundTitle, type RoundRefusal } from './round.ts'
import { inTown } from './words.page.tsx'

const { desk: at } = paths

type FrameProps = { c: TownContext; title: Child; heading?: string; preline?: Child; lead?: string; below?: boolean; children?: Child }

/** A page about rounds; `below`: about one of them. */
export function RoundFrame({ c, title, heading, preline, lead, below, children }: FrameProps) {
  const { t } = c.var
  return (
    <Page c={c} title={heading ?? t(below ? 'plan.round.open' : 'plan.round.title')} width="normal" noIndex>
      <Breadcrumb
        label={t('page.breadcrumb')}
        items={[
          { label: t('plan.measure.plan'), href: at.plan.to(inTown(c)) },
          { label: t('plan.round.title'), href: below ? at.rounds.to(inTown(c)) : undefined },
          ...(below ? [{ label: title }] : []),
        ]}
      />
      <PageHead title={title} preline={preline} lead={lead} />
      <Stack>{children}</Stack>
    </Page>
  )
}

export const RoundBadge = ({ c, isRunning: runs }: { c: TownContext; isRunning: boolean }) => (
  <Badge label={c.var.t(runs ? 'plan.round.running' : 'plan.round.ended')} tone={runs ? 'info' : 'neutral'} />
)

/** Why this of a round was not taken, in words. */
export const refusalOf = (c: TownContext, refusal: RoundRefusal | undefined) =>
  refusal && c.var.t(`plan.round.refusal.${refusal}`, { most: longestRoundTitle })
