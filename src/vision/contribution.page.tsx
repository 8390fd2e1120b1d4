import { type Answer, enteredForIn, Written } from '#dialogue'
import { languageOf } from '#platform/languages'
import { Button, Card, Hidden, Icon, type TownContext } from '#platform/web'
import type { Contribution } from './contribution.ts'
import { paths } from './paths.ts'
import type { VisionContext } from './visitor.ts'

/** How somebody who reads may vote: what they have answered, and the ticket of somebody who has no pseudonym yet. */
export type Voting = { given: Answer | undefined; ticket?: string }

export type ContributionCardProps = {
  c: VisionContext
  contribution: Contribution
  /** left out where nobody may vote */
  voting?: Voting
  level?: 2 | 3
  badge?: unknown
  /** instead of the bare text: a difference */
  wording?: unknown
  /** below the reason */
  children?: unknown
}

/** A contribution as everybody reads it: wording, reason, who has signed it, votes as they are told, and the way to vote. */
export function ContributionCard({ c, contribution, voting, level = 3, badge, wording, children }: ContributionCardProps) {
  const { t } = c.var
  const { number, kind, text, reason, language } = contribution
  return (
    <div class="contribution" id={`beitrag-${number}`}>
      <Card
        title={t(`vision.contribution.number.${kind}`, { number })}
        level={level}
        badge={badge as never}
        meta={authorOf(c, contribution)}
        foot={
          <>
            {voting && <ContributionVote c={c} contribution={contribution} voting={voting} />}
            <Button
              label={t('dialogue.report.link-short')}
              fullLabel={`${t('dialogue.report.link-short')}: ${t(`vision.contribution.number.${kind}`, { number })}`}
              href={paths.report.to({ ...at(c), contribution: number })}
              kind="quiet"
              small
            />
          </>
        }
      >
        {(wording as never) ?? <Wording c={c} text={text} language={language} />}
        {reason && (
          <p class="contribution__reason">
            <b>{t('vision.contribution.because')}</b> <Written c={c} text={reason} language={language} />
          </p>
        )}
        {children as never}
        {kind === 'amendment' && <Told c={c} contribution={contribution} />}
      </Card>
    </div>
  )
}

/** A text as a paragraph that runs as its language does. */
export function Wording({ c, text, language }: { c: TownContext; text: string; language: string }) {
  const { code, direction } = languageOf(language)
  const isForeign = code !== c.var.language.code
  return (
    <p class="contribution__text" lang={isForeign ? code : undefined} dir={isForeign ? direction : undefined}>
      {text}
    </p>
  )
}

/** Whose it is: for whom staff entered it, the name its author chose, or nobody's. */
export function authorOf(c: TownContext, { enteredFor, enteredForName, signedName }: Contribution) {
  if (enteredFor) return enteredForIn(c, { enteredFor, enteredForName })
  return signedName ? c.var.t('vision.contribution.signed', { name: signedName }) : c.var.t('vision.contribution.unsigned')
}

function Told({ c, contribution: { told } }: { c: TownContext; contribution: Contribution }) {
  const { t } = c.var
  if (told.for === null && told.against === null) return <p class="small muted">{t('vision.contribution.too-few')}</p>
  const words = (side: 'for' | 'against') => {
    const count = told[side]
    return count === null ? t(`vision.contribution.few-${side}`) : t(`vision.contribution.told-${side}`, { count })
  }
  return (
    <ul class="contribution__told">
      <li class="is-agree">
        <Icon name="agree" /> {words('for')}
      </li>
      <li class="is-disagree">
        <Icon name="disagree" /> {words('against')}
      </li>
    </ul>
  )
}

/** Three answers of equal weight; the one given before stands out and can be changed. */
function ContributionVote({ c, contribution, voting }: { c: VisionContext; contribution: Contribution; voting: Voting }) {
  const { t } = c.var
  const { number, kind } = contribution
  const name = t(`vision.contribution.number.${kind}`, { number })
  return (
    <form
      class="contribution__vote"
      action={paths.contributionVote.to({ ...at(c), contribution: number })}
      method="post"
      aria-label={t('vision.contribution.vote-on', { name })}
    >
      <Hidden fields={voting.ticket ? { ticket: voting.ticket } : {}} />
      {(['agree', 'disagree', 'pass'] as const).map(answer => (
        <button
          class={`answer answer--${answer}`}
          type="submit"
          name="answer"
          value={answer}
          aria-pressed={voting.given === answer ? 'true' : undefined}
          aria-label={`${t(`vision.contribution.answer.${answer}`)}: ${name}`}
        >
          <Icon name={answer} />
          <span>{t(`vision.contribution.answer.${answer}`)}</span>
        </button>
      ))}
    </form>
  )
}

const at = (c: VisionContext) => ({ town: c.var.municipality.slug, vision: c.var.vision.slug })
