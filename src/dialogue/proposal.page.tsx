import { languageOf } from '#platform/languages'
import {
  Badge,
  type BadgeTone,
  Button,
  Buttons,
  Card,
  EmptyState,
  ErrorSummary,
  Field,
  Form,
  type IconName,
  Notice,
  Page,
  PageHead,
  Section,
  Stack,
} from '#platform/web'
import { isOpen } from './dialogue.ts'
import { ModerationLinks } from './moderation.links.page.tsx'
import { reasonCodes } from './moderation.policy.ts'
import { paths } from './paths.ts'
import type { OwnStatement } from './proposal.store.ts'
import { type ProposalRefusal, type ProposalValues, refusedField } from './proposal.ts'
import type { Statement, StatementState } from './statement.ts'
import { Saying, spoken } from './translation.page.tsx'
import type { DialogueContext } from './visitor.ts'
import { Question } from './vote.page.tsx'

/** The page on which a resident writes a statement and sees what became of earlier ones. */
export type ProposalDesk = {
  values: ProposalValues
  own: OwnStatement[]
  /** names the pseudonym of somebody who has none yet */
  ticket?: string
  refusal?: ProposalRefusal
  /** the statement that says the same as the refused one */
  twin?: Statement
  /** number of the statement stored just now */
  stored?: number
}

export function ProposalPage({ c, desk }: { c: DialogueContext; desk: ProposalDesk }) {
  const { t } = c.var
  const { dialogue } = c.var.agenda
  const mayAdd = isOpen(dialogue, c.var.services.now()) && dialogue.residentsMayAdd
  return (
    <Page c={c} title={t('dialogue.proposal.title')} width="narrow" noIndex scripts={['proposal.js']}>
      <PageHead
        title={t('dialogue.proposal.title')}
        preline={<Question c={c} dialogue={dialogue} />}
        lead={mayAdd ? t('dialogue.proposal.lead') : undefined}
      />
      <Stored c={c} desk={desk} />
      {mayAdd || desk.refusal ? <ProposalForm c={c} desk={desk} /> : <NothingToAdd c={c} />}
      <ModerationLinks c={c} dialogue={dialogue} />
      {desk.own.length > 0 && <OwnStatements c={c} own={desk.own} />}
    </Page>
  )
}

/** Similar statements, and the question whether one of them says the same. */
export function SimilarPage({ c, desk, similar }: { c: DialogueContext; desk: ProposalDesk; similar: Statement[] }) {
  const { t } = c.var
  return (
    <Page c={c} title={t('dialogue.proposal.similar-title')} width="narrow" noIndex scripts={['proposal.js']}>
      <PageHead
        title={t('dialogue.proposal.similar-title')}
        preline={<Question c={c} dialogue={c.var.agenda.dialogue} />}
        lead={t('dialogue.proposal.similar-lead')}
      />
      <Stack>
        {similar.map(statement => (
          <Card foot={<VoteOn c={c} statement={statement} />}>
            <Saying c={c} statement={statement} />
          </Card>
        ))}
      </Stack>
      <Section title={t('dialogue.proposal.different-title')} lead={t('dialogue.proposal.different-lead')}>
        <ProposalForm c={c} desk={{ ...desk, values: { ...desk.values, shown: similar.map(({ number }) => number) } }} isDifferent />
      </Section>
    </Page>
  )
}

