import {
  Badge,
  type BadgeTone,
  Breadcrumb,
  Button,
  Buttons,
  EmptyState,
  Field,
  Form,
  Page,
  PageHead,
  Section,
  Stack,
  Stats,
} from '#platform/web'
import { type Change, type ComparedChapter, type ComparedSentence, type Comparison, countsIn, type Wording } from './comparison.ts'
import { Difference } from './difference.page.tsx'
import { paths } from './paths.ts'
import { languageMarks, Words } from './version.page.tsx'
import type { VersionHead } from './version.ts'
import type { VisionContext } from './visitor.ts'

export type ComparisonView = {
  versions: readonly VersionHead[]
  from: VersionHead
  to: VersionHead
  comparison: Comparison
  /** in which both texts are written */
  language: string
}

/** What changed between two published versions, sentence by sentence and word by word. */
export function ComparisonPage({ c, view }: { c: VisionContext; view: ComparisonView }) {
  const { t, vision } = c.var
  const at = { town: c.var.municipality.slug, vision: vision.slug }
  const { comparison, language } = view
  const counts = countsIn(comparison)
  const isSame = isUnchanged(comparison)
  return (
    <Page c={c} title={t('vision.public.comparison')}>
      <Breadcrumb
        label={t('page.breadcrumb')}
        items={[
          { label: <Words text={vision.title} {...languageMarks(c, vision.language)} />, href: paths.vision.to(at) },
          { label: t('vision.public.comparison') },
        ]}
      />
      <PageHead title={t('vision.public.comparison')} lead={t('vision.public.comparison-lead')} />
      <Stack>
        <Choice c={c} view={view} />
        {isSame ? (
          <EmptyState title={t('vision.public.no-change')} />
        ) : (
          <Stats
            items={(['added', 'removed', 'changed', 'moved'] as const).map(change => ({
              label: t(`vision.public.counted.${change}`),
              value: new Intl.NumberFormat(c.var.language.locale).format(counts[change]),
            }))}
          />
        )}
      </Stack>
      {!isSame && (
        <>
          <Frame c={c} comparison={comparison} language={language} />
          {comparison.chapters.map(chapter => (
            <Chapter c={c} chapter={chapter} language={language} />
          ))}
        </>
      )}
    </Page>
  )
}

const isKept = ({ before, after }: Wording) => before === after

const isUnchanged = ({ title, preamble, chapters }: Comparison) =>
  isKept(title) &&
  isKept(preamble) &&
  chapters.every(({ change, sentences }) => change === 'kept' && sentences.every(({ change, isMoved }) => change === 'kept' && !isMoved))

function Choice({ c, view: { versions, from, to } }: { c: VisionContext; view: ComparisonView }) {
  const { t, vision, municipality } = c.var
  const options = versions.map(({ number, name }) => ({ value: String(number), label: t('vision.public.option', { number, name }) }))
  return (
    <Form action={paths.comparison.to({ town: municipality.slug, vision: vision.slug })} method="get">
      <Field kind="select" name="von" label={t('vision.public.from')} value={String(from.number)} options={options} />
      <Field kind="select" name="bis" label={t('vision.public.to')} value={String(to.number)} options={options} />
      <Buttons>
        <Button label={t('vision.public.compare')} kind="secondary" />
      </Buttons>
    </Form>
  )
}

/** What changed before the first chapter. */
function Frame({ c, comparison: { title, preamble }, language }: { c: VisionContext; comparison: Comparison; language: string }) {
  const { t } = c.var
  return (
    <>
      {!isKept(title) && (
        <Section title={t('vision.public.title')}>
          <Difference c={c} {...title} lang={language} />
        </Section>
      )}
      {!isKept(preamble) && (
        <Section title={t('vision.public.preamble')}>
          <Difference c={c} {...preamble} lang={language} />
        </Section>
      )}
    </>
  )
}

const tones: Record<Change, BadgeTone> = { added: 'success', removed: 'danger', changed: 'info', kept: 'neutral' }

function Chapter({ c, chapter: { change, title, sentences }, language }: { c: VisionContext; chapter: ComparedChapter; language: string }) {
  const { t } = c.var
  return (
    <Section
      title={
        <>
          <Words text={title.after || title.before} {...languageMarks(c, language)} />{' '}
          {change !== 'kept' && <Badge label={t(`vision.public.chapter.${change}`)} tone={tones[change]} />}
        </>
      }
    >
      {change === 'changed' && <Difference c={c} {...title} lang={language} />}
      <ol class="vision-text">
        {sentences.map(sentence => (
          <Sentence c={c} sentence={sentence} language={language} />
        ))}
      </ol>
    </Section>
  )
}

function Sentence({ c, sentence, language }: { c: VisionContext; sentence: ComparedSentence; language: string }) {
  const { t } = c.var
  const { number, change, isMoved, text, explanation } = sentence
  return (
    <li class={change === 'kept' ? 'vision-text__sentence vision-text__sentence--kept' : 'vision-text__sentence'} value={number}>
      {change !== 'kept' && <Badge label={t(`vision.public.sentence.${change}`)} tone={tones[change]} />}{' '}
      {isMoved && <Badge label={t('vision.public.sentence.moved')} tone="warning" />}
      {[text, explanation]
        .filter(({ before, after }) => before || after)
        .map(wording =>
          isKept(wording) ? <p {...languageMarks(c, language)}>{wording.after}</p> : <Difference c={c} {...wording} lang={language} />,
        )}
    </li>
  )
}
