import { type Answer, enteredForIn, Written } from '#dialogue'
import { languageOf } from '#platform/languages'
import { Button, Buttons, Card, ErrorSummary, Field, Form, Hidden, Icon, Notice, Stack, type TownContext } from '#platform/web'
import type { AmendmentRefusal } from './amendment.ts'
import {
  type Contribution,
  type ContributionKind,
  type ContributionValues,
  longestContribution,
  longestReason,
  longestSignedName,
  refusedField,
} from './contribution.ts'
import { paths } from './paths.ts'
import type { VisionContext } from './visitor.ts'

// ── Writing ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Why something was not taken: in words, beside which field, and which contribution says the same. */
export type Refused = { text: string; field?: keyof ContributionValues; twin?: number }

export type ContributionFormProps = {
  c: VisionContext
  kind: ContributionKind
  action: string
  values: ContributionValues
  /** names the pseudonym of somebody who has none yet */
  ticket?: string
  refused?: Refused
  hidden?: Record<string, string>
}

/** What a resident brings in: the text, why, in which language, and by which name if any. */
export function ContributionForm({ c, kind, action, values, ticket, refused, hidden = {} }: ContributionFormProps) {
  const { t, municipality } = c.var
  const languages = municipality.languages.map(languageOf)
  const beside = (field: keyof ContributionValues) => (refused?.field === field ? refused.text : undefined)
  const ownLanguage = languages.length === 1 && { language: values.language }
  return (
    <Stack>
      {refused && <RefusedNotice c={c} refused={refused} />}
      <Form action={action} hidden={{ ...hidden, ...(ticket && { ticket }), ...ownLanguage }} label={t(`vision.contribution.form.${kind}`)}>
        <Field
          kind="textarea"
          name="text"
          label={t(`vision.contribution.text.${kind}`)}
          hint={t('vision.contribution.text-hint', { most: longestContribution })}
          value={values.text}
          rows={4}
          dir="auto"
          required
          refusal={beside('text')}
        />
        {kind !== 'comment' && (
          <Field
            kind="textarea"
            name="reason"
            label={t('vision.contribution.reason')}
            hint={t('vision.contribution.reason-hint', { most: longestReason })}
            optional={kind === 'amendment' ? undefined : t('vision.contribution.optional')}
            value={values.reason}
            rows={3}
            dir="auto"
            refusal={beside('reason')}
          />
        )}
        {languages.length > 1 && (
          <Field
            kind="select"
            name="language"
            label={t('vision.contribution.language')}
            value={values.language}
            options={languages.map(({ code, name }) => ({ value: code, label: name }))}
            width="medium"
            refusal={beside('language')}
          />
        )}
        <Field
          kind="text"
          name="signedName"
          label={t('vision.contribution.signed-name')}
          hint={t('vision.contribution.signed-name-hint')}
          optional={t('vision.contribution.optional')}
          value={values.signedName}
          width="medium"
          dir="auto"
          refusal={beside('signedName')}
        />
        <Buttons>
          <Button label={t(`vision.contribution.submit.${kind}`)} />
        </Buttons>
        <p class="small muted">
          {t('vision.contribution.checked')} {ticket && t('vision.contribution.first-hint')}
        </p>
      </Form>
    </Stack>
  )
}

function RefusedNotice({ c, refused: { text, field, twin } }: { c: VisionContext; refused: Refused }) {
  const { t } = c.var
  return (
    <>
      {field ? (
        <ErrorSummary title={t('vision.contribution.refused')} refusals={[{ field, text }]} />
      ) : (
        <Notice tone="error" title={text} live />
      )}
      {twin !== undefined && (
        <p>
          <a href={paths.contribution.to({ ...at(c), contribution: twin })}>{t('vision.contribution.to-twin', { number: twin })}</a>
        </p>
      )}
    </>
  )
}

/** Why something was not taken as the form shows it. */
export const refusedAs = (c: VisionContext, { refusal, twin }: { refusal: AmendmentRefusal; twin?: number }): Refused => ({
  text: c.var.t(`vision.contribution.refusal.${refusal}`, { most: mostOf[refusal] ?? 0 }),
  field: refusedField[refusal],
  twin,
})
const mostOf: Partial<Record<AmendmentRefusal, number>> = {
  'text-too-long': longestContribution,
  'reason-too-long': longestReason,
  'name-too-long': longestSignedName,
}