function ProposalForm({ c, desk, isDifferent }: { c: DialogueContext; desk: ProposalDesk; isDifferent?: boolean }) {
  const { t } = c.var
  const { dialogue } = c.var.agenda
  const { values, refusal, ticket } = desk
  const beside = (field: 'text' | 'language') => (refusal && refusedField[refusal] === field ? refusalText(c, refusal) : undefined)
  const languages = dialogue.languages.map(languageOf)
  const hidden = {
    gesehen: values.shown.join(','),
    ...(ticket && { ticket }),
    ...(languages.length === 1 && { language: values.language }),
  }
  return (
    <Stack>
      {refusal && <Refused c={c} refusal={refusal} twin={desk.twin} />}
      <letter-count
        most={String(dialogue.statementLength)}
        left={t('dialogue.proposal.letters-left')}
        over={t('dialogue.proposal.letters-over')}
      >
        <Form action={paths.proposal.to(at(c))} hidden={hidden}>
          <Field
            kind="textarea"
            name="text"
            label={t('dialogue.proposal.text')}
            hint={t('dialogue.proposal.text-hint', { most: dialogue.statementLength })}
            value={values.text}
            rows={3}
            dir="auto"
            required
            refusal={beside('text')}
          />
          {languages.length > 1 && (
            <Field
              kind="select"
              name="language"
              label={t('dialogue.proposal.language')}
              value={values.language}
              options={languages.map(({ code, name }) => ({ value: code, label: name }))}
              width="medium"
              refusal={beside('language')}
            />
          )}
          <Buttons>
            <Button label={t(isDifferent ? 'dialogue.proposal.submit-different' : 'dialogue.proposal.submit')} />
            <Button label={t('dialogue.proposal.back')} href={paths.dialogue.to(at(c))} kind="quiet" icon="back" />
          </Buttons>
          <p class="small muted">
            {t(dialogue.moderation === 'before' ? 'dialogue.proposal.checked-before' : 'dialogue.proposal.checked-after')}{' '}
            {ticket && t('dialogue.proposal.first-hint')}
          </p>
        </Form>
      </letter-count>
    </Stack>
  )
}

/** Why nothing was stored; where another statement says the same, the way to vote on that one. */
function Refused({ c, refusal, twin }: { c: DialogueContext; refusal: ProposalRefusal; twin?: Statement }) {
  const field = refusedField[refusal]
  const text = refusalText(c, refusal)
  return (
    <>
      {field ? (
        <ErrorSummary title={c.var.t('dialogue.proposal.refused')} refusals={[{ field, text }]} />
      ) : (
        <Notice tone="error" title={text} live />
      )}
      {twin && (
        <Card foot={<VoteOn c={c} statement={twin} />}>
          <Saying c={c} statement={twin} />
        </Card>
      )}
    </>
  )
}

const refusalText = (c: DialogueContext, refusal: ProposalRefusal) =>
  c.var.t(`dialogue.proposal.refusal.${refusal}`, { most: c.var.agenda.dialogue.statementLength })

/** Tells that a statement was taken, by what is stored; a browser without cookies cannot be told more. */
function Stored({ c, desk: { stored, own, ticket } }: { c: DialogueContext; desk: ProposalDesk }) {
  const { t } = c.var
  const statement = own.find(({ number }) => number === stored)
  if (stored === undefined || (!statement && !ticket)) return null
  if (!statement) return <Notice tone="warning" title={t('dialogue.proposal.stored')} children={t('dialogue.proposal.no-cookie')} live />
  const isPending = statement.state === 'pending'
  return (
    <Notice tone="success" title={t(isPending ? 'dialogue.proposal.stored' : 'dialogue.proposal.stored-approved')} live>
      {isPending && t('dialogue.proposal.stored-next')}
    </Notice>
  )
}

function NothingToAdd({ c }: { c: DialogueContext }) {
  const { t } = c.var
  const { dialogue } = c.var.agenda
  const canVote = isOpen(dialogue, c.var.services.now())
  return (
    <EmptyState
      title={t(canVote ? 'dialogue.proposal.not-wanted-title' : 'dialogue.proposal.not-open-title')}
      action={<Button label={t(canVote ? 'dialogue.proposal.vote' : 'dialogue.proposal.to-dialogue')} href={paths.dialogue.to(at(c))} />}
    >
      {t(canVote ? 'dialogue.proposal.not-wanted' : 'dialogue.proposal.not-open')}
    </EmptyState>
  )
}

// ── Own statements ──────────────────────────────────────────────────────────────────────────────────────────────────────────

export function OwnStatements({ c, own }: { c: DialogueContext; own: OwnStatement[] }) {
  const { t } = c.var
  return (
    <Section title={t('dialogue.proposal.own-title')} lead={t('dialogue.proposal.own-lead')} id="meine">
      <Stack>
        {own.map(statement => (
          <OwnStatementCard c={c} statement={statement} />
        ))}
      </Stack>
    </Section>
  )
}

