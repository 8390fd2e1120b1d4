import { Badge, Button, Disclosure, Field, Form, Notice, Prose } from '#platform/web'
import { type InvolvementRefusal, longestReason } from './involvement.ts'
import { paths } from './paths.ts'
import { MeasureCard, ofLink } from './update.card.desk.page.tsx'
import type { Asked, LinkContext } from './update.visitor.tsx'
import { PlanText } from './words.page.tsx'

/** Why the answer about this measure was not taken, and the reason that was typed. */
export type LeadRefused = { number: string; reason: string; refusal: InvolvementRefusal }

/** Whether the department will lead this measure. */
export function LeadCard({ c, asked, leadRefused }: { c: LinkContext; asked: Asked; leadRefused?: LeadRefused }) {
  const { t } = c.var
  const { measure, answer } = asked
  const refused = leadRefused?.number === measure.number ? leadRefused : undefined
  const action = paths.updateLead.to(ofLink(c, measure))
  const badge = answer && <Badge label={t(`plan.update.answer.${answer}`)} tone={answer === 'accepted' ? 'success' : 'neutral'} />
  return (
    <MeasureCard c={c} measure={measure} badge={badge}>
      <p class="small muted">{t('plan.update.asked-department', { department: asked.department ?? '' })}</p>
      {measure.description && (
        <Prose>
          <PlanText c={c} text={measure.description} />
        </Prose>
      )}
      {refused && <Notice tone="error" title={t(`plan.involvement.refusal.${refused.refusal}`, { most: longestReason })} live />}
      {answer === null && (
        <>
          <Form action={action}>
            <Button
              label={t('plan.update.accept')}
              fullLabel={`${t('plan.update.accept')}: ${measure.title}`}
              name="answer"
              value="accept"
              icon="agree"
            />
          </Form>
          <Disclosure label={t('plan.update.refuse')} open={refused !== undefined}>
            <Form action={action}>
              <Field
                kind="textarea"
                name="reason"
                id={`feld-reason-${measure.id}`}
                label={t('plan.involvement.reason')}
                value={refused?.reason ?? ''}
                rows={3}
                maxlength={longestReason}
                lang="de"
                dir="auto"
                required
              />
              <Button
                label={t('plan.update.refuse')}
                fullLabel={`${t('plan.update.refuse')}: ${measure.title}`}
                name="answer"
                value="refuse"
                kind="secondary"
              />
            </Form>
          </Disclosure>
        </>
      )}
    </MeasureCard>
  )
}
