import { languageOf } from '#platform/languages'
import { Button, Buttons, ErrorSummary, Field, Form, Notice, Stack } from '#platform/web'
import type { AmendmentRefusal } from './amendment.ts'
import {
  type ContributionKind,
  type ContributionValues,
  longestContribution,
  longestReason,
  longestSignedName,
  refusedField,
} from './contribution.ts'
import { paths } from './paths.ts'
import type { VisionContext } from './visitor.ts'

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
          hint={t(kind === 'amendment' ? 'vision.contribution.signed-name-hint-amendment' : 'vision.contribution.signed-name-hint')}
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

const at = (c: VisionContext) => ({ town: c.var.municipality.slug, vision: c.var.vision.slug })