const stateLook: Record<StatementState, { tone: BadgeTone; icon: IconName }> = {
  pending: { tone: 'warning', icon: 'clock' },
  approved: { tone: 'success', icon: 'agree' },
  rejected: { tone: 'neutral', icon: 'disagree' },
  merged: { tone: 'info', icon: 'merge' },
}

function OwnStatementCard({ c, statement }: { c: DialogueContext; statement: OwnStatement }) {
  const { t } = c.var
  const { number, state, mergedInto, original } = statement
  const canVote = isOpen(c.var.agenda.dialogue, c.var.services.now())
  const voteOn = state === 'approved' ? number : state === 'merged' && mergedInto?.isApproved ? mergedInto.number : undefined
  const label =
    state === 'merged' && mergedInto
      ? t('dialogue.proposal.merged-into', { number: mergedInto.number })
      : t(`dialogue.proposal.state.${state}`)
  return (
    <Card
      title={t('dialogue.proposal.number', { number })}
      badge={<Badge label={label} {...stateLook[state]} />}
      foot={canVote && voteOn !== undefined && <VoteOn c={c} statement={{ ...statement, number: voteOn }} />}
    >
      <StatementText statement={statement} />
      {original !== null && <p class="small muted">{t('dialogue.proposal.mended', { original })}</p>}
      {state === 'rejected' && <Reason c={c} statement={statement} />}
      <AfterDecision c={c} statement={statement} />
    </Card>
  )
}

/** The author's way to object, and what others have said against the statement: never who. */
function AfterDecision({
  c,
  statement: { number, state, appeal, appealAnswer, keptBecause, cause },
}: {
  c: DialogueContext
  statement: OwnStatement
}) {
  const { t } = c.var
  return (
    <>
      {state === 'rejected' && cause === 'report' && <p>{t('dialogue.appeal.after-report')}</p>}
      {state === 'approved' && keptBecause && <p dir="auto">{t('dialogue.appeal.kept', { answer: keptBecause })}</p>}
      {appeal && <p>{t(`dialogue.appeal.state.${appeal}`)}</p>}
      {appealAnswer && <p dir="auto">{t('dialogue.appeal.answer', { answer: appealAnswer })}</p>}
      {state === 'rejected' && !appeal && (
        <Buttons>
          <Button
            label={t('dialogue.appeal.link')}
            fullLabel={t('dialogue.appeal.link-to', { number })}
            href={paths.appeal.to({ ...at(c), statement: number })}
            kind="secondary"
            small
          />
        </Buttons>
      )}
    </>
  )
}

function Reason({ c, statement: { reason, note } }: { c: DialogueContext; statement: OwnStatement }) {
  const { t } = c.var
  return (
    <>
      {reason && <p>{t('dialogue.proposal.reason', { reason: `${t(`dialogue.rejection.${reason}`)} (${reasonCodes[reason]})` })}</p>}
      {note && <p dir="auto">{t('dialogue.proposal.note', { note })}</p>}
    </>
  )
}

const VoteOn = ({ c, statement }: { c: DialogueContext; statement: Statement }) => (
  <Button
    label={c.var.t('dialogue.proposal.vote-on')}
    fullLabel={`${c.var.t('dialogue.proposal.vote-on')}: ${spoken(c, statement).text}`}
    href={paths.dialogue.to(at(c), { aussage: statement.number })}
    kind="secondary"
    small
  />
)

const StatementText = ({ statement: { text, language } }: { statement: Statement }) => (
  <p lang={language} dir={languageOf(language).direction}>
    {text}
  </p>
)

const at = (c: DialogueContext) => ({ town: c.var.municipality.slug, dialogue: c.var.agenda.dialogue.slug })

declare module 'hono/jsx' {
  namespace JSX {
    interface IntrinsicElements {
      'letter-count': HTMLAttributes & { most: string; left: string; over: string }
    }
  }
}
