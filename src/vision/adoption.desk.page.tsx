import { CsrfField } from '#platform/people'
import { Button, Buttons, EmptyState, ErrorSummary, Field, Form, Notice, Section, Table } from '#platform/web'
import { type AdoptionRefusal, type AdoptionWish, type DecisionStep, longestOpenPointsReason, longestVersionName } from './adoption.ts'
import { paths } from './paths.ts'
import { hasOpenPoints, type OpenPoints } from './publication.ts'
import { dayIn } from './sequence.page.tsx'
import type { Adoption } from './version.ts'
import { addressOf, VisionFrame } from './vision.frame.desk.page.tsx'
import type { Vision } from './vision.ts'
import type { VisionContext } from './visitor.ts'

export type AdoptionDesk = {
  vision: Vision
  decisions: readonly DecisionStep[]
  adoptions: readonly (Adoption & { version: number })[]
  /** the newest version, where the text reads otherwise now */
  otherThan?: string
  open: OpenPoints
  wish: AdoptionWish
  refusal?: AdoptionRefusal
  done?: boolean
}

/** Recording the resolution by which a vision is adopted. */
export function AdoptionDeskPage({ c, desk }: { c: VisionContext; desk: AdoptionDesk }) {
  const { t } = c.var
  const [newest] = desk.adoptions
  return (
    <VisionFrame c={c} title={t('vision.desk-adoption.title')} lead={t('vision.desk-adoption.lead')}>
      {desk.done && newest && (
        <Notice tone="success" title={t('vision.desk-adoption.done')} live>
          <p>{t('vision.desk-adoption.done-text')}</p>
          <a href={paths.version.to({ ...addressOf(c), version: newest.version })}>{t('vision.desk-adoption.to-version')}</a>
        </Notice>
      )}
      <NextStep c={c} desk={desk} />
      {desk.adoptions.length > 0 && <Adoptions c={c} adoptions={desk.adoptions} />}
    </VisionFrame>
  )
}

/** The form, or what has to be done before. */
function NextStep({ c, desk }: { c: VisionContext; desk: AdoptionDesk }) {
  const { t } = c.var
  const at = addressOf(c)
  const isRefused = (refusal: AdoptionRefusal) => desk.refusal === refusal
  const toPhase = <Button label={t('vision.desk-adoption.to-phase')} href={paths.desk.phase.to(at)} kind="secondary" />
  if (desk.vision.phase === 'adopted')
    return (
      <>
        {isRefused('already-adopted') && <Notice tone="error" title={t('vision.desk-adoption.refusal.already-adopted')} live />}
        {!desk.done && (
          <EmptyState title={t('vision.desk-adoption.settled')} action={toPhase}>
            {t('vision.desk-adoption.settled-text')}
          </EmptyState>
        )}
      </>
    )
  if (desk.vision.phase !== 'deliberation')
    return (
      <>
        {isRefused('not-deliberated') && <Notice tone="error" title={t('vision.desk-adoption.refusal.not-deliberated')} live />}
        <EmptyState title={t('vision.desk-adoption.not-yet')} action={toPhase}>
          {t('vision.desk-adoption.not-yet-text')}
        </EmptyState>
      </>
    )
  if (desk.decisions.length === 0)
    return (
      <>
        {isRefused('no-decision') && <Notice tone="error" title={t('vision.desk-adoption.refusal.no-decision')} live />}
        <EmptyState
          title={t('vision.desk-adoption.no-decision')}
          action={<Button label={t('vision.desk-adoption.to-sequence')} href={paths.desk.sequence.to(at)} />}
        >
          {t('vision.desk-adoption.no-decision-text')}
        </EmptyState>
      </>
    )
  return <AdoptionForm c={c} desk={desk} />
}

/** Beside which field a refusal stands. */
const places: Partial<Record<AdoptionRefusal, keyof AdoptionWish>> = {
  'step-missing': 'step',
  'name-missing': 'name',
  'name-too-long': 'name',
  'open-points': 'openPointsReason',
  'reason-too-long': 'openPointsReason',
  'not-sure': 'isSure',
}

