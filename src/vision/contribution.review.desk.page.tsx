import { type ClaimCounts, reasonCodes, rejectionReasons, Written } from '#dialogue'
import { languageOf } from '#platform/languages'
import { csrfFields } from '#platform/people'
import { Badge, Button, Disclosure, Field, Form, fieldId, ReviewCard } from '#platform/web'
import type { ContributionStateCounts, Review } from './contribution.desk.store.ts'
import { authorOf } from './contribution.page.tsx'
import type { Due } from './contribution.promise.ts'
import {
  type ContributionDecision,
  type ContributionState,
  type DecisionRefusal,
  type JudgedContribution,
  longestNote,
  mayBecome,
  stateNames,
} from './contribution.ts'
import { Difference } from './difference.page.tsx'
import { paths } from './paths.ts'
import type { VisionContext } from './visitor.ts'

export type ContributionDesk = {
  state: ContributionState
  page: number
  counts: ContributionStateCounts
  reviews: Review[]
  /** how many appeals nobody has decided on */
  openAppeals: number
  openReports: number
  due: Due
  claims: ClaimCounts
  /** decided on just now */
  done?: JudgedContribution
  refused?: { number: number; refusal: DecisionRefusal; decision: ContributionDecision }
}

/** Beside which field a refusal stands. */
export const fieldOf = { 'reason-missing': 'reason', 'note-too-long': 'note' } as const

type ReviewProps = { c: VisionContext; desk: ContributionDesk; review: Review }

/** One contribution with what it is about, and what a moderator can make of it. */
export function ReviewOf({ c, desk, review: { contribution, about, isOwn } }: ReviewProps) {
  const { t } = c.var
  const { number, kind, text, language, state, rejectionReason, rejectionNote } = contribution
  return (
    <ReviewCard
      id={`beitrag-${number}`}
      text={{ text, lang: language, dir: languageOf(language).direction }}
      badges={
        <>
          <Badge label={t(`vision.contribution.number.${kind}`, { number })} tone="info" />
          {state === 'pending' && desk.due(contribution.submittedOn) <= c.var.services.now() && (
            <Badge label={t('dialogue.moderation.overdue')} tone="warning" icon="clock" />
          )}
          {state === 'pending' && isOwn && <Badge label={t('dialogue.moderation.claim.mine')} tone="info" icon="people" />}
          {state === 'rejected' && rejectionReason && (
            <Badge label={`${reasonCodes[rejectionReason]} ${t(`vision.contribution.rejection.${rejectionReason}`)}`} />
          )}
        </>
      }
      meta={[
        authorOf(c, contribution),
        dayIn(c, contribution.submittedOn),
        rejectionNote && t('vision.desk-contribution.noted', { note: rejectionNote }),
      ]
        .filter(Boolean)
        .join(' · ')}
      context={<Context c={c} contribution={contribution} about={about} />}
    >
      {mayBecome(state, 'approved') && (
        <DecisionForm c={c} desk={desk} contribution={contribution} state="approved">
          <Button
            label={t('vision.desk-contribution.approve')}
            fullLabel={`${t('vision.desk-contribution.approve')}: ${text}`}
            icon="agree"
            block
          />
        </DecisionForm>
      )}
      {mayBecome(state, 'rejected') && <Rejection c={c} desk={desk} contribution={contribution} />}
    </ReviewCard>
  )
}

/** What a moderator has to know to judge: the sentence or question it is about, what it would change, why, and what it goes on from. */
function Context({ c, contribution, about }: { c: VisionContext } & Pick<Review, 'contribution' | 'about'>) {
  const { t, vision } = c.var
  const { reason, language, text } = contribution
  const amendment = about.kind === 'sentence' ? about.amendment : null
  return (
    <>
      <p>
        <b>{t(`vision.desk-contribution.about-${about.kind}`, { number: about.number })}:</b>{' '}
        <Written c={c} text={about.kind === 'issue' ? about.question : (amendment?.baseText ?? about.text)} language={vision.language} />
      </p>
      {amendment && language === vision.language && <Difference c={c} before={amendment.baseText} after={text} lang={language} />}
      {about.kind === 'sentence' && amendment && amendment.baseText !== about.text && (
        <p>
          <b>{t('vision.desk-contribution.sentence-now')}:</b> <Written c={c} text={about.text} language={vision.language} />
        </p>
      )}
      {reason && (
        <p>
          <b>{t('vision.desk-contribution.because')}:</b> <Written c={c} text={reason} language={language} />
        </p>
      )}
      {amendment && amendment.buildsOn !== null && <p>{t('vision.amendment.builds-on', { number: amendment.buildsOn })}</p>}
    </>
  )
}

type DecisionProps = { c: VisionContext; desk: ContributionDesk; contribution: JudgedContribution }

function Rejection({ c, desk, contribution }: DecisionProps) {
  const { t } = c.var
  const { number } = contribution
  const refused = desk.refused?.number === number && desk.refused.decision.state === 'rejected' ? desk.refused : undefined
  const beside = (refusal: keyof typeof fieldOf) =>
    refused?.refusal === refusal ? t(`vision.desk-contribution.refusal.${refusal}`, { number, most: longestNote }) : undefined
  return (
    <Disclosure label={t('vision.desk-contribution.reject')} open={refused !== undefined}>
      <DecisionForm c={c} desk={desk} contribution={contribution} state="rejected">
        <Field
          kind="select"
          name="reason"
          id={fieldId(`reason-${number}`)}
          label={t('vision.desk-contribution.reason')}
          value={refused?.decision.reason}
          options={[
            { value: '', label: t('vision.desk-contribution.choose-reason') },
            ...rejectionReasons.map(reason => ({
              value: reason,
              label: `${reasonCodes[reason]} ${t(`vision.contribution.rejection.${reason}`)}`,
            })),
          ]}
          refusal={beside('reason-missing')}
        />
        <Field
          kind="textarea"
          name="note"
          id={fieldId(`note-${number}`)}
          label={t('vision.desk-contribution.note')}
          hint={t('vision.desk-contribution.note-hint')}
          optional={t('vision.desk-contribution.optional')}
          value={refused?.decision.note}
          rows={2}
          dir="auto"
          refusal={beside('note-too-long')}
        />
        <Button label={t('vision.desk-contribution.reject-button')} kind="danger" block />
      </DecisionForm>
    </Disclosure>
  )
}

/** Carries how the contribution stood on this page, so that a decision made meanwhile is noticed. */
const DecisionForm = ({ c, desk, contribution, state, children }: DecisionProps & { state: ContributionState; children?: unknown }) => (
  <Form
    action={paths.desk.contribution.to({ ...at(c), contribution: contribution.number }, queryOf(desk))}
    hidden={{ ...csrfFields(c), state, seen: contribution.state }}
  >
    {children as never}
  </Form>
)

/** The day somebody sent something, as the reader says it. */
export const dayIn = (c: VisionContext, day: string) =>
  new Intl.DateTimeFormat(c.var.language.locale, { timeZone: 'UTC', dateStyle: 'long' }).format(new Date(`${day}T12:00:00Z`))

export const queryOf = ({ state, page }: Pick<ContributionDesk, 'state' | 'page'>) => ({
  stand: state === 'pending' ? undefined : stateNames[state],
  seite: page > 1 ? page : undefined,
})

const at = (c: VisionContext) => ({ town: c.var.municipality.slug, vision: c.var.vision.slug })
