import { Written } from '#dialogue'
import { Badge, type BadgeTone, Button, Buttons, Cards, type IconName, Notice, Section, Stack } from '#platform/web'
import { SentencePage } from './amendment.frame.page.tsx'
import {
  type Amendment,
  type AmendmentStanding,
  conflictsAmong,
  type PublishedSentence,
  type SentenceClosed,
  standingOf,
} from './amendment.ts'
import { ContributionForm, type Refused, StoredNotice } from './contribution.form.page.tsx'
import { ContributionCard, type Voting, Wording } from './contribution.page.tsx'
import type { ContributionValues } from './contribution.ts'
import { Difference } from './difference.page.tsx'
import { paths } from './paths.ts'
import type { VisionContext } from './visitor.ts'

export type AmendmentDesk = {
  sentence: PublishedSentence
  /** those everybody can read, by the order in which they came */
  amendments: Amendment[]
  /** what the reader has answered to each; undefined where nobody may vote now */
  votingOn: ((amendment: Amendment) => Voting) | undefined
  closed: SentenceClosed | undefined
  values: ContributionValues
  /** the one the reader wants to go on from */
  foundation?: Amendment
  ticket?: string
  refused?: Refused
  /** something was stored just now; `isKnown` where the browser can be shown what becomes of it */
  stored?: { isKnown: boolean }
}

/** Every amendment of a sentence beside each other, and the form for another one. */
export function AmendmentsPage({ c, desk }: { c: VisionContext; desk: AmendmentDesk }) {
  const { t } = c.var
  const { sentence, amendments } = desk
  const open = amendments.filter(({ decision }) => !decision)
  const decided = amendments.filter(({ decision }) => decision)
  return (
    <SentencePage
      c={c}
      sentence={sentence}
      title={t('vision.amendment.title', { number: sentence.number })}
      lead={t('vision.amendment.lead')}
    >
      {desk.stored && <StoredNotice c={c} isKnown={desk.stored.isKnown} />}
      {desk.closed && <Notice tone="info" title={t(`vision.amendment.closed.${desk.closed}`)} />}
      <Section title={t('vision.amendment.open')} lead={open.length === 0 ? t('vision.amendment.none-yet') : undefined} id="vorschlaege">
        <AmendmentCards c={c} desk={desk} amendments={open} />
      </Section>
      {decided.length > 0 && (
        <Section title={t('vision.amendment.decided')} id="entschieden">
          <AmendmentCards c={c} desk={desk} amendments={decided} />
        </Section>
      )}
      {(!desk.closed || desk.refused) && (
        <Section title={t('vision.contribution.form.amendment')} lead={t('vision.amendment.form-lead')} id="vorschlagen">
          <AmendmentForm c={c} desk={desk} />
        </Section>
      )}
      <Buttons>
        <Button label={t('vision.amendment.to-comments')} href={paths.comments.to(at(c, sentence))} kind="quiet" icon="voice" />
        {!desk.ticket && (
          <Button label={t('vision.contribution.own-link')} href={paths.ownContributions.to(here(c))} kind="quiet" icon="people" />
        )}
      </Buttons>
    </SentencePage>
  )
}

function AmendmentForm({ c, desk: { sentence, foundation, ...form } }: { c: VisionContext; desk: AmendmentDesk }) {
  const { t } = c.var
  return (
    <Stack>
      {foundation && (
        <Notice tone="info" title={t('vision.amendment.goes-on-from', { number: foundation.number })}>
          <a href={`${paths.amendments.to(at(c, sentence))}#vorschlagen`}>{t('vision.amendment.goes-on-from-none')}</a>
        </Notice>
      )}
      <ContributionForm
        c={c}
        kind="amendment"
        action={paths.amendments.to(at(c, sentence))}
        hidden={foundation ? { 'baut-auf': String(foundation.number) } : {}}
        values={form.values}
        ticket={form.ticket}
        refused={form.refused}
      />
    </Stack>
  )
}

// ── One amendment ───────────────────────────────────────────────────────────────────────────────────────────────────────────

function AmendmentCards({ c, desk, amendments }: { c: VisionContext; desk: AmendmentDesk; amendments: Amendment[] }) {
  const conflicts = conflictsAmong(desk.amendments)
  return (
    <Cards wide>
      {amendments.map(amendment => (
        <AmendmentCard c={c} desk={desk} amendment={amendment} conflicts={conflicts.get(amendment.number) ?? []} />
      ))}
    </Cards>
  )
}

