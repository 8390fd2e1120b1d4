import type { PrintRefusal } from '#platform/documents'
import { Button, EmptyState, Page, PageHead, type TownContext } from '#platform/web'
import { versionWordName } from './paper.version.ts'
import { paths } from './paths.ts'

/** Why there is no PDF of a version; everything it would say stands on its page and in the Word file. */
export function NotPrintedPage({ c, refusal }: { c: TownContext; refusal: PrintRefusal }) {
  const { t, municipality } = c.var
  const at = { town: municipality.slug, vision: c.req.param('vision') ?? '', version: c.req.param('version') ?? '' }
  const word = paths.versionFile.to({ ...at, file: versionWordName })
  return (
    <Page c={c} title={t('vision.printed.not-printed')} width="normal" noIndex>
      <PageHead title={t('vision.printed.not-printed')} />
      <EmptyState
        title={t(refusal === 'press-missing' ? 'vision.printed.press-missing' : 'vision.printed.unprintable')}
        action={<Button label={t('vision.printed.word')} href={word} icon="download" />}
      >
        <a href={paths.version.to(at)}>{t('vision.printed.read-here')}</a>
      </EmptyState>
    </Page>
  )
}
