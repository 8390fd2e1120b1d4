import type { Child } from 'hono/jsx'
import { Card, Cards, EmptyState, Notice, Page, PageHead, Stack, type TownContext, type VisitContext } from '#platform/web'
import type { Municipality } from './municipality.ts'
import { municipalityPaths } from './paths.ts'

/** What everybody sees first of a town; `children` are its dialogues. */
export function HomePage({ c, children }: { c: TownContext; children?: Child }) {
  const { t, municipality } = c.var
  const town = municipality.name
  return (
    <Page c={c} title={town} description={t('municipality.home.description', { town })}>
      <PageHead title={town} preline={t(`municipality.kind.${municipality.kind}`)} lead={t('municipality.home.intro', { town })} />
      <Stack>
        {municipality.isDemo && (
          <Notice tone="info" title={t('municipality.home.example')}>
            {t('municipality.home.example-explained', { town })}
          </Notice>
        )}
        <div>{children}</div>
      </Stack>
    </Page>
  )
}

/** The front door of an instance with several towns, or with none yet. */
export function TownsPage({ c, towns }: { c: VisitContext; towns: readonly Municipality[] }) {
  const { t } = c.var
  if (towns.length === 0)
    return (
      <Page c={c} title={t('municipality.towns.none')} noIndex>
        <EmptyState title={t('municipality.towns.none')}>{t('municipality.towns.none-explained')}</EmptyState>
      </Page>
    )
  return (
    <Page c={c} title={t('municipality.towns.title')}>
      <PageHead title={t('municipality.towns.title')} lead={t('municipality.towns.lead')} />
      <Cards>
        {towns.map(({ slug, name, kind }) => (
          <Card level={2} title={name} href={municipalityPaths.home.to({ town: slug })} meta={t(`municipality.kind.${kind}`)} />
        ))}
      </Cards>
    </Page>
  )
}
