import { languageOf } from '#platform/languages'
import { CsrfField, csrfFields } from '#platform/people'
import {
  Badge,
  Breadcrumb,
  Button,
  Buttons,
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
  type TownContext,
} from '#platform/web'
import type { Dialogue } from './dialogue.ts'
import { type Attention, AttentionBar, ClaimBar } from './moderation.claim.desk.page.tsx'
import { dueAt, type ModerationPolicy, reasonCodes } from './moderation.policy.ts'
import {
  type ClaimCounts,
  type Decision,
  type DecisionRefusal,
  longestNote,
  type Mending,
  type MendingRefusal,
  perPage,
  type Reviewed,
  type View,
  viewFor,
  viewNames,
  views,
} from './moderation.ts'
import { paths } from './paths.ts'
import { enteredForIn } from './statement.page.tsx'
import type { SimilarStatement } from './statement.similarity.store.ts'
import type { StatementCounts } from './statement.store.ts'
import { mayBecome, rejectionReasons, type Statement, type StatementState, senders, standingOf } from './statement.ts'
import { dateIn, Question } from './vote.page.tsx'

/** Which part of a list is shown. */
export type Place = { view: View; search: string; page: number }

export type ModerationDesk = {
  dialogue: Dialogue
  place: Place
  counts: StatementCounts
  /** statements in this list that the search finds */
  found: number
  reviews: Reviewed[]
  similar: Map<string, SimilarStatement[]>
  claims: ClaimCounts
  attention: Attention
  policy: ModerationPolicy
  /** the statement that was decided on or mended just now */
  done?: { statement: Reviewed; isMended: boolean }
  /** number of the statement to go on with */
  next?: number
  refused?: Refused
}

/** A deed that was not done, with what was typed. */
export type Refused = { statement: Reviewed } & (
  | { refusal: DecisionRefusal; decision: Decision; mending?: undefined }
  | { refusal: MendingRefusal; mending: Mending; decision?: undefined }
)

export function ModerationPage({ c, desk }: { c: TownContext; desk: ModerationDesk }) {
  const { t } = c.var
  const { dialogue, reviews } = desk
  const at = { town: c.var.municipality.slug, dialogue: dialogue.slug }
  const isNextHere = reviews.some(({ number }) => number === desk.next)
  return (
    <Page c={c} title={t('dialogue.moderation.title')} noIndex>
      <Breadcrumb
        label={t('page.breadcrumb')}
        items={[
          { label: t('dialogue.desk.title'), href: paths.desk.dialogues.to(at) },
          { label: <Question c={c} dialogue={dialogue} />, href: paths.desk.dialogue.to(at) },
          { label: t('dialogue.moderation.title') },
        ]}
      />
      <PageHead title={t('dialogue.moderation.title')} />
      <Stack>
        {desk.refused && <RefusedNotice c={c} refused={desk.refused} isListed={isListed(desk, desk.refused)} />}
        {desk.done && !isNextHere && <DoneNotice c={c} desk={desk} done={desk.done} />}
        <AttentionBar c={c} dialogue={dialogue} attention={desk.attention} />
        <Lists c={c} desk={desk} />
        {desk.place.view === 'waiting' && (
          <ClaimBar
            c={c}
            action={paths.desk.claims.to({ town: c.var.municipality.slug, dialogue: dialogue.slug })}
            claims={desk.claims}
            free={desk.found - desk.claims.own}
            own={until => t('dialogue.moderation.claim.own', { count: desk.claims.own, until })}
          />
        )}
        <Search c={c} desk={desk} />
        {reviews.length === 0 && <NothingHere c={c} desk={desk} />}
        {reviews.map((review, index) => (
          <div id={`aussage-${review.number}`}>
            <Stack>
              {desk.done && review.number === desk.next && <DoneNotice c={c} desk={desk} done={desk.done} />}
              <Review c={c} desk={desk} review={review} next={(reviews[index + 1] ?? reviews[index - 1])?.number} />
            </Stack>
          </div>
        ))}
        <Pages c={c} desk={desk} />
      </Stack>
    </Page>
  )
}

