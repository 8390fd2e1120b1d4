import { dialoguePaths } from '#dialogue'
import { Button, Buttons, Card, EmptyState, Page, PageHead, Stack } from '#platform/web'
import { ContributionCard } from './contribution.page.tsx'
import type { ContributionVoteRefusal, JudgedContribution } from './contribution.ts'
import type { DrawnOn } from './vision.store.ts'
import type { VisionContext } from './visitor.ts'

type Props = {
  c: VisionContext
  contribution: JudgedContribution
  refusal: ContributionVoteRefusal
  dialogues: readonly DrawnOn[]
  back: string
}

/** Why a vote was not counted, and what can be done about it. */
export function ContributionRefusedPage({ c, contribution, refusal, dialogues, back }: Props) {
  const { t, municipality } = c.var
  return (
    <Page c={c} title={t(`vision.contribution.vote-refusal.${refusal}`)} width="narrow" noIndex>
      <PageHead title={t('vision.contribution.vote-refused')} />
      <Stack>
        <ContributionCard c={c} contribution={contribution} level={2} />
        <EmptyState
          title={t(`vision.contribution.vote-refusal.${refusal}`)}
          action={
            <Buttons>
              <Button label={t('vision.contribution.back')} href={back} kind="secondary" icon="back" />
            </Buttons>
          }
        >
          {refusal === 'voters-only' && t('vision.contribution.voters-only')}
        </EmptyState>
        {refusal === 'voters-only' &&
          dialogues.map(({ slug, question }) => (
            <Card title={question} href={dialoguePaths.dialogue.to({ town: municipality.slug, dialogue: slug })} />
          ))}
      </Stack>
    </Page>
  )
}
