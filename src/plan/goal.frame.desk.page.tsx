import type { Child } from 'hono/jsx'
import { Breadcrumb, Page, PageHead, Stack, type TownContext } from '#platform/web'
import type { Goal } from './goal.ts'
import { paths } from './paths.ts'

type FrameProps = {
  c: TownContext
  title: string
  /** how the page is called among the ways to it, where that is shorter */
  way?: string
  preline?: Child
  lead?: string
  deeds?: Child
  /** a page under the list, or, with a goal, under that goal */
  below?: boolean
  under?: Goal
  children?: Child
}

/** The frame of every page about goals at the desk. */
export function GoalFrame({ c, title, way = title, preline, lead, deeds, below = false, under, children }: FrameProps) {
  const { t, municipality } = c.var
  const town = municipality.slug
  const ways = [
    { label: t('menu.desk-plan'), href: paths.desk.plan.to({ town }) },
    ...(below ? [{ label: t('plan.goal.title'), href: paths.desk.goals.to({ town }) }] : []),
    ...(under ? [{ label: t('plan.goal.number', { number: under.number }), href: paths.desk.goal.to({ town, goal: under.number }) }] : []),
  ]
  return (
    <Page c={c} title={title} width={below ? 'normal' : undefined} noIndex>
      <Breadcrumb label={t('page.breadcrumb')} items={[...ways, { label: way }]} />
      <PageHead title={title} preline={preline} lead={lead}>
        {deeds}
      </PageHead>
      <Stack>{children}</Stack>
    </Page>
  )
}
