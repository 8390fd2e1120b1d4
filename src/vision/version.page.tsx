import { dialoguePaths, languageNameIn } from '#dialogue'
import { languageOf } from '#platform/languages'
import { Markdown } from '#platform/markdown'
import {
  Badge,
  type BadgeTone,
  Breadcrumb,
  Button,
  Buttons,
  DefinitionList,
  type ForeignText,
  Notice,
  Original,
  Page,
  PageHead,
  Section,
  Stack,
  Table,
} from '#platform/web'
import { versionPdfName, versionWordName } from './paper.version.ts'
import { paths } from './paths.ts'
import { dayIn } from './sequence.page.tsx'
import { written } from './support.page.tsx'
import type { FrozenIssue, FrozenSentence, Version, VersionHead, VersionKind } from './version.ts'
import { type ReadText, textIn } from './version.wording.ts'
import type { VisionContext } from './visitor.ts'

export type PublishedPage = { version: Version; versions: readonly VersionHead[] }

/** A published version as everybody reads it. */
export function VersionPage({ c, published: { version, versions } }: { c: VisionContext; published: PublishedPage }) {
  const { t, vision, language } = c.var
  const text = textIn(version.content, language.code)
  const title = said(c, text.title)
  return (
    <Page c={c} title={title.text}>
      <Breadcrumb
        label={t('page.breadcrumb')}
        items={[{ label: t('vision.public.visions'), href: paths.visions.to(at(c)) }, { label: <Words {...title} /> }]}
      />
      <PageHead
        title={<Words {...title} />}
        preline={t(`vision.version.kind.${version.kind}`)}
        original={title.original && <Original {...title.original} />}
      />
      <Stack>
        <Standing c={c} version={version} versions={versions} phase={vision.phase} />
        <Facts c={c} version={version} />
        {version.content.preamble && <Preamble c={c} preamble={text.preamble} />}
      </Stack>
      {version.content.chapters.map((chapter, place) => (
        <Section title={<Words {...said(c, text.chapter(place))} />} id={`kapitel-${place + 1}`}>
          <ol class="vision-text">
            {chapter.sentences.map(sentence => (
              <Sentence c={c} version={version} sentence={sentence} text={text} />
            ))}
          </ol>
        </Section>
      ))}
      {version.content.issues.length > 0 && <Issues c={c} version={version} />}
      {version.openFatesReason && (
        <Section title={t('vision.version.open-fates')}>
          <p {...languageMarks(c, version.content.language)}>{version.openFatesReason}</p>
        </Section>
      )}
      <Origin c={c} version={version} />
      <Downloads c={c} version={version} />
      <Versions c={c} versions={versions} shown={version.number} />
    </Page>
  )
}

/** What a reader must know before reading: what stands instead of this text, or beside it. */
function Standing({
  c,
  version,
  versions,
  phase,
}: {
  c: VisionContext
  version: Version
  versions: readonly VersionHead[]
  phase: string
}) {
  const { t } = c.var
  const newest = versions[0]!
  const isNewest = newest.number === version.number
  const link = paths.version.to({ ...at(c), version: newest.number })
  if (isNewest && phase === 'consultation')
    return (
      <Notice tone="info" title={t('vision.public.consultation')}>
        {t('vision.public.consultation-how')}
      </Notice>
    )
  if (isNewest) return null
  const comparison = paths.comparison.to(at(c), { von: version.number, bis: newest.number })
  return (
    <Notice
      tone={version.adoption ? 'info' : 'warning'}
      title={t(
        version.adoption
          ? phase === 'consultation'
            ? 'vision.public.new-consultation'
            : 'vision.public.new-text'
          : 'vision.version.is-old',
      )}
    >
      <a href={link}>{t('vision.version.to-newest')}</a> · <a href={comparison}>{t('vision.version.what-changed')}</a>
    </Notice>
  )
}

