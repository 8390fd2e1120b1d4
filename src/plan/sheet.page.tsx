import type { PrintRefusal } from '#platform/documents'
import { Button, EmptyState, Page, PageHead, type TownContext } from '#platform/web'

/** What sheets are called as files, for everybody and at the desk. */
export const sheetFile = 'massnahmenblatt.pdf'
export const sheetsPdfFile = 'massnahmenblaetter.pdf'
export const sheetsWordFile = 'massnahmenblaetter.docx'

/** Why there is no PDF; `otherwise`: where the same is read. */
export const SheetNotPrinted = ({
  c,
  title,
  refusal,
  otherwise,
}: {
  c: TownContext
  title: string
  refusal: PrintRefusal
  otherwise: string
}) => (
  <Page c={c} title={title} noIndex>
    <PageHead title={title} />
    <EmptyState
      title={c.var.t(refusal === 'press-missing' ? 'plan.public.press-missing' : 'plan.public.unprintable')}
      action={<Button label={c.var.t('plan.public.read-here')} href={otherwise} />}
    />
  </Page>
)
