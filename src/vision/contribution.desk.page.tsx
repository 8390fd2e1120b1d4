import { rejectionReasons } from '#dialogue'
import { languageOf } from '#platform/languages'
import { csrfFields } from '#platform/people'
import {
  Badge,
  Breadcrumb,
  Button,
  Disclosure,
  EmptyState,
  ErrorSummary,
  Field,
  Form,
  fieldId,
  Notice,
  Page,
  PageHead,
  Pagination,
  ReviewCard,
  Stack,
  Tabs,
} from '#platform/web'
import type { About, ContributionStateCounts, Review } from './contribution.desk.store.ts'
import { authorOf } from './contribution.page.tsx'
import {
  type ContributionDecision,
  type ContributionState,
  contributionStates,
  type DecisionRefusal,
  type JudgedContribution,
  longestNote,
  mayBecome,
  reviewsPerPage,
  stateNames,
} from './contribution.ts'
import { paths } from './paths.ts'
import type { VisionContext } from './visitor.ts'

export type ContributionDesk = {
  state: ContributionState
  page: number
  counts: ContributionStateCounts
  reviews: Review[]
  /** decided on just now */
  done?: JudgedContribution
  refused?: { number: number; refusal: DecisionRefusal; decision: ContributionDecision }
}

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
      <PageHead title={t('vision.desk-contribution.title')} lead={t('vision.desk-contribution.lead')} />
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
const fieldOf = { 'reason-missing': 'reason', 'note-too-long': 'note' } as const

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

// ── One contribution ────────────────────────────────────────────────────────────────────────────────────────────────────────

type ReviewProps = { c: VisionContext; desk: ContributionDesk; review: Review }

function ReviewOf({ c, desk, review: { contribution, about } }: ReviewProps) {
  const { t } = c.var
  const { number, kind, text, language, reason, state, rejectionReason, rejectionNote } = contribution
  return (
    <ReviewCard
      id={`beitrag-${number}`}
      text={{ text, lang: language, dir: languageOf(language).direction }}
      badges={
        <>
          <Badge label={t(`vision.contribution.number.${kind}`, { number })} tone="info" />
          {state === 'rejected' && rejectionReason && <Badge label={t(`dialogue.rejection.${rejectionReason}`)} />}
        </>
      }
      meta={[
        authorOf(c, contribution),
        dayIn(c, contribution.submittedOn),
        rejectionNote && t('vision.desk-contribution.noted', { note: rejectionNote }),
      ]
        .filter(Boolean)
        .join(' · ')}
      similar={contextOf(c, about, reason, language)}
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

/** What a moderator has to know to judge: the sentence or question it is about, why it is proposed, and what it goes on from. */
function contextOf(c: VisionContext, about: About, reason: string, language: string) {
  const { t, vision } = c.var
  const town = { lang: vision.language, dir: languageOf(vision.language).direction }
  const items = [
    about.kind === 'issue'
      ? { statement: { text: about.question, ...town }, note: t('vision.desk-contribution.about-issue', { number: about.number }) }
      : {
          statement: { text: about.amendment?.baseText ?? about.text, ...town },
          note: t('vision.desk-contribution.about-sentence', { number: about.number }),
        },
    ...(about.kind === 'sentence' && about.amendment && about.amendment.baseText !== about.text
      ? [{ statement: { text: about.text, ...town }, note: t('vision.desk-contribution.sentence-now') }]
      : []),
    ...(reason
      ? [{ statement: { text: reason, lang: language, dir: languageOf(language).direction }, note: t('vision.desk-contribution.because') }]
      : []),
    ...(about.kind === 'sentence' && about.amendment?.buildsOn
      ? [{ statement: { text: t('vision.amendment.builds-on', { number: about.amendment.buildsOn }) } }]
      : []),
  ]
  return { label: t('vision.desk-contribution.context'), items }
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
            ...rejectionReasons.map(reason => ({ value: reason, label: t(`dialogue.rejection.${reason}`) })),
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
