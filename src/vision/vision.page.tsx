import { Badge, Card, Cards, EmptyState, Page, PageHead, Section, type TownContext } from '#platform/web'
import { paths } from './paths.ts'
import { dayIn } from './sequence.page.tsx'
import { written } from './support.page.tsx'
import { kindTones, Words } from './version.page.tsx'
import type { PublishedVision } from './version.ts'

/** The visions of a town. */
export function VisionsPage({ c, visions }: { c: TownContext; visions: readonly PublishedVision[] }) {
  const { t } = c.var
  return (
    <Page c={c} title={t('vision.public.visions')}>
      <PageHead title={t('vision.public.visions')} lead={visions.length > 0 ? t('vision.public.lead') : undefined} />
      {visions.length === 0 ? (
        <EmptyState title={t('vision.public.none')}>
          <p>{t('vision.public.none-yet')}</p>
        </EmptyState>
      ) : (
        <VisionCards c={c} visions={visions} level={2} />
      )}
    </Page>
  )
}

/** The visions on a town's start page; nothing where there is none. */
export const HomeSection = ({ c, visions }: { c: TownContext; visions: readonly PublishedVision[] }) =>
  visions.length === 0 ? null : (
    <Section title={c.var.t('vision.public.home')}>
      <VisionCards c={c} visions={visions} level={3} />
    </Section>
  )

const VisionCards = ({ c, visions, level }: { c: TownContext; visions: readonly PublishedVision[]; level: 2 | 3 }) => (
  <Cards wide>
    {visions.map(({ vision, title, version }) => (
      <Card
        title={<Words {...written(c, title)} />}
        href={paths.vision.to({ town: c.var.municipality.slug, vision: vision.slug })}
        level={level}
        badge={<Badge label={c.var.t(`vision.version.kind.${version.kind}`)} tone={kindTones[version.kind]} />}
        meta={dayIn(c, version.publishedAt.toISOString())}
      >
        {vision.phase === 'consultation' && <p>{c.var.t('vision.public.consultation-open')}</p>}
      </Card>
    ))}
  </Cards>
)
