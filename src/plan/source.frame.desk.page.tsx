import type { Child } from 'hono/jsx'
import { Breadcrumb, Buttons, Page, PageHead, Stack, type TownContext } from '#platform/web'
import { paths } from './paths.ts'
import { inTown } from './words.page.tsx'

const { desk: at } = paths

/** The address of a source that is still being written. */
export const newSource = 'neu'

type FrameProps = { c: TownContext; title: Child; heading?: string; lead?: string; deeds?: Child; below?: boolean; children?: Child }

/** What the list of sources and the page of each have in common. */
export function SourceFrame({ c, title, heading, lead, deeds, below, children }: FrameProps) {
  const { t } = c.var
  return (
    <Page c={c} title={heading ?? (below ? t('plan.source.add') : t('plan.source.title'))} width="normal" noIndex>
      <Breadcrumb
        label={t('page.breadcrumb')}
        items={[
          { label: t('plan.measure.plan'), href: at.plan.to(inTown(c)) },
          { label: t('plan.source.title'), href: below ? at.sources.to(inTown(c)) : undefined },
          ...(below ? [{ label: title }] : []),
        ]}
      />
      <PageHead title={title} lead={lead} />
      <Stack>
        {deeds && <Buttons>{deeds}</Buttons>}
        {children}
      </Stack>
    </Page>
  )
}
