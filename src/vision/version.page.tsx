import { dialoguePaths, languageNameIn } from '#dialogue'
import { Markdown } from '#platform/markdown'
import { Breadcrumb, Button, Buttons, DefinitionList, Notice, Original, Page, PageHead, Section, Stack, Table } from '#platform/web'
import { BodyPositions } from './body-position.page.tsx'
import type { BodyPosition } from './body-position.ts'
import { IssueCards } from './issue.parts.page.tsx'
import type { Issue } from './issue.ts'
import { versionPdfName, versionWordName } from './paper.version.ts'
import { paths } from './paths.ts'
import { ConsultationSequence, dayIn } from './sequence.page.tsx'
import type { ConsultationStep } from './sequence.ts'
import { Versions } from './version.list.page.tsx'
import { Issues, Sentence } from './version.text.page.tsx'
import type { Version, VersionHead } from './version.ts'
import { type ReadText, textIn } from './version.wording.ts'
import { at, languageMarks, said, Words } from './version.words.page.tsx'
import type { VisionContext } from './visitor.ts'

export type PublishedPage = { version: Version; versions: readonly VersionHead[]; way?: Way }

/** What goes on around the text now: beside the vision, never beside a version, which stays as it was. */
export type Way = { issues: readonly Issue[]; positions: readonly BodyPosition[]; steps: readonly ConsultationStep[] }

/** A published version as everybody reads it. */
export function VersionPage({ c, published: { version, versions, way } }: { c: VisionContext; published: PublishedPage }) {
  const { t, vision, language } = c.var
  const text = textIn(version.content, language.code)
  const title = said(c, text.title)
  const isOpen = versions[0]?.number === version.number && vision.phase === 'consultation'
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
              <Sentence c={c} version={version} sentence={sentence} text={text} isOpen={isOpen} />
            ))}
          </ol>
        </Section>
      ))}
      {version.content.issues.length > 0 && <Issues c={c} version={version} />}
      {version.openPointsReason && (
        <Section title={t('vision.version.open-points')}>
          <p {...languageMarks(c, version.content.language)}>{version.openPointsReason}</p>
        </Section>
      )}
      {way && <WayOn c={c} way={way} />}
      <Origin c={c} version={version} />
      <Downloads c={c} version={version} />
      <Versions c={c} versions={versions} shown={version.number} />
      <Buttons>
        <Button label={t('dialogue.moderation-log.link')} href={paths.contributionLog.to(at(c))} kind="quiet" small />
      </Buttons>
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

function WayOn({ c, way: { issues, positions, steps } }: { c: VisionContext; way: Way }) {
  const { t } = c.var
  return (
    <>
      {issues.length > 0 && (
        <Section title={t('vision.issue.title')} id="themen">
          <IssueCards c={c} issues={issues} level={3} />
        </Section>
      )}
      <BodyPositions c={c} positions={positions} />
      {steps.length > 0 && (
        <Section title={t('vision.sentence.steps')} id="beratungsfolge">
          <ConsultationSequence c={c} steps={steps} />
        </Section>
      )}
    </>
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