function AdoptionForm({ c, desk: { decisions, otherThan, open, wish, refusal } }: { c: VisionContext; desk: AdoptionDesk }) {
  const { t } = c.var
  const at = addressOf(c)
  const text = refusal && t(`vision.desk-adoption.refusal.${refusal}`, { name: longestVersionName, reason: longestOpenPointsReason })
  const place = refusal && places[refusal]
  const beside = (field: keyof AdoptionWish) => (field === place ? text : undefined)
  return (
    <>
      {text && place && <ErrorSummary title={t('vision.desk-adoption.refused')} refusals={[{ field: place, text }]} />}
      {text && !place && (
        <Notice tone="error" title={text} live>
          <a href={paths.desk.publication.to(at)}>{t('vision.desk-adoption.to-publication')}</a>
        </Notice>
      )}
      <Form action={paths.desk.adoption.to(at)}>
        <CsrfField c={c} />
        <Field
          kind="radio"
          name="step"
          label={t('vision.desk-adoption.decision')}
          value={wish.step}
          options={decisions.map(step => ({ value: step.id, label: wordsOf(c, step), hint: changesIn(c, step) }))}
          refusal={beside('step')}
        />
        {otherThan && (
          <Notice tone="warning" title={t('vision.desk-adoption.differs', { name: otherThan })}>
            {t('vision.desk-adoption.differs-text')} <a href={paths.desk.writing.to(at)}>{t('vision.desk-adoption.to-writing')}</a>
          </Notice>
        )}
        <Field
          kind="text"
          name="name"
          label={t('vision.desk-adoption.name')}
          hint={t('vision.desk-adoption.name-hint')}
          value={wish.name}
          maxlength={longestVersionName}
          dir="auto"
          refusal={beside('name')}
        />
        <StillOpen c={c} open={open} />
        {(hasOpenPoints(open) || wish.openPointsReason !== '') && (
          <Field
            kind="textarea"
            name="openPointsReason"
            label={t('vision.desk-adoption.reason')}
            hint={t('vision.desk-adoption.reason-hint')}
            value={wish.openPointsReason}
            rows={3}
            dir="auto"
            refusal={beside('openPointsReason')}
          />
        )}
        <Field kind="checkbox" name="isSure" label={t('vision.desk-adoption.sure')} checked={wish.isSure} refusal={beside('isSure')} />
        <Buttons>
          <Button label={t('vision.desk-adoption.adopt')} />
        </Buttons>
      </Form>
    </>
  )
}

function StillOpen({ c, open: { fates, issues } }: { c: VisionContext; open: OpenPoints }) {
  const { t } = c.var
  const at = addressOf(c)
  return (
    <>
      {fates > 0 && (
        <Notice tone="warning" title={t('vision.desk-adoption.open-fates', { count: fates })}>
          <a href={paths.desk.fates.to(at)}>{t('vision.desk-adoption.to-fates')}</a>
        </Notice>
      )}
      {issues.length > 0 && (
        <Notice tone="warning" title={t('vision.desk-adoption.open-issues', { count: issues.length })}>
          <ul>
            {issues.map(number => (
              <li>
                <a href={paths.desk.issue.to({ ...at, issue: number })}>{t('vision.desk-adoption.to-issue', { number })}</a>
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </>
  )
}

const wordsOf = (c: VisionContext, { body, meetsOn, resolutionNumber }: DecisionStep) =>
  c.var.t('vision.desk-adoption.decision-words', { body, day: dayIn(c, meetsOn), number: resolutionNumber })

/** What was decided differently has to be written into the text first. */
const changesIn = (c: VisionContext, { result, deviatingDecision }: DecisionStep) =>
  result === 'agreed-with-changes' || deviatingDecision
    ? [c.var.t('vision.desk-adoption.changed'), deviatingDecision].filter(Boolean).join(' ')
    : undefined

function Adoptions({ c, adoptions }: { c: VisionContext; adoptions: AdoptionDesk['adoptions'] }) {
  const { t } = c.var
  return (
    <Section title={t('vision.desk-adoption.adopted-so-far')}>
      <Table
        caption={t('vision.desk-adoption.adopted-so-far')}
        captionHidden
        columns={[
          { label: t('vision.desk-adoption.version') },
          { label: t('vision.desk-adoption.body') },
          { label: t('vision.desk-adoption.day') },
          { label: t('vision.desk-adoption.number') },
        ]}
        rows={adoptions.map(({ version, adoptedOn, body, resolutionNumber }) => [
          <a href={paths.version.to({ ...addressOf(c), version })}>{t('vision.desk-adoption.version-number', { number: version })}</a>,
          <span dir="auto">{body}</span>,
          dayIn(c, adoptedOn),
          resolutionNumber,
        ])}
      />
    </Section>
  )
}
