import { Disclosure, Notice, Page, PageHead, Progress, Section, Stack } from '#platform/web'
import { UpdateCard } from './update.card.desk.page.tsx'
import { DelegationForm, type ShownDelegation } from './update.delegation.desk.page.tsx'
import { LeadCard, type LeadRefused } from './update.lead.desk.page.tsx'
import type { Asked, LinkContext } from './update.visitor.tsx'
import { dayIn, PlanText } from './words.page.tsx'

export type UpdatesDesk = {
  /** number of the measure that was answered just now */
  done?: string
  delegation?: ShownDelegation
  leadRefused?: LeadRefused
}

/** Everything one link asks: first whether the department will lead, then how its measures stand. */
export function UpdatesPage({ c, desk }: { c: LinkContext; desk: UpdatesDesk }) {
  const { t, link, round, asked } = c.var
  const mine = openFirst(asked.filter(({ answer }) => answer !== 'not-mine'))
  const leads = mine.filter(({ asksFor }) => asksFor === 'lead')
  const updates = mine.filter(({ asksFor }) => asksFor === 'update')
  return (
    <Page c={c} title={round?.title ?? t('plan.update.lead-title')} width="narrow" noIndex>
      <PageHead
        title={round ? <PlanText c={c} text={round.title} /> : t('plan.update.lead-title')}
        lead={t('plan.update.lead', { name: link.name, day: dayIn(c, link.endsOn) })}
      />
      <Stack>
        {desk.done && <Notice tone="success" title={t('plan.update.done', { number: desk.done })} live />}
        <Answered c={c} mine={mine} />
        {leads.length > 0 && (
          <Section title={t('plan.update.leads')} lead={t('plan.update.leads-text')}>
            <Stack>
              {leads.map(lead => (
                <LeadCard c={c} asked={lead} leadRefused={desk.leadRefused} />
              ))}
            </Stack>
          </Section>
        )}
        {updates.length > 0 && (
          <Section title={t('plan.update.measures')} lead={t('plan.update.measures-text')}>
            <Stack>
              {updates.map(update => (
                <UpdateCard c={c} asked={update} />
              ))}
            </Stack>
          </Section>
        )}
        {mine.length > 0 && (
          <Disclosure label={t('plan.update.delegate.title')} open={desk.delegation !== undefined}>
            <DelegationForm c={c} shown={desk.delegation} />
          </Disclosure>
        )}
      </Stack>
    </Page>
  )
}

const openFirst = (asked: readonly Asked[]) => asked.toSorted((a, b) => Number(a.answer !== null) - Number(b.answer !== null))

/** How much of it is answered. */
function Answered({ c, mine }: { c: LinkContext; mine: readonly Asked[] }) {
  const { t } = c.var
  const answered = mine.filter(({ answer }) => answer !== null).length
  if (answered < mine.length)
    return (
      <Progress
        label={t('plan.update.progress-label')}
        text={t('plan.update.progress', { answered, all: mine.length })}
        value={answered}
        max={mine.length}
      />
    )
  const word = mine.length > 0 ? 'all-done' : 'nothing-left'
  return (
    <Notice tone="success" title={t(`plan.update.${word}`)}>
      {t(`plan.update.${word}-text`)}
    </Notice>
  )
}