function Facts({ c, version: { number, name, publishedAt, adoption, content } }: { c: VisionContext; version: Version }) {
  const { t, services } = c.var
  const address = services.config.http.address + paths.version.to({ ...at(c), version: number })
  const others = Object.keys(content.translations).map(code => languageNameIn(c, code))
  return (
    <DefinitionList
      items={[
        { term: t('vision.version.version'), description: <bdi {...languageMarks(c, content.language)}>{name}</bdi> },
        { term: t('vision.version.published'), description: dayIn(c, publishedAt.toISOString()) },
        ...(adoption
          ? [
              {
                term: t('vision.version.adopted'),
                description: t('vision.version.adopted-by', {
                  body: adoption.body,
                  date: dayIn(c, adoption.adoptedOn),
                  number: adoption.resolutionNumber,
                }),
              },
            ]
          : []),
        {
          term: t('vision.version.address'),
          description: (
            <>
              <a href={address} dir="ltr">
                {address}
              </a>
              <br />
              <small class="muted">{t('vision.version.address-stays')}</small>
            </>
          ),
        },
        ...(others.length > 0
          ? [{ term: t('vision.version.translations'), description: new Intl.ListFormat(c.var.language.locale).format(others) }]
          : []),
      ]}
    />
  )
}

function Preamble({ c, preamble }: { c: VisionContext; preamble: ReadText }) {
  const { text, original, ...marks } = said(c, preamble)
  return (
    <div>
      <Markdown text={text} headingLevel={3} {...marks} />
      {original && <Original {...original} />}
    </div>
  )
}

type SentenceProps = { c: VisionContext; version: Version; sentence: FrozenSentence; text: ReturnType<typeof textIn> }

function Sentence({ c, version, sentence, text }: SentenceProps) {
  const { t } = c.var
  const { number, explanation, support, credits } = sentence
  const words = said(c, text.sentence(sentence))
  const more = said(c, text.explanation(sentence))
  const href = paths.sentence.to({ ...at(c), sentence: number }, { fassung: version.number })
  return (
    <li class="vision-text__sentence" id={`satz-${number}`} value={number}>
      <p class="vision-text__words" lang={words.lang} dir={words.dir}>
        {words.text}
      </p>
      {words.original && <Original {...words.original} />}
      {explanation && (
        <p lang={more.lang} dir={more.dir}>
          {more.text}
        </p>
      )}
      {version.content.issues
        .filter(issue => issue.sentences.includes(number))
        .map(issue => (
          <Dissents c={c} issue={issue} language={version.content.language} />
        ))}
      {credits.length > 0 && (
        <p class="small muted">
          {t('vision.version.credits', {
            names: credits
              .map(({ contribution, signedName }) => signedName || t('vision.version.contribution', { number: contribution }))
              .join(', '),
          })}
        </p>
      )}
      <p class="small">
        <a href={href} aria-label={t('vision.version.thread-of', { number })}>
          {t('vision.version.thread', { count: support.length })}
        </a>
      </p>
    </li>
  )
}

const Dissents = ({ c, issue: { dissents }, language }: { c: VisionContext; issue: FrozenIssue; language: string }) => (
  <>
    {dissents.map(({ text, signedName, letter }) => (
      <blockquote class="vision-text__dissent">
        <b>{letter === null ? c.var.t('vision.version.dissent') : c.var.t('vision.version.dissent-of', { letter })}</b>{' '}
        <span {...languageMarks(c, language)}>{text}</span>
        {signedName && (
          <>
            {' – '}
            <bdi>{signedName}</bdi>
          </>
        )}
      </blockquote>
    ))}
  </>
)

const outcomeTones = { bridged: 'success', 'partly-bridged': 'info', dissent: 'warning' } as const satisfies Record<string, BadgeTone>

function Issues({ c, version: { content } }: { c: VisionContext; version: Version }) {
  const { t } = c.var
  return (
    <Section title={t('vision.version.contested')} id="strittig">
      <Stack>
        {content.issues.map(issue => (
          <div>
            <h3>
              <a href={paths.issue.to({ ...at(c), issue: issue.number })} {...languageMarks(c, content.language)}>
                {issue.question}
              </a>{' '}
              <Badge label={t(`vision.sentence.outcome.${issue.outcome}`)} tone={outcomeTones[issue.outcome]} />
            </h3>
            <p {...languageMarks(c, content.language)}>{issue.reason}</p>
            <Dissents c={c} issue={issue} language={content.language} />
          </div>
        ))}
      </Stack>
    </Section>
  )
}