// ── Around the list ─────────────────────────────────────────────────────────────────────────────────────────────────────────

function Lists({ c, desk: { dialogue, place, counts } }: { c: TownContext; desk: ModerationDesk }) {
  const { t } = c.var
  const inView: Record<View, number> = { ...counts, approved: counts.approved - counts.unchecked }
  return (
    <Tabs
      label={t('dialogue.moderation.lists')}
      items={views.map(view => ({
        label: t(`dialogue.moderation.view.${view}`),
        href: addressOf(c, dialogue, { ...place, view, page: 1 }),
        count: numberIn(c, inView[view]),
        current: view === place.view,
      }))}
    />
  )
}

function Search({ c, desk: { dialogue, place } }: { c: TownContext; desk: ModerationDesk }) {
  const { t } = c.var
  return (
    <Disclosure label={t('dialogue.moderation.search-open')} open={place.search !== ''}>
      <Form
        action={paths.desk.moderation.to({ town: c.var.municipality.slug, dialogue: dialogue.slug })}
        method="get"
        hidden={place.view === 'waiting' ? {} : { stand: viewNames[place.view] }}
        label={t('dialogue.moderation.search')}
      >
        <Field kind="search" name="suche" label={t('dialogue.moderation.search-label')} value={place.search} width="medium" />
        <Buttons>
          <Button label={t('dialogue.moderation.search')} kind="secondary" icon="search" small />
          {place.search !== '' && (
            <Button
              label={t('dialogue.moderation.search-end')}
              href={addressOf(c, dialogue, { ...place, search: '', page: 1 })}
              kind="quiet"
              small
            />
          )}
        </Buttons>
      </Form>
    </Disclosure>
  )
}

function NothingHere({ c, desk: { place } }: { c: TownContext; desk: ModerationDesk }) {
  const { t } = c.var
  if (place.search !== '') return <EmptyState title={t('dialogue.moderation.nothing-found')} />
  if (place.view !== 'waiting') return <EmptyState title={t('dialogue.moderation.nothing-here')} />
  return <EmptyState title={t('dialogue.moderation.all-done-title')}>{t('dialogue.moderation.all-done')}</EmptyState>
}

function Pages({ c, desk: { dialogue, place, found } }: { c: TownContext; desk: ModerationDesk }) {
  const { t } = c.var
  const pages = Math.ceil(found / perPage)
  if (pages < 2) return null
  const link = (label: string, page: number) => ({ label, href: addressOf(c, dialogue, { ...place, page }) })
  return (
    <Pagination
      label={t('dialogue.moderation.pages')}
      status={t('dialogue.moderation.page', { page: place.page, pages })}
      previous={place.page > 1 ? link(t('dialogue.moderation.previous'), place.page - 1) : undefined}
      next={place.page < pages ? link(t('dialogue.moderation.next'), place.page + 1) : undefined}
    />
  )
}

/** What was done, as the database has it, and the way back. */
function DoneNotice({
  c,
  desk,
  done: { statement, isMended },
}: {
  c: TownContext
  desk: ModerationDesk
  done: NonNullable<ModerationDesk['done']>
}) {
  const { t } = c.var
  const { number, state, mergedInto } = statement
  return (
    <Notice tone="success" title={t(`dialogue.moderation.done.${isMended ? 'mended' : state}`, { number, into: mergedInto ?? 0 })} live>
      {!isMended && mayBecome(standingOf(statement), 'pending') && (
        <DecisionForm c={c} desk={desk} review={statement} state="pending" next={number}>
          <Button label={t('dialogue.moderation.undo')} kind="quiet" icon="undo" small />
        </DecisionForm>
      )}
    </Notice>
  )
}

