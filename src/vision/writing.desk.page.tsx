import { Breadcrumb, Button, FilterLinks, Notice, Page, PageHead } from '#platform/web'
import { paths } from './paths.ts'
import { isWritable } from './vision.ts'
import type { VisionContext } from './visitor.ts'
import { ResultsPane } from './writing.results.desk.page.tsx'
import { TextPane } from './writing.text.desk.page.tsx'
import { deskParts } from './writing.ts'
import { refusalIn, type ShownDesk, to } from './writing.words.desk.page.tsx'

/** The desk a vision is written at: what people said on one side, the text on the other. */
export function WritingDeskPage({ c, desk }: { c: VisionContext; desk: ShownDesk }) {
  const { t } = c.var
  const { vision, query, refused } = desk
  const at = { town: c.var.municipality.slug, vision: vision.slug }
  return (
    <Page c={c} title={t('vision.writing.title')} width="wide" noIndex>
      <Breadcrumb
        label={t('page.breadcrumb')}
        items={[
          { label: t('vision.writing.visions'), href: paths.desk.visions.to(at) },
          { label: vision.title, href: paths.desk.vision.to(at) },
          { label: t('vision.writing.title') },
        ]}
      />
      <PageHead title={t('vision.writing.title')} lead={t('vision.writing.lead')}>
        <Button label={t('vision.writing.to-chapters')} href={paths.desk.chapters.to(at)} kind="secondary" small />
        <Button label={t('vision.writing.to-fates')} href={paths.desk.fates.to(at)} kind="secondary" small />
      </PageHead>
      {!isWritable(vision) && !refused && <Notice tone="info" title={t('vision.writing.refusal.is-adopted')} />}
      {refused && <Notice tone="error" title={refusalIn(c, refused.refusal)} live />}
      <div class={`writing writing--${query.part}`}>
        <div class="writing__switch">
          <FilterLinks
            label={t('vision.writing.switch')}
            options={deskParts.map(part => ({
              label: t(`vision.writing.part.${part}`),
              href: to(c, { ...query, part }),
              current: part === query.part,
            }))}
          />
        </div>
        <ResultsPane c={c} desk={desk} />
        <TextPane c={c} desk={desk} />
      </div>
    </Page>
  )
}
