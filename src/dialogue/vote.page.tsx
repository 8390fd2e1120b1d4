import type { Child } from 'hono/jsx'
import { Button, Buttons, EmptyState, Notice, Page, PageHead, Section, Stack, type TownContext, VoteCard } from '#platform/web'
import { ChallengeCard } from './challenge.page.tsx'
import type { Question as SimpleQuestion } from './challenge.ts'
import { type Dialogue, isOpen } from './dialogue.ts'
import { LevelGate } from './level.page.tsx'
import type { AskedLevel } from './level.ts'
import { ModerationLinks } from './moderation.links.page.tsx'
import { paths } from './paths.ts'
import { enteredForIn } from './statement.page.tsx'
import type { Statement } from './statement.ts'
import { Description, Question, QuestionOriginal, questionText, spoken } from './translation.page.tsx'
import type { DialogueContext } from './visitor.ts'
import { type Answer, answers, type VoteRefusal } from './vote.ts'

export { Question, writtenIn } from './translation.page.tsx'

/** What somebody in the voting booth sees: a statement, or why there is none. */
export type Booth = {
  dialogue: Dialogue
  statement: Statement | undefined
  /** the answer given before, where a vote is being changed */
  given?: Answer
  seen: number
  total: number
  /** number of the statement answered last, which can be taken back */
  last?: Statement
  /** names the pseudonym of somebody who has none yet */
  ticket?: string
  refusal?: VoteRefusal
  isCookieMissing?: boolean
  /** what has to be shown before the first vote, while it has not been */
  gate?: AskedLevel
  /** what a newcomer is asked before the answer to the statement counts */
  challenge?: { question: SimpleQuestion; isWrong: boolean; answer: Answer }
  /** the dialogue has voluntary questions for whoever has voted */
  asks?: boolean
}

export function VotePage({ c, booth, now }: { c: DialogueContext; booth: Booth; now: Date }) {
  const { t } = c.var
  const { dialogue } = booth
  const isNewcomer = booth.ticket !== undefined && isOpen(dialogue, now)
  return (
    <Page c={c} title={questionText(c, dialogue)} width="narrow" scripts={['vote.js']} noIndex={dialogue.phase === 'draft'}>
      {dialogue.phase === 'draft' && <Notice tone="info" title={t('dialogue.vote.draft-notice')} />}
      <PageHead
        title={<Question c={c} dialogue={dialogue} />}
        original={<QuestionOriginal c={c} dialogue={dialogue} />}
        lead={isNewcomer && !booth.gate ? t('dialogue.vote.intro') : undefined}
      />
      {booth.isCookieMissing && (
        <Notice tone="warning" title={t('dialogue.vote.no-cookie-title')}>
          {t('dialogue.vote.no-cookie')}
        </Notice>
      )}
      <voting-booth>
        <BoothContent c={c} booth={booth} now={now} />
      </voting-booth>
      {(dialogue.description || isNewcomer) && (
        <Section title={t('dialogue.vote.about')}>
          <Stack>
            {dialogue.description && <Description c={c} dialogue={dialogue} />}
            {isNewcomer && (
              <p class="small muted">
                {t('dialogue.vote.first-hint')} <a href={`/${c.var.municipality.slug}/datenschutz`}>{t('dialogue.vote.privacy-link')}</a>
              </p>
            )}
            {isNewcomer && <p class="small muted">{t('dialogue.vote.routing-hint')}</p>}
          </Stack>
        </Section>
      )}
    </Page>
  )
}

/** The part that a script replaces after each vote. */
export function BoothContent({ c, booth, now }: { c: DialogueContext; booth: Booth; now: Date }) {
  const { statement, challenge } = booth
  const at = { town: c.var.municipality.slug, dialogue: booth.dialogue.slug }
  if (booth.gate && isOpen(booth.dialogue, now)) return <LevelGate c={c} level={booth.gate} dialogue={booth.dialogue} />
  if (statement && challenge) {
    return <ChallengeCard c={c} action={paths.vote.to(at)} hidden={{ statement: statement.id, answer: challenge.answer }} {...challenge} />
  }
  return statement && isOpen(booth.dialogue, now) ? (
    <StatementCard c={c} booth={booth} statement={statement} ways={{ vote: paths.vote.to(at), withdrawal: paths.withdrawal.to(at) }}>
      <Ways c={c} booth={booth} statement={statement} />
    </StatementCard>
  ) : (
    <>
      <NothingToVoteOn c={c} booth={booth} now={now} />
      <ModerationLinks c={c} dialogue={booth.dialogue} />
    </>
  )
}

type StatementCardProps = {
  c: DialogueContext
  booth: Booth
  statement: Statement
  /** where the answer goes, and the wish to take the last one back */
  ways: { vote: string; withdrawal: string }
  children?: Child
}