function Origin({ c, version: { content } }: { c: VisionContext; version: Version }) {
  const { t, language } = c.var
  if (content.dialogues.length === 0) return null
  const told = (count: number | null) =>
    count === null ? t('vision.version.too-few') : new Intl.NumberFormat(language.locale).format(count)
  return (
    <Section title={t('vision.version.origin')} id="herkunft">
      <Table
        caption={t('vision.version.origin')}
        captionHidden
        columns={[
          { label: t('vision.version.dialogue') },
          { label: t('vision.version.participants'), numeric: true },
          { label: t('vision.version.votes'), numeric: true },
        ]}
        rows={content.dialogues.map(({ slug, question, participants, votes }) => [
          <a href={dialoguePaths.results.to({ ...at(c), dialogue: slug })} {...languageMarks(c, content.language)}>
            {question}
          </a>,
          told(participants),
          told(votes),
        ])}
      />
    </Section>
  )
}

function Downloads({ c, version: { number, digest } }: { c: VisionContext; version: Version }) {
  const { t } = c.var
  const files = [
    ['PDF', versionPdfName],
    ['Word', versionWordName],
    ['Markdown', 'leitbild.md'],
    ['JSON', 'leitbild.json'],
  ] as const
  return (
    <Section title={t('vision.version.downloads')} id="dateien">
      <Stack>
        <Buttons>
          {files.map(([label, file]) => (
            <Button
              label={label}
              fullLabel={t('vision.version.download', { format: label })}
              href={paths.versionFile.to({ ...at(c), version: number, file })}
              kind="secondary"
              icon="download"
            />
          ))}
        </Buttons>
        {digest && (
          <p class="small muted">
            {t('vision.version.digest')} <code class="vision-text__digest">{digest}</code>
          </p>
        )}
      </Stack>
    </Section>
  )
}

export function VersionsPage({ c, versions }: { c: VisionContext; versions: readonly VersionHead[] }) {
  const { t, vision } = c.var
  const title = <Words text={vision.title} {...languageMarks(c, vision.language)} />
  return (
    <Page c={c} title={t('vision.version.versions')}>
      <Breadcrumb
        label={t('page.breadcrumb')}
        items={[{ label: title, href: paths.vision.to(at(c)) }, { label: t('vision.version.versions') }]}
      />
      <PageHead title={title} />
      <Versions c={c} versions={versions} />
    </Page>
  )
}

/** Every version, and the way to compare two of them. */
function Versions({ c, versions, shown }: { c: VisionContext; versions: readonly VersionHead[]; shown?: number }) {
  const { t } = c.var
  return (
    <Section title={t('vision.version.versions')} id="fassungen">
      <Stack>
        <Table
          caption={t('vision.version.versions')}
          captionHidden
          columns={[
            { label: t('vision.version.version') },
            { label: t('vision.version.kind-of') },
            { label: t('vision.version.published') },
          ]}
          rows={versions.map(({ number, name, kind, publishedAt }) => [
            <a href={paths.version.to({ ...at(c), version: number })} aria-current={number === shown ? 'page' : undefined}>
              {number}. <bdi {...languageMarks(c, c.var.vision.language)}>{name}</bdi>
            </a>,
            <Badge label={t(`vision.version.kind.${kind}`)} tone={kindTones[kind]} />,
            dayIn(c, publishedAt.toISOString()),
          ])}
        />
        {versions.length > 1 && (
          <Buttons>
            <Button label={t('vision.version.compare')} href={paths.comparison.to(at(c))} kind="secondary" />
          </Buttons>
        )}
      </Stack>
    </Section>
  )
}

export const kindTones: Record<VersionKind, BadgeTone> = {
  'first-draft': 'neutral',
  'consultation-draft': 'info',
  adopted: 'success',
  revision: 'success',
}

export const Words = ({ text, lang, dir }: ForeignText) => (
  <span lang={lang} dir={dir}>
    {text}
  </span>
)

/** A text marked with its language, with its original one tap away where it is a translation. */
export function said(c: VisionContext, { text, language, original }: ReadText): ForeignText {
  const shown = written(c, { text, language })
  if (!original) return shown
  const { t } = c.var
  const { code, direction } = languageOf(original.language)
  return {
    ...shown,
    original: {
      text: original.text,
      lang: code,
      dir: direction,
      label: t('vision.version.original', { language: languageNameIn(c, code) }),
      ...(original.isMachine && { machine: t('vision.version.machine') }),
    },
  }
}

/** The language of a text, where it is not that of the page. */
export function languageMarks(c: VisionContext, language: string): Pick<ForeignText, 'lang' | 'dir'> {
  const { text: _, ...marks } = written(c, { text: '', language })
  return marks
}

const at = (c: VisionContext) => ({ town: c.var.municipality.slug, vision: c.var.vision.slug })
