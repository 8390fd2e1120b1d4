import { languageNameIn, Written } from '#dialogue'
import { Breadcrumb, Card, Page, PageHead, Stack } from '#platform/web'
import type { PublishedSentence } from './amendment.ts'
import { Wording } from './contribution.page.tsx'
import { paths } from './paths.ts'
import type { VisionContext } from './visitor.ts'

type Props = { c: VisionContext; sentence: PublishedSentence; title: string; lead: string; children?: unknown }

/** The frame of every page about what residents bring to a sentence: where it is, and how the sentence reads. */
export function SentencePage({ c, sentence, title, lead, children }: Props) {
  const { t, municipality, vision } = c.var
  const at = { town: municipality.slug, vision: vision.slug, sentence: sentence.number }
  return (
    <Page c={c} title={title}>
      <Breadcrumb
        label={t('page.breadcrumb')}
        items={[
          { label: <Written c={c} text={vision.title} language={vision.language} />, href: paths.vision.to(at) },
          { label: t('vision.amendment.sentence', { number: sentence.number }), href: paths.sentence.to(at) },
          { label: title },
        ]}
      />
      <PageHead title={title} lead={lead} />
      <Stack>
        <Card tone="tint" title={t(sentence.isCurrent ? 'vision.amendment.reads-now' : 'vision.amendment.read-last')} level={2}>
          <Wording c={c} text={sentence.text} language={vision.language} />
          {sentence.translation && <Translated c={c} translation={sentence.translation} />}
        </Card>
        {children as never}
      </Stack>
    </Page>
  )
}

/** The amendments are of the original; the translation helps to read it. */
function Translated({
  c,
  translation: { text, origin },
}: {
  c: VisionContext
  translation: NonNullable<PublishedSentence['translation']>
}) {
  const { t, language } = c.var
  return (
    <>
      <p class="small muted">
        {t(origin === 'machine' ? 'vision.amendment.translated-by-machine' : 'vision.amendment.translated', {
          language: languageNameIn(c, language.code),
        })}
      </p>
      <Wording c={c} text={text} language={language.code} />
    </>
  )
}
