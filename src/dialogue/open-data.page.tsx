import type { Child } from 'hono/jsx'
import {
  Breadcrumb,
  Button,
  DefinitionList,
  EmptyState,
  Notice,
  Page,
  PageHead,
  Prose,
  Section,
  Stack,
  Table,
  type TownContext,
} from '#platform/web'
import type { Dialogue } from './dialogue.ts'
import { attributionOf, licenceOf, type Publication } from './open-data.ts'
import { paths } from './paths.ts'
import { dateIn, Question, writtenIn } from './vote.page.tsx'

/** A file to take along, without its content. */
export type OfferedFile = { name: string; bytes: number; sha256: string; kind: 'zip' | 'json' }

type Props = { c: TownContext; dialogue: Dialogue }

export function OpenDataPage({
  c,
  dialogue,
  publication,
  files,
  sums,
}: Props & { publication: Publication; files: OfferedFile[]; sums: string }) {
  const { t, language } = c.var
  const whole = (count: number) => count.toLocaleString(language.locale)
  const { statements, voters, votes, until } = publication
  return (
    <Page c={c} title={t('dialogue.open-data.title')} description={t('dialogue.open-data.lead')} width="normal">
      <Head c={c} dialogue={dialogue} lead={t('dialogue.open-data.lead')} />
      <Stack>
        <DefinitionList
          items={[
            { term: t('dialogue.open-data.people'), description: whole(voters.length) },
            { term: t('dialogue.open-data.statements'), description: whole(statements.length) },
            { term: t('dialogue.open-data.votes'), description: whole(votes) },
            { term: t('dialogue.open-data.as-of'), description: until ? dayIn(c, until) : t('dialogue.open-data.complete') },
            { term: t('dialogue.open-data.licence'), description: <LicenceLink code={dialogue.licence} /> },
            {
              term: t('dialogue.open-data.attribution'),
              description: <span {...writtenIn(c, dialogue)}>{attributionOf(publication)}</span>,
            },
          ]}
        />
        {until && (
          <Notice tone="info">
            <p>{t('dialogue.open-data.still-open', { fewest: c.var.municipality.fewestToShow })}</p>
          </Notice>
        )}
      </Stack>
      <Section title={t('dialogue.open-data.files')}>
        <Stack>
          <Files c={c} dialogue={dialogue} files={files} />
          <p>
            <a href={fileAt(c, dialogue, sums)}>{t('dialogue.open-data.sums')}</a>
          </p>
        </Stack>
      </Section>
      <Section title={t('dialogue.open-data.sign-title')}>
        <Prose>
          <p>{t('dialogue.open-data.sign')}</p>
        </Prose>
      </Section>
      <Protection c={c} />
      <Section title={t('dialogue.open-data.program-title')}>
        <p>
          {t('dialogue.open-data.program')} <a href="/api/v1/openapi.json">/api/v1/openapi.json</a>
        </p>
      </Section>
    </Page>
  )
}

/** While so few have voted that a file would tell of each. */
export function TooFewPage({ c, dialogue, isOpen }: Props & { isOpen: boolean }) {
  const { t } = c.var
  return (
    <Page c={c} title={t('dialogue.open-data.title')} width="normal" noIndex>
      <Head c={c} dialogue={dialogue} />
      <EmptyState title={t('dialogue.open-data.too-few-title')}>
        {isOpen
          ? t('dialogue.open-data.too-few-yet', { fewest: c.var.municipality.fewestToShow })
          : t('dialogue.open-data.too-few', { fewest: c.var.municipality.fewestToShow })}
      </EmptyState>
    </Page>
  )
}

function Head({ c, dialogue, lead }: Props & { lead?: Child }) {
  const { t } = c.var
  const at = { town: c.var.municipality.slug, dialogue: dialogue.slug }
  return (
    <>
      <Breadcrumb
        label={t('dialogue.open-data.way')}
        items={[
          { label: <Question c={c} dialogue={dialogue} />, href: paths.dialogue.to(at) },
          { label: t('dialogue.open-data.results'), href: paths.results.to(at) },
          { label: t('dialogue.open-data.title') },
        ]}
      />
      <PageHead title={t('dialogue.open-data.title')} preline={<Question c={c} dialogue={dialogue} />} lead={lead} />
    </>
  )
}

function Files({ c, dialogue, files }: Props & { files: OfferedFile[] }) {
  const { t, language } = c.var
  const size = (bytes: number) =>
    (bytes / 1000).toLocaleString(language.locale, { style: 'unit', unit: 'kilobyte', maximumFractionDigits: bytes < 10_000 ? 1 : 0 })
  return (
    <Table
      caption={t('dialogue.open-data.files')}
      captionHidden
      columns={[
        { label: t('dialogue.open-data.file') },
        { label: t('dialogue.open-data.size'), numeric: true },
        { label: t('dialogue.open-data.checksum') },
        { label: t('dialogue.open-data.download'), labelHidden: true },
      ]}
      rows={files.map(({ name, bytes, sha256, kind }) => [
        kind === 'zip' ? t('dialogue.open-data.kind-zip') : t('dialogue.open-data.kind-json'),
        size(bytes),
        <code>{broken(sha256)}</code>,
        <Button
          label={t('dialogue.open-data.download')}
          fullLabel={`${t('dialogue.open-data.download')}: ${name}`}
          href={fileAt(c, dialogue, name)}
          kind="secondary"
          icon="download"
          small
        />,
      ])}
    />
  )
}

/** A checksum has no place to break by itself. */
const broken = (sha256: string) =>
  sha256.match(/.{16}/g)?.map(part => (
    <>
      {part}
      <wbr />
    </>
  ))

function Protection({ c }: { c: TownContext }) {
  const { t } = c.var
  return (
    <Section title={t('dialogue.open-data.protection-title')}>
      <Prose>
        <ul>
          <li>{t('dialogue.open-data.protection-number')}</li>
          <li>{t('dialogue.open-data.protection-day', { fewest: c.var.municipality.fewestToShow })}</li>
          <li>{t('dialogue.open-data.protection-author')}</li>
          <li>{t('dialogue.open-data.protection-formula')}</li>
        </ul>
      </Prose>
    </Section>
  )
}

function LicenceLink({ code }: { code: string }) {
  const { name, url } = licenceOf(code)
  return url ? (
    <a href={url} rel="license">
      {name}
    </a>
  ) : (
    <span>{name}</span>
  )
}

const dayIn = (c: TownContext, day: string) => dateIn(c, new Date(`${day}T12:00:00Z`), false)
const fileAt = (c: TownContext, dialogue: Dialogue, file: string) =>
  paths.openDataFile.to({ town: c.var.municipality.slug, dialogue: dialogue.slug, file })
