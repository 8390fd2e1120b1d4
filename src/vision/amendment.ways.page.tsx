import { Card, Cards } from '#platform/web'
import type { ContributionCounts } from './amendment.ts'
import { paths } from './paths.ts'
import type { VisionContext } from './visitor.ts'

/** How many amendments and comments a sentence has, and the ways to them. */
export function ContributionWays({ c, sentence, counts }: { c: VisionContext; sentence: { number: number }; counts: ContributionCounts }) {
  const { t, municipality, vision } = c.var
  const at = { town: municipality.slug, vision: vision.slug, sentence: sentence.number }
  return (
    <Cards>
      <Card title={t('vision.amendment.heading')} href={paths.amendments.to(at)}>
        <p>{t('vision.amendment.count', { count: counts.amendments })}</p>
      </Card>
      <Card title={t('vision.comment.heading')} href={paths.comments.to(at)}>
        <p>{t('vision.comment.count', { count: counts.comments })}</p>
      </Card>
    </Cards>
  )
}
