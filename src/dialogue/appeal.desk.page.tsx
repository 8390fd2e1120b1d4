import { Breadcrumb, EmptyState, Notice, Page, PageHead, Stack, type TownContext } from '#platform/web'
import { AppealCard, type AppealOnDesk, type AppealWords } from './appeal.card.desk.page.tsx'
import { type AppealDecisionRefusal, longestAnswer } from './appeal.ts'
import type { Dialogue } from './dialogue.ts'
import { dueAt, type ModerationPolicy } from './moderation.policy.ts'
import { paths } from './paths.ts'
import { Question } from './vote.page.tsx'

export type AppealsDesk = {
  dialogue: Dialogue
  policy: ModerationPolicy
  appeals: AppealOnDesk[]
  done?: boolean
  refused?: { number: number; refusal: AppealDecisionRefusal; answer: string }
}

export function AppealsDeskPage({ c, desk }: { c: TownContext; desk: AppealsDesk }) {
  const { t } = c.var
  const at = { town: c.var.municipality.slug, dialogue: desk.dialogue.slug }
  return (
    <Page c={c} title={t('dialogue.desk-appeal.title')} width="normal" noIndex>
      <Breadcrumb
        label={t('page.breadcrumb')}
        items={[
          { label: t('dialogue.desk.title'), href: paths.desk.dialogues.to(at) },
          { label: <Question c={c} dialogue={desk.dialogue} />, href: paths.desk.dialogue.to(at) },
          { label: t('dialogue.moderation.title'), href: paths.desk.moderation.to(at) },
          { label: t('dialogue.desk-appeal.title') },
        ]}
      />
      <PageHead title={t('dialogue.desk-appeal.title')} lead={t('dialogue.desk-appeal.lead')} />
      <Stack>
        {desk.done && <Notice tone="success" title={t('dialogue.desk-appeal.done')} live />}
        {desk.refused && (
          <Notice tone="error" title={t(`dialogue.desk-appeal.refusal.${desk.refused.refusal}`, { most: longestAnswer })} live />
        )}
        {desk.appeals.length === 0 && <EmptyState title={t('dialogue.desk-appeal.none')} />}
        {desk.appeals.map(appeal => (
          <AppealCard
            c={c}
            appeal={appeal}
            words={wordsFor(c, appeal.rejected.number)}
            action={paths.desk.appeal.to({ ...at, statement: appeal.rejected.number })}
            isOverdue={appeal.state === 'open' && dueAt(appeal.appealedOn, desk.policy) <= c.var.services.now()}
            refused={desk.refused?.number === appeal.rejected.number ? desk.refused : undefined}
          />
        ))}
      </Stack>
    </Page>
  )
}

function wordsFor(c: TownContext, number: number): AppealWords {
  const { t } = c.var
  return {
    named: t('dialogue.moderation.number', { number }),
    alone: t('dialogue.desk-appeal.alone'),
    otherModerator: t('dialogue.desk-appeal.refusal.other-moderator'),
    answerHint: t('dialogue.desk-appeal.answer-hint'),
    grant: t('dialogue.desk-appeal.grant'),
  }
}