function RefusedNotice({ c, refused, isListed }: { c: TownContext; refused: Refused; isListed: boolean }) {
  const { t } = c.var
  const { statement, refusal } = refused
  const text = refusalText(c, refused)
  if (!isListed || isAboutTheStatement(refusal))
    return (
      <Notice tone="error" title={text} live>
        {t(`dialogue.moderation.now.${statement.state}`, { number: statement.number, into: statement.mergedInto ?? 0 })}
      </Notice>
    )
  const field = `${refusedField[refusal]}-${statement.number}`
  return <ErrorSummary title={t('dialogue.moderation.refused', { number: statement.number })} refusals={[{ field, text }]} />
}

const isListed = ({ reviews }: ModerationDesk, { statement }: Refused) => reviews.some(({ id }) => id === statement.id)

const refusalText = (c: TownContext, { statement, refusal }: Refused) =>
  c.var.t(`dialogue.moderation.refusal.${refusal}`, { number: statement.number, most: longestNote })

/** Which field a refusal stands beside. */
type RefusedStatement = (typeof refusedStatements)[number]
const refusedStatements = ['decided-meanwhile', 'mended-meanwhile', 'voted-already', 'claimed-by-other', 'appealed'] as const
const isAboutTheStatement = (refusal: Refused['refusal']): refusal is RefusedStatement => refusedStatements.some(known => known === refusal)

const refusedField: Record<Exclude<Refused['refusal'], RefusedStatement>, string> = {
  'reason-missing': 'reason',
  'note-too-long': 'note',
  'target-missing': 'into',
  'text-missing': 'text',
  'text-too-long': 'text',
  'text-taken': 'text',
  'language-unknown': 'language',
}

// ── One statement ───────────────────────────────────────────────────────────────────────────────────────────────────────────

type ReviewProps = { c: TownContext; desk: ModerationDesk; review: Reviewed; next: number | undefined }

function Review({ c, desk, review, next }: ReviewProps) {
  const { t } = c.var
  const standing = standingOf(review)
  const may = (state: StatementState) => mayBecome(standing, state)
  const similar = may('merged') ? (desk.similar.get(review.id) ?? []) : []
  return (
    <ReviewCard
      text={inOwnLanguage(review)}
      badges={<Badges c={c} review={review} policy={desk.policy} />}
      meta={metaOf(c, review)}
      similar={{
        label: t('dialogue.moderation.similar'),
        items: similar.map(statement => ({
          statement: inOwnLanguage(statement),
          note: t(statement.state === 'approved' ? 'dialogue.moderation.number' : 'dialogue.moderation.number-waiting', {
            number: statement.number,
          }),
          deed: statement.state === 'approved' && (
            <DecisionForm c={c} desk={desk} review={review} state="merged" next={next} hidden={{ into: String(statement.number) }}>
              <Button
                label={t('dialogue.moderation.merge')}
                fullLabel={t('dialogue.moderation.merge-with', { number: statement.number })}
                kind="secondary"
                icon="merge"
                small
              />
            </DecisionForm>
          ),
        })),
      }}
    >
      {may('approved') && (
        <DecisionForm c={c} desk={desk} review={review} state="approved" next={next}>
          <Button
            label={t(standing === 'unchecked' ? 'dialogue.moderation.confirm' : 'dialogue.moderation.approve')}
            fullLabel={`${t(standing === 'unchecked' ? 'dialogue.moderation.confirm' : 'dialogue.moderation.approve')}: ${review.text}`}
            icon="agree"
            block
          />
        </DecisionForm>
      )}
      {may('rejected') && <Rejection c={c} desk={desk} review={review} next={next} />}
      {may('merged') && <Merging c={c} desk={desk} review={review} next={next} />}
      {may('rejected') && <MendingForm c={c} desk={desk} review={review} next={next} />}
      {may('pending') && (
        <DecisionForm c={c} desk={desk} review={review} state="pending" next={next}>
          <Button label={t('dialogue.moderation.reopen')} kind="quiet" icon="undo" small />
        </DecisionForm>
      )}
    </ReviewCard>
  )
}