/** One statement to answer. */
export function StatementCard({ c, booth, statement, ways, children }: StatementCardProps) {
  const { t } = c.var
  return (
    <VoteCard
      action={ways.vote}
      hidden={{ statement: statement.id, ...(booth.ticket && { ticket: booth.ticket }) }}
      prompt={[t('dialogue.vote.prompt', { number: statement.number }), enteredForIn(c, statement)].filter(Boolean).join(' · ')}
      statement={spoken(c, statement)}
      answers={Object.fromEntries(answers.map(answer => [answer, t(`dialogue.vote.${answer}`)])) as Record<Answer, string>}
      given={booth.given}
      progress={{
        label: t('dialogue.vote.progress-label'),
        text: t('dialogue.vote.progress', { seen: booth.seen, total: booth.total }),
        value: booth.seen,
        max: booth.total,
      }}
      keyHint={t('dialogue.vote.keys')}
      undo={booth.last && { label: t('dialogue.vote.undo'), action: ways.withdrawal, hidden: { statement: booth.last.id } }}
      refusal={booth.refusal && t(`dialogue.refusal.${booth.refusal}`)}
    >
      {children}
    </VoteCard>
  )
}

function NothingToVoteOn({ c, booth, now }: { c: TownContext; booth: Booth; now: Date }) {
  const { t } = c.var
  const { dialogue, total } = booth
  const at = { town: c.var.municipality.slug, dialogue: dialogue.slug }
  const refusal = booth.refusal && <Notice tone="error" title={t(`dialogue.refusal.${booth.refusal}`)} live />
  if (isOpen(dialogue, now) && total > 0)
    return (
      <EmptyState
        title={t('dialogue.vote.all-seen-title')}
        action={
          <Buttons>
            <Button label={t('dialogue.vote.results')} href={paths.results.to(at)} />
            {dialogue.residentsMayAdd && (
              <Button label={t('dialogue.vote.add')} href={paths.proposal.to(at)} kind="secondary" icon="plus" />
            )}
            <Button label={t('dialogue.vote.your-votes')} href={paths.ownVotes.to(at)} kind="quiet" />
            {booth.asks && <Button label={t('dialogue.voluntary.link')} href={paths.voluntary.to(at)} kind="quiet" />}
            <Button label={t('dialogue.vote.subscribe')} href={paths.subscription.to(at)} kind="quiet" />
          </Buttons>
        }
      >
        {refusal}
        <p>{t('dialogue.vote.all-seen', { count: total })}</p>
      </EmptyState>
    )
  if (isOpen(dialogue, now))
    return (
      <EmptyState
        title={t('dialogue.vote.none-yet-title')}
        action={dialogue.residentsMayAdd && <Button label={t('dialogue.vote.add')} href={paths.proposal.to(at)} icon="plus" />}
      >
        {refusal}
        <p>{t('dialogue.vote.none-yet')}</p>
      </EmptyState>
    )
  const isBefore = dialogue.opensAt !== null && now < dialogue.opensAt
  return (
    <EmptyState
      title={t(isBefore ? 'dialogue.vote.not-open-title' : 'dialogue.vote.closed-title')}
      action={isBefore ? undefined : <Button label={t('dialogue.vote.results')} href={paths.results.to(at)} />}
    >
      {refusal}
      <p>{isBefore ? t('dialogue.vote.not-open', { date: dateIn(c, dialogue.opensAt as Date) }) : t('dialogue.vote.closed')}</p>
    </EmptyState>
  )
}

/** Where one can go from the booth. */
function Ways({ c, booth: { dialogue, seen, asks }, statement }: { c: TownContext; booth: Booth; statement: Statement }) {
  const { t } = c.var
  const at = { town: c.var.municipality.slug, dialogue: dialogue.slug }
  return (
    <Stack>
      <Buttons>
        {dialogue.residentsMayAdd && <Button label={t('dialogue.vote.add')} href={paths.proposal.to(at)} kind="secondary" icon="plus" />}
        {seen > 0 && <Button label={t('dialogue.vote.your-votes')} href={paths.ownVotes.to(at)} kind="quiet" />}
        {seen > 0 && asks && <Button label={t('dialogue.voluntary.link')} href={paths.voluntary.to(at)} kind="quiet" />}
        <Button label={t('dialogue.vote.results')} href={paths.results.to(at)} kind="quiet" />
      </Buttons>
      <ModerationLinks c={c} dialogue={dialogue} statement={statement} />
    </Stack>
  )
}

/** A moment as people in the town say it: "3. Oktober 2026, 18:00". */
export const dateIn = (c: TownContext, moment: Date, withTime = true) =>
  new Intl.DateTimeFormat(c.var.language.locale, {
    timeZone: 'Europe/Berlin',
    dateStyle: 'long',
    ...(withTime && { timeStyle: 'short' }),
  }).format(moment)
