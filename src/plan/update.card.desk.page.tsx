import type { Child } from 'hono/jsx'
import { Badge, Button, Buttons, Card, Form, Prose } from '#platform/web'
import type { Measure } from './measure.ts'
import { stateFields } from './measure.values.ts'
import { picked } from './measure-change.ts'
import { paths } from './paths.ts'
import { seenOf } from './seen.ts'
import type { Asked, LinkContext } from './update.visitor.tsx'
import { dayIn, LightBadge, PlanText, StatusBadge } from './words.page.tsx'

/** One measure as it was said to stand; that nothing has changed is one press. */
export function UpdateCard({ c, asked: { measure, answer } }: { c: LinkContext; asked: Asked }) {
  const { t } = c.var
  const change = paths.updateMeasure.to(ofLink(c, measure))
  return (
    <MeasureCard c={c} measure={measure} badge={answer && <Badge label={t(`plan.update.answer.${answer}`)} tone="success" />}>
      <p>
        <StatusBadge c={c} status={measure.status} /> <LightBadge c={c} light={measure.light} />{' '}
        <span class="small muted">
          {measure.statedOn ? t('plan.measure.state.as-of', { day: dayIn(c, measure.statedOn) }) : t('plan.measure.state.never')}
        </span>
      </p>
      {measure.stateOfAffairs && (
        <Prose>
          <PlanText c={c} text={measure.stateOfAffairs} />
        </Prose>
      )}
      {answer ? (
        <Button
          label={t('plan.update.again')}
          fullLabel={`${t('plan.update.again')}: ${measure.title}`}
          href={change}
          kind="quiet"
          icon="edit"
        />
      ) : (
        <Form action={change} hidden={{ deed: 'unchanged', seen: seenOf(picked(measure, stateFields)) }}>
          <Buttons>
            <Button label={t('plan.update.no-change')} fullLabel={`${t('plan.update.no-change')}: ${measure.title}`} icon="agree" />
            <Button
              label={t('plan.update.change')}
              fullLabel={`${t('plan.update.change')}: ${measure.title}`}
              href={change}
              kind="secondary"
              icon="edit"
            />
          </Buttons>
        </Form>
      )}
    </MeasureCard>
  )
}

/** A measure among those of a link. */
export const MeasureCard = ({ c, measure, badge, children }: { c: LinkContext; measure: Measure; badge?: Child; children?: Child }) => (
  <Card
    title={
      <>
        {measure.number} <PlanText c={c} text={measure.title} />
      </>
    }
    badge={badge}
  >
    {children}
  </Card>
)

/** Where a measure stands in the addresses of this link. */
export const ofLink = (c: LinkContext, { number }: Pick<Measure, 'number'>) => ({
  town: c.var.municipality.slug,
  token: c.var.token,
  measure: number,
})
