import { csrfFields } from '#platform/people'
import { Button, Card, ErrorSummary, Field, Form, Notice, Page, PageHead, Section, Stack } from '#platform/web'
import { DeskWays, Listed } from './amendment.desk.page.tsx'
import { listOf, Proposed, StandingBadge, StandingNotes } from './amendment.page.tsx'
import { type Amendment, conflictsAmong, type Judgement, type JudgementRefusal, longestDecisionReason } from './amendment.ts'
import { ContributionCard, Wording } from './contribution.page.tsx'
import { longestContribution } from './contribution.ts'
import { paths } from './paths.ts'
import type { Sentence } from './vision.ts'
import type { VisionContext } from './visitor.ts'

export type DecisionDesk = {
  amendment: Amendment
  /** as it reads at the writing desk now */
  sentence: Sentence & { isDropped: boolean }
  /** other amendments of the sentence that everybody can read */
  others: Amendment[]
  /** accepted ones it would conflict with */
  wouldConflict: number[]
  refused?: { refusal: JudgementRefusal; judgement: Judgement }
}

/** One amendment beside the sentence as it reads now, and the decision about it. */
export function AmendmentDeskPage({ c, desk }: { c: VisionContext; desk: DecisionDesk }) {
  const { t, vision } = c.var
  const { amendment, sentence, others } = desk
  const title = t('vision.contribution.number.amendment', { number: amendment.number })
  const conflicts = conflictsAmong([amendment, ...others]).get(amendment.number) ?? []
  return (
    <Page c={c} title={title} noIndex>
      <DeskWays c={c} label={title} list />
      <PageHead title={title} preline={t('vision.amendment.sentence', { number: sentence.number })} />
      <Stack>
        {desk.refused && <RefusedNotice c={c} desk={desk} refused={desk.refused} />}
        <Card tone="tint" title={t(sentence.isDropped ? 'vision.desk-amendment.dropped' : 'vision.desk-amendment.reads-now')} level={2}>
          <Wording c={c} text={sentence.text} language={vision.language} />
        </Card>
        <ContributionCard
          c={c}
          contribution={amendment}
          badge={<StandingBadge c={c} amendment={amendment} />}
          wording={<Proposed c={c} amendment={amendment} before={amendment.decision ? amendment.baseText : sentence.text} />}
        >
          <StandingNotes c={c} amendment={amendment} conflicts={conflicts} />
        </ContributionCard>
        {!amendment.decision && <AcceptForm c={c} desk={desk} />}
        {!amendment.decision && <DeclineForm c={c} desk={desk} />}
        {others.length > 0 && (
          <Section title={t('vision.desk-amendment.others')}>
            <Stack>
              {others.map(other => (
                <Listed c={c} amendment={other} conflicts={[]} />
              ))}
            </Stack>
          </Section>
        )}
      </Stack>
    </Page>
  )
}

type DeskProps = { c: VisionContext; desk: DecisionDesk }
type Refused = NonNullable<DecisionDesk['refused']>

function AcceptForm({ c, desk }: DeskProps) {
  const { t } = c.var
  const { amendment, wouldConflict } = desk
  const typed = typedFor(desk, 'accepted')
  return (
    <Section title={t('vision.desk-amendment.accept')} lead={t('vision.desk-amendment.accept-lead')}>
      <Form action={actionOf(c, desk)} hidden={hiddenOf(c, desk, 'accepted')}>
        <Field
          kind="textarea"
          name="wording"
          label={t('vision.desk-amendment.wording')}
          hint={t('vision.desk-amendment.wording-hint', { most: longestContribution })}
          value={typed?.wording ?? amendment.text}
          rows={3}
          dir="auto"
          refusal={besideOf(c, desk, 'wording')}
        />
        {wouldConflict.length > 0 && (
          <Field
            kind="checkbox"
            name="despite"
            label={t('vision.desk-amendment.despite', { numbers: listOf(c, wouldConflict), count: wouldConflict.length })}
            checked={typed?.despiteConflict}
            refusal={besideOf(c, desk, 'despite')}
          />
        )}
        <Field
          kind="textarea"
          name="reason"
          id="feld-accept-reason"
          label={t('vision.desk-amendment.accept-reason')}
          optional={t('vision.desk-contribution.optional')}
          value={typed?.reason}
          rows={2}
          dir="auto"
          refusal={typed ? besideOf(c, desk, 'reason') : undefined}
        />
        <Button label={t('vision.desk-amendment.accept-button')} icon="agree" />
      </Form>
    </Section>
  )
}

function DeclineForm({ c, desk }: DeskProps) {
  const { t } = c.var
  const typed = typedFor(desk, 'declined')
  return (
    <Section title={t('vision.desk-amendment.decline')} lead={t('vision.desk-amendment.decline-lead')}>
      <Form action={actionOf(c, desk)} hidden={hiddenOf(c, desk, 'declined')}>
        <Field
          kind="textarea"
          name="reason"
          label={t('vision.desk-amendment.decline-reason')}
          hint={t('vision.desk-amendment.decline-reason-hint', { most: longestDecisionReason })}
          value={typed?.reason}
          rows={3}
          dir="auto"
          refusal={typed && besideOf(c, desk, 'reason')}
        />
        <Button label={t('vision.desk-amendment.decline-button')} kind="danger" />
      </Form>
    </Section>
  )
}

const fieldOf: Partial<Record<JudgementRefusal, 'wording' | 'despite' | 'reason'>> = {
  'wording-missing': 'wording',
  'wording-too-long': 'wording',
  conflict: 'despite',
  'reason-missing': 'reason',
  'reason-too-long': 'reason',
}

function RefusedNotice({ c, desk, refused: { refusal, judgement } }: DeskProps & { refused: Refused }) {
  const text = refusalText(c, desk, refusal)
  const field = fieldOf[refusal]
  if (!field) return <Notice tone="error" title={text} live />
  const name = field === 'reason' && judgement.verdict === 'accepted' ? 'accept-reason' : field
  return <ErrorSummary title={c.var.t('vision.desk-amendment.refused')} refusals={[{ field: name, text }]} />
}

const refusalText = (c: VisionContext, { wouldConflict }: DecisionDesk, refusal: JudgementRefusal) =>
  c.var.t(`vision.desk-amendment.refusal.${refusal}`, {
    most: refusal === 'wording-too-long' ? longestContribution : longestDecisionReason,
    numbers: listOf(c, wouldConflict),
  })

const besideOf = (c: VisionContext, desk: DecisionDesk, field: 'wording' | 'despite' | 'reason') =>
  desk.refused && fieldOf[desk.refused.refusal] === field ? refusalText(c, desk, desk.refused.refusal) : undefined

const typedFor = ({ refused }: DecisionDesk, verdict: Judgement['verdict']) =>
  refused?.judgement.verdict === verdict ? refused.judgement : undefined

const actionOf = (c: VisionContext, { amendment }: DecisionDesk) => paths.desk.amendment.to({ ...at(c), contribution: amendment.number })

/** Carries how the sentence read on this page, so that a change made meanwhile is noticed. */
const hiddenOf = (c: VisionContext, { sentence }: DecisionDesk, verdict: Judgement['verdict']) => ({
  ...csrfFields(c),
  verdict,
  seen: sentence.text,
})

const at = (c: VisionContext) => ({ town: c.var.municipality.slug, vision: c.var.vision.slug })
