import { AppealForm, type AppealRefusal, longestAppeal, Written } from '#dialogue'
import { Button, Card, EmptyState, Page, PageHead, Stack } from '#platform/web'
import type { Appealable } from './contribution.appeal.store.ts'
import { Wording } from './contribution.page.tsx'
import { paths } from './paths.ts'
import type { VisionContext } from './visitor.ts'

export type AppealDesk = {
  /** undefined: this browser did not bring it in */
  contribution: Appealable | undefined
  text: string
  refusal?: AppealRefusal
}

/** The page on which the author of a rejected contribution says why it should be looked at again. */
export function AppealPage({ c, desk: { contribution, text, refusal } }: { c: VisionContext; desk: AppealDesk }) {
  const { t, vision } = c.var
  const at = { town: c.var.municipality.slug, vision: vision.slug }
  const mayAppeal = contribution?.isRejected && !contribution.isAppealed
  const back = { label: t('vision.contribution.own.title'), href: paths.ownContributions.to(at) }
  return (
    <Page c={c} title={t('dialogue.appeal.title')} width="narrow" noIndex>
      <PageHead
        title={t('dialogue.appeal.title')}
        preline={<Written c={c} text={vision.title} language={vision.language} />}
        lead={mayAppeal ? t('vision.contribution.appeal.lead') : undefined}
      />
      <Stack>
        {contribution && (
          <Card title={t(`vision.contribution.number.${contribution.kind}`, { number: contribution.number })} level={2}>
            <Wording c={c} text={contribution.text} language={contribution.language} />
          </Card>
        )}
        {contribution && mayAppeal ? (
          <AppealForm
            c={c}
            action={paths.appeal.to({ ...at, contribution: contribution.number })}
            label={t('vision.contribution.appeal.text')}
            text={text}
            refusal={refusal}
            back={back}
          />
        ) : (
          <EmptyState title={whyNot(c, contribution)} action={<Button {...back} kind="quiet" icon="back" />} />
        )}
      </Stack>
    </Page>
  )
}

function whyNot({ var: { t } }: VisionContext, contribution: Appealable | undefined): string {
  if (!contribution) return t('vision.contribution.appeal.not-yours')
  return contribution.isAppealed
    ? t('dialogue.appeal.refusal.appealed-already', { most: longestAppeal })
    : t('vision.contribution.appeal.not-rejected')
}
