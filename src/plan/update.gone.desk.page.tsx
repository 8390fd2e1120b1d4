import { Page, PageHead, type TownContext } from '#platform/web'
import type { LinkRefusal } from './update.ts'

/** A link that opens nothing, and why. */
export function LinkGonePage({ c, refusal }: { c: TownContext; refusal: LinkRefusal | 'unknown' }) {
  const { t } = c.var
  const title = t(refusal === 'delegated' ? 'plan.update.gone.delegated-title' : 'plan.update.gone.title')
  return (
    <Page c={c} title={title} width="narrow" noIndex>
      <PageHead title={title} lead={t(`plan.update.gone.${refusal}`)} />
      <p>{t('plan.update.gone.what-now')}</p>
    </Page>
  )
}
