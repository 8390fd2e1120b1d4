import { AppealCard, type AppealDecisionRefusal, type AppealOnDesk, type AppealWords, longestAnswer } from '#dialogue'
import { Breadcrumb, EmptyState, Notice, Page, PageHead, Stack } from '#platform/web'
import type { Due } from './contribution.promise.ts'
import { paths } from './paths.ts'
import type { VisionContext } from './visitor.ts'

export type AppealsDesk = {
  appeals: AppealOnDesk[]
  due: Due
  done?: boolean
  refused?: { number: number; refusal: AppealDecisionRefusal; answer: string }
}

/** What authors say against the rejection of their contributions. */
export function AppealsDeskPage({ c, desk: { appeals, due, done, refused } }: { c: VisionContext; desk: AppealsDesk }) {
  const { t, vision } = c.var
  const at = { town: c.var.municipality.slug, vision: vision.slug }
  return (
    <Page c={c} title={t('dialogue.desk-appeal.title')} noIndex>
      <Breadcrumb
        label={t('page.breadcrumb')}
        items={[
          { label: t('vision.desk-contribution.visions'), href: paths.desk.visions.to(at) },
          { label: vision.title, href: paths.desk.vision.to(at) },
          { label: t('vision.desk-contribution.title'), href: paths.desk.contributions.to(at) },
          { label: t('dialogue.desk-appeal.title') },
        ]}
      />
      <PageHead title={t('dialogue.desk-appeal.title')} lead={t('vision.desk-contribution.appeal.lead')} />
      <Stack>
        {done && <Notice tone="success" title={t('dialogue.desk-appeal.done')} live />}
        {refused && <Notice tone="error" title={refusalIn(c, refused.refusal)} live />}
        {appeals.length === 0 && <EmptyState title={t('dialogue.desk-appeal.none')} />}
        {appeals.map(appeal => (
          <AppealCard
            c={c}
            appeal={appeal}
            isOverdue={appeal.state === 'open' && due(appeal.appealedOn) <= c.var.services.now()}
            words={wordsFor(c, appeal.rejected.number)}
            action={paths.desk.appeal.to({ ...at, contribution: appeal.rejected.number })}
            refused={refused?.number === appeal.rejected.number ? refused : undefined}
          />
        ))}
      </Stack>
    </Page>
  )
}

const refusalIn = ({ var: { t } }: VisionContext, refusal: AppealDecisionRefusal) =>
  refusal === 'other-moderator'
    ? t('vision.desk-contribution.appeal.other-moderator')
    : t(`dialogue.desk-appeal.refusal.${refusal}`, { most: longestAnswer })

function wordsFor({ var: { t } }: VisionContext, number: number): AppealWords {
  return {
    named: t('vision.desk-contribution.appeal.number', { number }),
    alone: t('vision.desk-contribution.appeal.alone'),
    otherModerator: t('vision.desk-contribution.appeal.other-moderator'),
    answerHint: t('vision.desk-contribution.appeal.answer-hint'),
    grant: t('vision.desk-contribution.appeal.grant'),
  }
}