function AmendmentCard({
  c,
  desk,
  amendment,
  conflicts,
}: {
  c: VisionContext
  desk: AmendmentDesk
  amendment: Amendment
  conflicts: number[]
}) {
  const { t } = c.var
  const { number, decision, buildsOn } = amendment
  const { sentence, closed } = desk
  return (
    <ContributionCard
      c={c}
      contribution={amendment}
      voting={decision ? undefined : desk.votingOn?.(amendment)}
      badge={<StandingBadge c={c} amendment={amendment} />}
      wording={<Proposed c={c} amendment={amendment} before={decision ? amendment.baseText : sentence.text} />}
    >
      {buildsOn !== null && <Foundation c={c} number={buildsOn} isReadable={desk.amendments.some(one => one.number === buildsOn)} />}
      <StandingNotes c={c} amendment={amendment} conflicts={conflicts} />
      {!decision && !closed && (
        <p class="small">
          <a href={`${paths.amendments.to(at(c, sentence), { 'baut-auf': number })}#vorschlagen`}>
            {t('vision.amendment.build-on', { number })}
          </a>
        </p>
      )}
    </ContributionCard>
  )
}

/** On which other one an amendment builds; a link where that can still be read. */
function Foundation({ c, number, isReadable }: { c: VisionContext; number: number; isReadable: boolean }) {
  const text = c.var.t('vision.amendment.builds-on', { number })
  return <p class="small">{isReadable ? <a href={paths.contribution.to({ ...here(c), contribution: number })}>{text}</a> : text}</p>
}

/** The proposed wording as a change of the sentence; one in another language stands by itself. */
export function Proposed({ c, amendment, before }: { c: VisionContext; amendment: Amendment; before: string }) {
  const { text, language } = amendment
  if (language === c.var.vision.language) return <Difference c={c} before={before} after={text} lang={language} />
  return <Wording c={c} text={text} language={language} />
}

const looks: Record<AmendmentStanding, { tone: BadgeTone; icon: IconName }> = {
  open: { tone: 'info', icon: 'voice' },
  'needs-review': { tone: 'warning', icon: 'warning' },
  accepted: { tone: 'success', icon: 'agree' },
  declined: { tone: 'neutral', icon: 'disagree' },
  ended: { tone: 'neutral', icon: 'pass' },
}

export const StandingBadge = ({ c, amendment }: { c: VisionContext; amendment: Amendment }) => (
  <Badge label={c.var.t(`vision.amendment.standing.${standingOf(amendment)}`)} {...looks[standingOf(amendment)]} />
)

/** What has become of an amendment, with the reason, and what else is to be known of it. */
export function StandingNotes({ c, amendment, conflicts }: { c: VisionContext; amendment: Amendment; conflicts: readonly number[] }) {
  const { t } = c.var
  const { decision, decisionReason, needsReview, acceptedIn, baseText } = amendment
  return (
    <>
      {decision === 'accepted' && (
        <p>{acceptedIn === null ? t('vision.amendment.accepted-next') : t('vision.amendment.accepted-in', { number: acceptedIn })}</p>
      )}
      {decision === 'ended' && <p>{t('vision.amendment.ended')}</p>}
      {decisionReason && (
        <p>
          <b>{t('vision.amendment.decision-reason')}</b> <Written c={c} text={decisionReason} language={c.var.vision.language} />
        </p>
      )}
      {conflicts.length > 0 && (
        <Notice tone="warning" title={t('vision.amendment.conflict', { numbers: listOf(c, conflicts), count: conflicts.length })} />
      )}
      {!decision && needsReview && (
        <Notice tone="warning" title={t('vision.amendment.needs-review')}>
          <p>
            {t('vision.amendment.read-then')} <Written c={c} text={baseText} language={c.var.vision.language} />
          </p>
        </Notice>
      )}
    </>
  )
}

export const listOf = (c: VisionContext, numbers: readonly number[]) =>
  new Intl.ListFormat(c.var.language.locale, { type: 'conjunction' }).format(numbers.map(String))

const here = (c: VisionContext) => ({ town: c.var.municipality.slug, vision: c.var.vision.slug })
const at = (c: VisionContext, { number }: { number: number }) => ({ ...here(c), sentence: number })
