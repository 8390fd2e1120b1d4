import { ClaimBar } from '#dialogue'
import { Breadcrumb, Button, EmptyState, ErrorSummary, Notice, Page, PageHead, Pagination, Stack, Tabs } from '#platform/web'
import { type ContributionDesk, fieldOf, queryOf, ReviewOf } from './contribution.review.desk.page.tsx'
import { contributionStates, longestNote, reviewsPerPage } from './contribution.ts'
import { paths } from './paths.ts'
import type { VisionContext } from './visitor.ts'

/** What residents have brought in, of every kind: what waits for a moderator, and what was decided. */
export function ContributionsDeskPage({ c, desk }: { c: VisionContext; desk: ContributionDesk }) {
  const { t } = c.var
  const { reviews, done } = desk
  return (
    <Page c={c} title={t('vision.desk-contribution.title')} noIndex>
      <Breadcrumb
        label={t('page.breadcrumb')}
        items={[
          { label: t('vision.desk-contribution.visions'), href: paths.desk.visions.to(at(c)) },
          { label: c.var.vision.title, href: paths.desk.vision.to(at(c)) },
          { label: t('vision.desk-contribution.title') },
        ]}
      />
      <PageHead title={t('vision.desk-contribution.title')} lead={t('vision.desk-contribution.lead')}>
        <Button
          label={t('dialogue.moderation.appeals', { count: desk.openAppeals })}
          href={paths.desk.appeals.to(at(c))}
          kind="secondary"
          icon="forward"
        />
        <Button
          label={t('dialogue.moderation.reports', { count: desk.openReports })}
          href={paths.desk.reports.to(at(c))}
          kind="secondary"
          icon="forward"
        />
      </PageHead>
      <Stack>
        {desk.refused && <RefusedNotice c={c} desk={desk} refused={desk.refused} />}
        {done && <Notice tone="success" title={t(`vision.desk-contribution.done.${done.state}`, { number: done.number })} live />}
        <Tabs
          label={t('vision.desk-contribution.lists')}
          items={contributionStates.map(state => ({
            label: t(`vision.desk-contribution.state.${state}`),
            href: paths.desk.contributions.to(at(c), queryOf({ state, page: 1 })),
            count: new Intl.NumberFormat(c.var.language.locale).format(desk.counts[state]),
            current: state === desk.state,
          }))}
        />
        {desk.state === 'pending' && (
          <ClaimBar
            c={c}
            action={paths.desk.claims.to(at(c))}
            claims={desk.claims}
            free={desk.counts.pending - desk.claims.own}
            own={until => t('vision.desk-contribution.claimed', { count: desk.claims.own, until })}
          />
        )}
        {reviews.length === 0 && <EmptyState title={t(`vision.desk-contribution.empty.${desk.state}`)} />}
        {reviews.map(review => (
          <ReviewOf c={c} desk={desk} review={review} />
        ))}
        <Pages c={c} desk={desk} />
      </Stack>
    </Page>
  )
}

function RefusedNotice({ c, desk, refused: { number, refusal } }: { c: VisionContext; desk: ContributionDesk; refused: Refused }) {
  const { t } = c.var
  const text = t(`vision.desk-contribution.refusal.${refusal}`, { number, most: longestNote })
  const isListed = desk.reviews.some(({ contribution }) => contribution.number === number)
  if (isListed && (refusal === 'reason-missing' || refusal === 'note-too-long'))
    return (
      <ErrorSummary
        title={t('vision.desk-contribution.refused', { number })}
        refusals={[{ field: `${fieldOf[refusal]}-${number}`, text }]}
      />
    )
  return <Notice tone="error" title={text} live />
}
type Refused = NonNullable<ContributionDesk['refused']>

function Pages({ c, desk: { state, page, counts } }: { c: VisionContext; desk: ContributionDesk }) {
  const { t } = c.var
  const pages = Math.ceil(counts[state] / reviewsPerPage)
  if (pages < 2) return null
  const link = (label: string, to: number) => ({ label, href: paths.desk.contributions.to(at(c), queryOf({ state, page: to })) })
  return (
    <Pagination
      label={t('vision.desk-contribution.pages')}
      status={t('vision.desk-contribution.page', { page, pages })}
      previous={page > 1 ? link(t('vision.desk-contribution.previous'), page - 1) : undefined}
      next={page < pages ? link(t('vision.desk-contribution.next'), page + 1) : undefined}
    />
  )
}

const at = (c: VisionContext) => ({ town: c.var.municipality.slug, vision: c.var.vision.slug })
