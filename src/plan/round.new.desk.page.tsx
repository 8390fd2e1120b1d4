import { CsrfField } from '#platform/people'
import { Button, ErrorSummary, Field, Form, Missing, Notice, Section, Table, type TownContext } from '#platform/web'
import type { Measure } from './measure.ts'
import { paths } from './paths.ts'
import { RoundFrame, refusalOf } from './round.frame.desk.page.tsx'
import { longestRoundTitle, type Recipient, type RoundRefusals, type RoundValues } from './round.ts'
import { inTown, PlanText } from './words.page.tsx'

const { desk: at } = paths

type NewRoundDesk = { values: RoundValues; refusals: RoundRefusals; recipients: Recipient[]; unasked: Measure[]; canSend: boolean }

/** A new round, with everybody it would ask and every measure nobody can be asked about. */
export function NewRoundPage({ c, desk: { values, refusals, recipients, unasked, canSend } }: { c: TownContext; desk: NewRoundDesk }) {
  const { t } = c.var
  const refusal = (name: keyof RoundValues) => refusalOf(c, refusals[name])
  const refused = (Object.keys(refusals) as (keyof RoundValues)[]).map(field => ({ field, text: refusal(field) ?? '' }))
  return (
    <RoundFrame c={c} title={t('plan.round.open')} lead={t('plan.round.open-lead')} below>
      {refused.length > 0 && <ErrorSummary title={t('plan.measure.refused')} refusals={refused} />}
      {!canSend && <Notice tone="warning" title={t('plan.round.no-mail-server')} />}
      <Form action={at.newRound.to(inTown(c))}>
        <CsrfField c={c} />
        <Field
          kind="text"
          name="title"
          label={t('plan.round.field.title')}
          hint={t('plan.round.hint.title')}
          value={values.title}
          refusal={refusal('title')}
          maxlength={longestRoundTitle}
          lang="de"
          dir="auto"
          required
        />
        <Field
          kind="date"
          name="endsOn"
          label={t('plan.round.field.endsOn')}
          hint={t('plan.round.hint.endsOn')}
          value={values.endsOn}
          refusal={refusal('endsOn')}
          width="medium"
          required
        />
        <Button label={t('plan.round.send', { count: recipients.length })} icon="forward" />
      </Form>
      {unasked.length > 0 && (
        <Notice tone="warning" title={t('plan.round.unasked', { count: unasked.length })}>
          <ul>
            {unasked.map(measure => (
              <li>
                <a href={at.measureDepartments.to({ ...inTown(c), measure: measure.number })}>
                  {measure.number} <PlanText c={c} text={measure.title} />
                </a>
              </li>
            ))}
          </ul>
        </Notice>
      )}
      <Section title={t('plan.round.recipients')} lead={t('plan.round.recipients-text')}>
        {recipients.length === 0 ? (
          <Missing text={t('plan.round.nobody')} />
        ) : (
          <Table
            caption={t('plan.round.recipients')}
            captionHidden
            columns={[
              { label: t('plan.round.person') },
              { label: t('plan.round.about'), numeric: true },
              { label: t('plan.round.leads-asked'), numeric: true },
            ]}
            rows={recipients.map(({ name, mail, updates, leads }) => [
              <span>
                {name} <span class="small muted">{mail}</span>
              </span>,
              updates.length,
              leads.length,
            ])}
          />
        )}
      </Section>
    </RoundFrame>
  )
}
