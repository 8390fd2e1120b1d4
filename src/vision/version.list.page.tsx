import { Badge, Breadcrumb, Button, Buttons, Page, PageHead, Section, Stack, Table } from '#platform/web'
import { paths } from './paths.ts'
import { dayIn } from './sequence.page.tsx'
import type { VersionHead } from './version.ts'
import { at, kindTones, languageMarks, Words } from './version.words.page.tsx'
import type { VisionContext } from './visitor.ts'

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
export function Versions({ c, versions, shown }: { c: VisionContext; versions: readonly VersionHead[]; shown?: number }) {
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
