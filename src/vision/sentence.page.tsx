import type { Child } from 'hono/jsx'
import { languageNameIn, Written } from '#dialogue'
import { languageOf } from '#platform/languages'
import {
  Breadcrumb,
  Card,
  Disclosure,
  type ForeignText,
  Notice,
  Original,
  Page,
  PageHead,
  Pagination,
  Prose,
  Section,
  Stack,
} from '#platform/web'
import type { ContributionCounts } from './amendment.ts'
import { ContributionWays } from './amendment.ways.page.tsx'
import { paths } from './paths.ts'
import { HistoryOf, IssuesOf, SourcesOf } from './sentence.parts.page.tsx'
import type { PublishedThread, PublishedWording, VoicePage } from './sentence.ts'
import { ConsultationSequence, dayIn } from './sequence.page.tsx'
import type { ConsultationStep } from './sequence.ts'
import { Support, written } from './support.page.tsx'
import type { VoiceSupport } from './support.ts'
import type { VisionContext } from './visitor.ts'

export type SentenceThread = {
  number: number
  /** the version that is read */
  wording: PublishedWording
  /** every version, newest first */
  wordings: PublishedWording[]
  published: PublishedThread
  voices: VoicePage
  /** the same voices as they fare now; undefined where nothing has changed */
  now: VoiceSupport[] | undefined
  isHidden: (voice: VoiceSupport) => boolean
  files: ReadonlyMap<string, { id: string; name: string }>
  counts: ContributionCounts
  steps: ConsultationStep[]
}

/**
 * Everything about a sentence of a published version: how it reads, where it comes from, who stands behind it and who does not, and what
 * follows from it (`follows`, of the rooms above).
 */
export function SentencePage({ c, thread, follows }: { c: VisionContext; thread: SentenceThread; follows?: Child }) {
  const { t } = c.var
  const { number, wording, published, steps } = thread
  const title = t('vision.sentence.title', { number })
  return (
    <Page c={c} title={title}>
      <Breadcrumb
        label={t('page.breadcrumb')}
        items={[
          { label: <Written c={c} text={wording.title} language={wording.language} />, href: paths.vision.to(at(c)) },
          {
            label: <Written c={c} text={wording.name} language={wording.language} />,
            href: paths.version.to({ ...at(c), version: wording.version }),
          },
          { label: title },
        ]}
      />
      <PageHead title={title} preline={<Written c={c} text={published.chapter} language={wording.language} />} />
      <Stack>
        <Standing c={c} thread={thread} />
        <Card tone="tint">
          <WordingOf c={c} thread={thread} />
        </Card>
        {follows}
        <VoicesOf c={c} thread={thread} />
        {published.sentence.sources.length > 0 && <SourcesOf c={c} sources={published.sentence.sources} files={thread.files} />}
        {published.issues.length > 0 && <IssuesOf c={c} issues={published.issues} language={wording.language} />}
        <Section title={t('vision.sentence.contributions')} id="beitraege">
          <ContributionWays c={c} sentence={{ number }} counts={thread.counts} />
        </Section>
        {steps.length > 0 && (
          <Section title={t('vision.sentence.steps')} id="beratung">
            <ConsultationSequence c={c} steps={steps} />
          </Section>
        )}
        <HistoryOf c={c} number={number} wordings={thread.wordings} />
      </Stack>
    </Page>
  )
}

/** What a reader must know before reading: that a newer version says otherwise, or that a body has adopted this one. */
function Standing({ c, thread: { number, wording, wordings } }: { c: VisionContext; thread: SentenceThread }) {
  const { t } = c.var
  const newest = wordings[0]!
  const lastWith = wordings.find(({ text }) => text !== null)!
  return (
    <>
      {newest.text === null && (
        <Notice tone="warning" title={t('vision.sentence.dropped')}>
          {t('vision.sentence.dropped-text', { name: lastWith.name })}
        </Notice>
      )}
      {wording.version !== lastWith.version && (
        <Notice tone="info" title={t('vision.sentence.old-version')}>
          <a href={paths.sentence.to({ ...at(c), sentence: number })}>{t('vision.sentence.to-newest')}</a>
        </Notice>
      )}
      {wording.adoption && (
        <Notice
          tone="success"
          title={t('vision.sentence.adopted', {
            body: wording.adoption.body,
            date: dayIn(c, wording.adoption.adoptedOn),
            number: wording.adoption.resolutionNumber,
          })}
        />
      )}
    </>
  )
}

