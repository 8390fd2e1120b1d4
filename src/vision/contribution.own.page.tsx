import { reasonCodes, Written } from '#dialogue'
import { Badge, type BadgeTone, Button, Card, EmptyState, Form, type IconName, Notice, Page, PageHead, Stack } from '#platform/web'
import { Proposed, StandingBadge, StandingNotes } from './amendment.page.tsx'
import type { Amendment, AnchorRefusal } from './amendment.ts'
import type { OwnAppeal } from './contribution.appeal.store.ts'
import { Wording } from './contribution.page.tsx'
import type { ContributionState, JudgedContribution } from './contribution.ts'
import { paths } from './paths.ts'
import type { VisionContext } from './visitor.ts'

export type OwnDesk = {
  contributions: JudgedContribution[]
  /** by the contribution's id */
  amendments: ReadonlyMap<string, Amendment>
  /** by the contribution's id */
  appeals: ReadonlyMap<string, OwnAppeal>
  /** how sentences read now that have changed under an amendment, by their number */
  changed: ReadonlyMap<number, string>
  isKnown: boolean
  refusal?: AnchorRefusal
  /** number of the amendment its author has just stood by */
  anchored?: number
}

/** What this browser has brought to a vision, and what became of it. Nobody else sees the page. */
export function OwnContributionsPage({ c, desk }: { c: VisionContext; desk: OwnDesk }) {
  const { t, vision } = c.var
  return (
    <Page c={c} title={t('vision.contribution.own.title')} width="narrow" noIndex>
      <PageHead
        title={t('vision.contribution.own.title')}
        preline={<Written c={c} text={vision.title} language={vision.language} />}
        lead={desk.contributions.length > 0 ? t('vision.contribution.own.lead') : undefined}
      />
      <Stack>
        {desk.refusal && <Notice tone="error" title={t(`vision.contribution.own.refusal.${desk.refusal}`)} live />}
        {desk.anchored !== undefined && (
          <Notice tone="success" title={t('vision.contribution.own.anchored', { number: desk.anchored })} live />
        )}
        {desk.contributions.length === 0 && (
          <EmptyState
            title={t('vision.contribution.own.none')}
            action={<Button label={t('vision.contribution.own.to-vision')} href={paths.vision.to(at(c))} />}
          >
            {t(desk.isKnown ? 'vision.contribution.own.none-yet' : 'vision.contribution.own.unknown')}
          </EmptyState>
        )}
        {desk.contributions.map(contribution => (
          <OwnCard c={c} desk={desk} contribution={contribution} />
        ))}
      </Stack>
    </Page>
  )
}

const looks: Record<ContributionState, { tone: BadgeTone; icon: IconName }> = {
  pending: { tone: 'warning', icon: 'clock' },
  approved: { tone: 'success', icon: 'agree' },
  rejected: { tone: 'neutral', icon: 'disagree' },
}

function OwnCard({ c, desk, contribution }: { c: VisionContext; desk: OwnDesk; contribution: JudgedContribution }) {
  const { t } = c.var
  const amendment = desk.amendments.get(contribution.id)
  const { number, kind, text, reason, language, state } = contribution
  const isDecided = state === 'approved' && amendment !== undefined
  return (
    <div class="contribution" id={`beitrag-${number}`}>
      <Card
        title={t(`vision.contribution.number.${kind}`, { number })}
        level={2}
        badge={
          isDecided ? (
            <StandingBadge c={c} amendment={amendment} />
          ) : (
            <Badge label={t(`vision.contribution.own.state.${state}`)} {...looks[state]} />
          )
        }
      >
        <Wording c={c} text={text} language={language} />
        {reason && (
          <p class="contribution__reason">
            <b>{t('vision.contribution.because')}</b> <Written c={c} text={reason} language={language} />
          </p>
        )}
        {state === 'rejected' && <WhyRejected c={c} contribution={contribution} />}
        <Appealed c={c} contribution={contribution} appeal={desk.appeals.get(contribution.id)} />
        {amendment && state !== 'rejected' && <StandingNotes c={c} amendment={amendment} conflicts={[]} />}
        {state === 'approved' && (
          <p class="small">
            <a href={paths.contribution.to({ ...at(c), contribution: number })}>{t('vision.contribution.own.look', { number })}</a>
          </p>
        )}
        {amendment?.needsReview && !amendment.decision && state !== 'rejected' && (
          <StandBy c={c} amendment={amendment} reads={desk.changed.get(amendment.sentenceNumber)} />
        )}
      </Card>
    </div>
  )
}

function WhyRejected({ c, contribution: { rejectionReason, rejectionNote } }: { c: VisionContext; contribution: JudgedContribution }) {
  const { t } = c.var
  return (
    <>
      {rejectionReason && (
        <p>
          {t('vision.contribution.own.reason', {
            reason: `${t(`vision.contribution.rejection.${rejectionReason}`)} (${reasonCodes[rejectionReason]})`,
          })}
        </p>
      )}
      {rejectionNote && <p dir="auto">{t('vision.contribution.own.note', { note: rejectionNote })}</p>}
    </>
  )
}

type AppealedProps = { c: VisionContext; contribution: JudgedContribution; appeal: OwnAppeal | undefined }

/** What became of an author's appeal, or the way to one. */
function Appealed({ c, contribution: { number, state }, appeal }: AppealedProps) {
  const { t } = c.var
  if (appeal)
    return (
      <>
        <p>{t(`dialogue.appeal.state.${appeal.state}`)}</p>
        {appeal.answer && <p dir="auto">{t('dialogue.appeal.answer', { answer: appeal.answer })}</p>}
      </>
    )
  if (state !== 'rejected') return null
  return (
    <p>
      <a href={paths.appeal.to({ ...at(c), contribution: number })} aria-label={t('vision.contribution.appeal.link-to', { number })}>
        {t('dialogue.appeal.link')}
      </a>
    </p>
  )
}

/** How the sentence reads now with the proposal in it, and the button by which its author says that it still holds. */
const StandBy = ({ c, amendment, reads }: { c: VisionContext; amendment: Amendment; reads: string | undefined }) => (
  <>
    {reads !== undefined && (
      <>
        <p>
          <b>{c.var.t('vision.contribution.own.reads-now')}</b>
        </p>
        <Proposed c={c} amendment={amendment} before={reads} />
      </>
    )}
    <Form action={paths.anchor.to({ ...at(c), contribution: amendment.number })}>
      <Button
        label={c.var.t('vision.contribution.own.stand-by')}
        fullLabel={c.var.t('vision.contribution.own.stand-by-full', { number: amendment.number })}
        kind="secondary"
      />
    </Form>
  </>
)

const at = (c: VisionContext) => ({ town: c.var.municipality.slug, vision: c.var.vision.slug })