function Rejection(props: ReviewProps) {
  const { c, desk, review } = props
  const { t } = c.var
  const refused = refusalIn(desk, review, 'rejected')
  return (
    <Disclosure label={t('dialogue.moderation.reject')} open={refused !== undefined}>
      <DecisionForm {...props} state="rejected">
        <Field
          kind="select"
          name="reason"
          id={fieldId(`reason-${review.number}`)}
          label={t('dialogue.moderation.reason')}
          value={refused?.decision?.reason}
          options={[
            { value: '', label: t('dialogue.moderation.choose-reason') },
            ...rejectionReasons.map(reason => ({ value: reason, label: `${reasonCodes[reason]} ${t(`dialogue.rejection.${reason}`)}` })),
          ]}
          refusal={besideOf(c, refused, 'reason')}
        />
        <Field
          kind="textarea"
          name="note"
          id={fieldId(`note-${review.number}`)}
          label={t('dialogue.moderation.note')}
          hint={t('dialogue.moderation.note-hint')}
          optional={t('dialogue.moderation.optional')}
          value={refused?.decision?.note}
          rows={2}
          dir="auto"
          refusal={besideOf(c, refused, 'note')}
        />
        <Button label={t('dialogue.moderation.reject-button')} kind="danger" block />
      </DecisionForm>
    </Disclosure>
  )
}

function Merging(props: ReviewProps) {
  const { c, desk, review } = props
  const { t } = c.var
  const refused = refusalIn(desk, review, 'merged')
  return (
    <Disclosure label={t('dialogue.moderation.merge-by-number')} open={refused !== undefined}>
      <DecisionForm {...props} state="merged">
        <Field
          kind="text"
          name="into"
          id={fieldId(`into-${review.number}`)}
          label={t('dialogue.moderation.into')}
          hint={t('dialogue.moderation.into-hint')}
          value={refused?.decision?.into?.toString()}
          inputmode="numeric"
          width="short"
          refusal={besideOf(c, refused, 'into')}
        />
        <Button label={t('dialogue.moderation.merge')} kind="secondary" icon="merge" block />
      </DecisionForm>
    </Disclosure>
  )
}

function MendingForm({ c, desk, review, next }: ReviewProps) {
  const { t } = c.var
  if (review.hasVotes) return <p class="small muted">{t('dialogue.moderation.voted')}</p>
  const refused = desk.refused?.mending && desk.refused.statement.id === review.id ? desk.refused : undefined
  const languages = [...new Set([...desk.dialogue.languages, review.language])].map(languageOf)
  return (
    <Disclosure label={t('dialogue.moderation.mend')} open={refused !== undefined}>
      <Form
        action={paths.desk.edit.to(atStatement(c, desk, review), queryOf(desk.place))}
        hidden={{ seen: review.text, ...hiddenNext(next), ...(languages.length === 1 && { language: review.language }) }}
      >
        <CsrfField c={c} />
        <Field
          kind="textarea"
          name="text"
          id={fieldId(`text-${review.number}`)}
          label={t('dialogue.moderation.text')}
          hint={t('dialogue.moderation.text-hint')}
          value={refused?.mending?.text ?? review.text}
          rows={4}
          lang={review.language}
          dir="auto"
          refusal={besideOf(c, refused, 'text')}
        />
        {languages.length > 1 && (
          <Field
            kind="select"
            name="language"
            id={fieldId(`language-${review.number}`)}
            label={t('dialogue.moderation.language')}
            value={refused?.mending?.language ?? review.language}
            options={languages.map(({ code, name }) => ({ value: code, label: name }))}
            refusal={besideOf(c, refused, 'language')}
          />
        )}
        <Button label={t('dialogue.moderation.mend-button')} kind="secondary" block />
      </Form>
    </Disclosure>
  )
}

type DecisionFormProps = ReviewProps & { state: StatementState; hidden?: Record<string, string>; children?: unknown }