function WordingOf({ c, thread: { wording, published } }: { c: VisionContext; thread: SentenceThread }) {
  const { t } = c.var
  const { sentence, translation } = published
  const shown = shownWording(c, wording.language, published)
  const explanation = (translation && published.explanation) ?? null
  return (
    <>
      <p class="statement__text" lang={shown.lang} dir={shown.dir}>
        <b>{shown.text}</b>
      </p>
      {shown.original && <Original {...shown.original} />}
      {sentence.explanation && (
        <Prose {...(explanation ? {} : marks(c, wording.language))}>
          <p>{explanation ?? sentence.explanation}</p>
        </Prose>
      )}
      {sentence.credits.length > 0 && <p class="small muted">{t('vision.sentence.credits', { names: creditsIn(c, sentence.credits) })}</p>}
    </>
  )
}

/** In the reader's language where it was approved, with the original one tap away. */
function shownWording(c: VisionContext, language: string, { sentence, translation }: PublishedThread): ForeignText {
  if (!translation) return written(c, { text: sentence.text, language })
  const { t } = c.var
  const label = t('dialogue.translation.original', { language: languageNameIn(c, language) })
  const machine = translation.origin === 'machine' ? t('vision.sentence.machine') : undefined
  const { code, direction } = languageOf(language)
  return { text: translation.text, original: { label, machine, text: sentence.text, lang: code, dir: direction } }
}

const marks = (c: VisionContext, language: string) => {
  const { code, direction } = languageOf(language)
  return code === c.var.language.code ? {} : { lang: code, dir: direction }
}

const creditsIn = (c: VisionContext, credits: PublishedThread['sentence']['credits']) =>
  new Intl.ListFormat(c.var.language.locale, { type: 'conjunction' }).format(
    credits.map(({ contribution, signedName }) => signedName || c.var.t('vision.sentence.contribution', { number: contribution })),
  )

/** The voices as they were on the day of publication, and as they fare now where that differs. */
function VoicesOf({ c, thread: { number, wording, voices, now, isHidden } }: { c: VisionContext; thread: SentenceThread }) {
  const { t } = c.var
  if (voices.count === 0) return <Section title={t('vision.sentence.voices')} lead={t('vision.sentence.voices-none')} id="stimmen" />
  const pageAt = (page: number) =>
    `${paths.sentence.to({ ...at(c), sentence: number }, { fassung: wording.version, stimmen: page })}#stimmen`
  return (
    <Section title={t('vision.sentence.voices')} lead={t('vision.sentence.voices-lead')} id="stimmen">
      <Stack>
        <Support c={c} support={voices.voices} isHidden={isHidden} />
        {voices.pages > 1 && (
          <Pagination
            label={t('vision.sentence.pages')}
            status={t('vision.sentence.page-status', { from: voices.from, to: voices.to, count: voices.count })}
            previous={voices.page > 1 ? { label: t('vision.sentence.previous'), href: pageAt(voices.page - 1) } : undefined}
            next={voices.page < voices.pages ? { label: t('vision.sentence.next'), href: pageAt(voices.page + 1) } : undefined}
          />
        )}
        {now ? (
          <Disclosure label={t('vision.sentence.voices-now')}>
            <Support c={c} support={now} isHidden={isHidden} />
          </Disclosure>
        ) : (
          <p class="small muted">{t('vision.sentence.voices-same')}</p>
        )}
      </Stack>
    </Section>
  )
}

const at = (c: VisionContext) => ({ town: c.var.municipality.slug, vision: c.var.vision.slug })
