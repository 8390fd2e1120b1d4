import type { Child } from 'hono/jsx'
import {
  Badge,
  Button,
  Buttons,
  Card,
  Disclosure,
  ErrorSummary,
  Field,
  Form,
  Notice,
  Page,
  PageHead,
  Progress,
  Prose,
  Section,
  Stack,
  type TownContext,
} from '#platform/web'
import type { Department } from './department.ts'
import { type InvolvementRefusal, longestReason } from './involvement.ts'
import type { Measure } from './measure.ts'
import { paths } from './paths.ts'
import { type Delegation, type DelegationRefusal, type LinkRefusal, longestName } from './update.ts'
import type { Asked, LinkContext } from './update.visitor.tsx'
import { dayIn, LightBadge, PlanText, StatusBadge } from './words.page.tsx'

/** A link that opens nothing, and why. */
export function LinkGonePage({ c, refusal }: { c: TownContext; refusal: LinkRefusal | 'unknown' }) {
  const { t } = c.var
  return (
    <Page c={c} title={t('plan.update.gone.title')} width="narrow" noIndex>
      <PageHead title={t('plan.update.gone.title')} lead={t(`plan.update.gone.${refusal}`)} />
      <p>{t('plan.update.gone.what-now')}</p>
    </Page>
  )
}

export type UpdatesDesk = {
  /** number of the measure that was answered just now */
  done?: string
  delegation?: { values: Delegation; refusals: Partial<Record<keyof Delegation, DelegationRefusal>> }
  leadRefused?: { number: string; reason: string; refusal: InvolvementRefusal }
}

/** Everything one link asks: first whether the department will lead, then how its measures stand. */
export function UpdatesPage({ c, desk }: { c: LinkContext; desk: UpdatesDesk }) {
  const { t, link, round, asked } = c.var
  const mine = asked.filter(({ answer }) => answer !== 'not-mine')
  const leads = mine.filter(({ asksFor }) => asksFor === 'lead')
  const updates = mine.filter(({ asksFor }) => asksFor === 'update')
  const answered = mine.filter(({ answer }) => answer !== null).length
  return (
    <Page c={c} title={round?.title ?? t('plan.update.lead-title')} width="narrow" noIndex>
      <PageHead
        title={round ? <PlanText c={c} text={round.title} /> : t('plan.update.lead-title')}
        lead={t('plan.update.lead', { name: link.name, day: dayIn(c, link.endsOn) })}
      />
      <Stack>
        {desk.done && <Notice tone="success" title={t('plan.update.done', { number: desk.done })} live />}
        {mine.length > 0 && answered === mine.length ? (
          <Notice tone="success" title={t('plan.update.all-done')}>
            {t('plan.update.all-done-text')}
          </Notice>
        ) : (
          <Progress
            label={t('plan.update.progress-label')}
            text={t('plan.update.progress', { answered, all: mine.length })}
            value={answered}
            max={mine.length}
          />
        )}
        {leads.length > 0 && (
          <Section title={t('plan.update.leads')} lead={t('plan.update.leads-text')}>
            <Stack>
              {leads.map(lead => (
                <LeadCard c={c} asked={lead} desk={desk} />
              ))}
            </Stack>
          </Section>
        )}
        {updates.length > 0 && (
          <Section title={t('plan.update.measures')} lead={t('plan.update.measures-text')}>
            <Stack>
              {updates.map(update => (
                <UpdateCard c={c} asked={update} />
              ))}
            </Stack>
          </Section>
        )}
        <Disclosure label={t('plan.update.delegate.title')} open={desk.delegation !== undefined}>
          <DelegationForm c={c} desk={desk} />
        </Disclosure>
      </Stack>
    </Page>
  )
}

function LeadCard({ c, asked, desk: { leadRefused } }: { c: LinkContext; asked: Asked; desk: UpdatesDesk }) {
  const { t } = c.var
  const { measure, answer } = asked
  const refused = leadRefused?.number === measure.number ? leadRefused : undefined
  const action = paths.updateLead.to(ofLink(c, measure))
  const badge = answer && <Badge label={t(`plan.update.answer.${answer}`)} tone={answer === 'accepted' ? 'success' : 'neutral'} />
  return (
    <MeasureCard c={c} measure={measure} badge={badge}>
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

function UpdateCard({ c, asked: { measure, answer } }: { c: LinkContext; asked: Asked }) {
  const { t } = c.var
  const at = ofLink(c, measure)
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
      <Buttons>
        <Button
          label={t(answer ? 'plan.update.again' : 'plan.update.change')}
          fullLabel={`${t(answer ? 'plan.update.again' : 'plan.update.change')}: ${measure.title}`}
          href={paths.updateMeasure.to(at)}
          kind={answer ? 'quiet' : 'primary'}
          icon="edit"
        />
        {!answer && (
          <Form action={paths.updateMeasure.to(at)} hidden={{ deed: 'unchanged' }}>
            <Button
              label={t('plan.update.no-change')}
              fullLabel={`${t('plan.update.no-change')}: ${measure.title}`}
              kind="secondary"
              icon="agree"
            />
          </Form>
        )}
      </Buttons>
    </MeasureCard>
  )
}

const MeasureCard = ({ c, measure, badge, children }: { c: LinkContext; measure: Measure; badge?: Child; children?: Child }) => (
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

function DelegationForm({ c, desk: { delegation } }: { c: LinkContext; desk: UpdatesDesk }) {
  const { t } = c.var
  const { values, refusals } = delegation ?? { values: { name: '', mail: '' }, refusals: {} }
  const refusal = (name: keyof Delegation) => refusals[name] && t(`plan.update.delegate.refusal.${refusals[name]}`, { most: longestName })
  const refused = (Object.keys(refusals) as (keyof Delegation)[]).map(field => ({ field, text: refusal(field) ?? '' }))
  return (
    <>
      <p>{t('plan.update.delegate.text')}</p>
      {refused.length > 0 && <ErrorSummary title={t('plan.measure.refused')} refusals={refused} />}
      <Form action={paths.updateDelegation.to({ town: c.var.municipality.slug, token: c.var.token })}>
        <Field
          kind="text"
          name="name"
          label={t('plan.update.delegate.name')}
          value={values.name}
          refusal={refusal('name')}
          maxlength={longestName}
          autocomplete="off"
          required
        />
        <Field
          kind="email"
          name="mail"
          label={t('plan.update.delegate.mail')}
          value={values.mail}
          refusal={refusal('mail')}
          autocomplete="off"
          dir="ltr"
          required
        />
        <Button label={t('plan.update.delegate.go')} kind="secondary" />
      </Form>
    </>
  )
}

/** Where a measure stands in the addresses of this link. */
export const ofLink = (c: LinkContext, { number }: Pick<Measure, 'number'>) => ({
  town: c.var.municipality.slug,
  token: c.var.token,
  measure: number,
})

export type OfferedDepartments = Pick<Department, 'slug' | 'name'>[]