/** Carries how the statement stood on this page, so that a decision made meanwhile is noticed. */
function DecisionForm({ c, desk, review, next, state, hidden = {}, children }: DecisionFormProps) {
  return (
    <Form
      action={paths.desk.decision.to(atStatement(c, desk, review), queryOf(desk.place))}
      hidden={{ ...csrfFields(c), state, seen: standingOf(review), ...hiddenNext(next), ...hidden }}
    >
      {children as never}
    </Form>
  )
}

const hiddenNext = (next: number | undefined): Record<string, string> => (next === undefined ? {} : { next: String(next) })

const refusalIn = ({ refused }: ModerationDesk, review: Reviewed, state: StatementState) =>
  refused?.decision?.state === state && refused.statement.id === review.id ? refused : undefined

const besideOf = (c: TownContext, refused: Refused | undefined, field: string) =>
  refused && (refusedField as Record<string, string>)[refused.refusal] === field ? refusalText(c, refused) : undefined

function Badges({ c, review, policy }: { c: TownContext; review: Reviewed; policy: ModerationPolicy }) {
  const { t } = c.var
  const isLate = viewFor(standingOf(review)) === 'waiting' && dueAt(review.submittedOn, policy) <= c.var.services.now()
  const sender = senders.some(kind => kind !== 'town' && kind === review.enteredFor) ? enteredForIn(c, review) : undefined
  return (
    <>
      {isLate && <Badge label={t('dialogue.moderation.overdue')} tone="warning" icon="clock" />}
      {review.claimedUntil && <Badge label={t('dialogue.moderation.claim.mine')} tone="info" icon="people" />}
      {standingOf(review) === 'unchecked' && <Badge label={t('dialogue.moderation.unchecked')} tone="warning" icon="voice" />}
      {sender && <Badge label={sender} />}
      {!sender && review.origin !== 'resident' && <Badge label={t(`dialogue.moderation.origin.${review.origin}`)} />}
      {review.formerTexts.length > 0 && <Badge label={t('dialogue.moderation.mended')} icon="edit" tone="info" />}
      {review.state === 'rejected' && review.reason && (
        <Badge label={`${reasonCodes[review.reason]} ${t(`dialogue.rejection.${review.reason}`)}`} />
      )}
      {review.state === 'merged' && review.mergedInto !== null && (
        <Badge label={t('dialogue.moderation.merged-into', { number: review.mergedInto })} icon="merge" tone="info" />
      )}
    </>
  )
}

function metaOf(c: TownContext, { number, submittedOn, decidedAt, language, note, formerTexts }: Reviewed) {
  const { t } = c.var
  const facts = [
    t('dialogue.moderation.number', { number }),
    t('dialogue.moderation.submitted', { date: dateIn(c, new Date(`${submittedOn}T12:00:00Z`), false) }),
    decidedAt && t('dialogue.moderation.decided', { date: dateIn(c, decidedAt, false) }),
    new Intl.DisplayNames([c.var.language.locale], { type: 'language' }).of(language),
    note && t('dialogue.moderation.noted', { note }),
    formerTexts[0] && t('dialogue.moderation.former', { text: formerTexts[0] }),
  ]
  return facts.filter(Boolean).join(' · ')
}

const inOwnLanguage = ({ text, language }: Statement) => ({ text, lang: language, dir: languageOf(language).direction })

// ── Addresses ───────────────────────────────────────────────────────────────────────────────────────────────────────────────

export const queryOf = ({ view, search, page }: Place) => ({
  stand: view === 'waiting' ? undefined : viewNames[view],
  suche: search || undefined,
  seite: page > 1 ? page : undefined,
})

const addressOf = (c: TownContext, dialogue: Dialogue, place: Place) =>
  paths.desk.moderation.to({ town: c.var.municipality.slug, dialogue: dialogue.slug }, queryOf(place))

const atStatement = (c: TownContext, { dialogue }: ModerationDesk, { number }: Reviewed) => ({
  town: c.var.municipality.slug,
  dialogue: dialogue.slug,
  statement: number,
})

const numberIn = (c: TownContext, number: number) => new Intl.NumberFormat(c.var.language.locale).format(number)
