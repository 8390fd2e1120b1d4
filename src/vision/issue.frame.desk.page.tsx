import type { Child } from 'hono/jsx'
import { Written } from '#dialogue'
import { Breadcrumb, Page, PageHead, Stack } from '#platform/web'
import { paths } from './paths.ts'
import type { VisionContext } from './visitor.ts'

/** Stands in the address of what there is not yet. */
export const newOne = 'neu'

type FrameProps = { c: VisionContext; title: string; lead?: string; below?: boolean; children?: Child }

/** The frame of every page about issues at the desk. */
export function IssueDeskFrame({ c, title, lead, below, children }: FrameProps) {
  const { t, vision } = c.var
  const list = below ? [{ label: t('vision.desk-issue.title'), href: paths.desk.issues.to(at(c)) }] : []
  return (
    <Page c={c} title={title} width="normal" noIndex>
      <Breadcrumb
        label={t('page.breadcrumb')}
        items={[
          { label: t('vision.desk-issue.visions'), href: paths.desk.visions.to(at(c)) },
          { label: <Written c={c} text={vision.title} language={vision.language} />, href: paths.desk.vision.to(at(c)) },
          ...list,
          { label: title },
        ]}
      />
      <PageHead title={title} lead={lead} />
      <Stack>{children}</Stack>
    </Page>
  )
}

const at = (c: VisionContext) => ({ town: c.var.municipality.slug, vision: c.var.vision.slug })