/** Tells that something was taken, and where one sees what becomes of it. */
export const StoredNotice = ({ c, isKnown }: { c: VisionContext; isKnown: boolean }) => (
  <Notice tone={isKnown ? 'success' : 'warning'} title={c.var.t('vision.contribution.stored')} live>
    {isKnown ? (
      <>
        {c.var.t('vision.contribution.stored-next')}{' '}
        <a href={paths.ownContributions.to(at(c))}>{c.var.t('vision.contribution.own-link')}</a>
      </>
    ) : (
      c.var.t('vision.contribution.no-cookie')
    )}
  </Notice>
)

// ── Reading and voting ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** How somebody who reads may vote: what they have answered, and the ticket of somebody who has no pseudonym yet. */
export type Voting = { given: Answer | undefined; ticket?: string }

export type ContributionCardProps = {
  c: VisionContext
  contribution: Contribution
  /** left out where nobody may vote */
  voting?: Voting
  badge?: unknown
  /** instead of the bare text: a difference */
  wording?: unknown
  /** below the reason */
  children?: unknown
}

/** A contribution as everybody reads it: wording, reason, who has signed it, votes as they are told, and the way to vote. */
export function ContributionCard({ c, contribution, voting, badge, wording, children }: ContributionCardProps) {
  const { t } = c.var
  const { number, kind, text, reason, language } = contribution
  return (
    <div class="contribution" id={`beitrag-${number}`}>
      <Card
        title={t(`vision.contribution.number.${kind}`, { number })}
        badge={badge as never}
        meta={authorOf(c, contribution)}
        foot={voting && <ContributionVote c={c} contribution={contribution} voting={voting} />}
      >
        {(wording as never) ?? (
          <p class="contribution__text">
            <Written c={c} text={text} language={language} />
          </p>
        )}
        {reason && (
          <p class="contribution__reason">
            <b>{t('vision.contribution.because')}</b> <Written c={c} text={reason} language={language} />
          </p>
        )}
        {children as never}
        {kind === 'amendment' && <Told c={c} contribution={contribution} />}
      </Card>
    </div>
  )
}

/** Whose it is: for whom staff entered it, the name its author chose, or nobody's. */
export function authorOf(c: TownContext, { enteredFor, enteredForName, signedName }: Contribution) {
  if (enteredFor) return enteredForIn(c, { enteredFor, enteredForName })
  return signedName ? c.var.t('vision.contribution.signed', { name: signedName }) : c.var.t('vision.contribution.unsigned')
}

function Told({ c, contribution: { told } }: { c: TownContext; contribution: Contribution }) {
  const { t } = c.var
  if (told.for === null && told.against === null) return <p class="small muted">{t('vision.contribution.too-few')}</p>
  const words = (side: 'for' | 'against') => {
    const count = told[side]
    return count === null ? t(`vision.contribution.few-${side}`) : t(`vision.contribution.told-${side}`, { count })
  }
  return (
    <ul class="contribution__told">
      <li class="is-agree">
        <Icon name="agree" /> {words('for')}
      </li>
      <li class="is-disagree">
        <Icon name="disagree" /> {words('against')}
      </li>
    </ul>
  )
}

/** Three answers of equal weight; the one given before stands out and can be changed. */
function ContributionVote({ c, contribution, voting }: { c: VisionContext; contribution: Contribution; voting: Voting }) {
  const { t } = c.var
  const { number, kind } = contribution
  const name = t(`vision.contribution.number.${kind}`, { number })
  return (
    <form
      class="contribution__vote"
      action={paths.contributionVote.to({ ...at(c), contribution: number })}
      method="post"
      aria-label={t('vision.contribution.vote-on', { name })}
    >
      <Hidden fields={voting.ticket ? { ticket: voting.ticket } : {}} />
      {(['agree', 'disagree', 'pass'] as const).map(answer => (
        <button
          class={`answer answer--${answer}`}
          type="submit"
          name="answer"
          value={answer}
          aria-pressed={voting.given === answer ? 'true' : undefined}
          aria-label={`${t(`vision.contribution.answer.${answer}`)}: ${name}`}
        >
          <Icon name={answer} />
          <span>{t(`vision.contribution.answer.${answer}`)}</span>
        </button>
      ))}
    </form>
  )
}

const at = (c: VisionContext) => ({ town: c.var.municipality.slug, vision: c.var.vision.slug })
