import type { Child } from 'hono/jsx'
import { Written } from '#dialogue'
import { Breadcrumb, Page, PageHead, Stack } from '#platform/web'
import { paths } from './paths.ts'
import type { VisionContext } from './visitor.ts'

type FrameProps = { c: VisionContext; title: string; lead?: string; children?: Child }

/** The frame of a page about one vision at the desk. */
export const VisionFrame = ({ c, title, lead, children }: FrameProps) => (
  <Page c={c} title={title} width="normal" noIndex>
    <Breadcrumb label={c.var.t('page.breadcrumb')} items={[...wayTo(c), { label: title }]} />
    <PageHead title={title} lead={lead} />
    <Stack>{children}</Stack>
  </Page>
)

/** From the start of the room to the vision. */
export const wayTo = (c: VisionContext) => [
  { label: c.var.t('vision.desk-sequence.visions'), href: paths.desk.visions.to(addressOf(c)) },
  { label: <Written c={c} text={c.var.vision.title} language={c.var.vision.language} />, href: paths.desk.vision.to(addressOf(c)) },
]

export const addressOf = (c: VisionContext) => ({ town: c.var.municipality.slug, vision: c.var.vision.slug })
