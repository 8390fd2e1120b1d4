import { languageOf } from '#platform/languages'
import { Button, Card, EmptyState, Page, PageHead, Stack } from '#platform/web'
import { AppealForm } from './appeal.form.page.tsx'
import type { Appealable } from './appeal.store.ts'
import { type AppealRefusal, longestAppeal } from './appeal.ts'
import { paths } from './paths.ts'
import type { DialogueContext } from './visitor.ts'
import { Question } from './vote.page.tsx'

export type AppealDesk = {
  /** undefined: this browser did not write it */
  statement: Appealable | undefined
  text: string
  refusal?: AppealRefusal
}

/** The page on which the author of a rejected statement says why it should be looked at again. */
export function AppealPage({ c, desk: { statement, text, refusal } }: { c: DialogueContext; desk: AppealDesk }) {
  const { t } = c.var
  const { dialogue } = c.var.agenda
  const at = { town: c.var.municipality.slug, dialogue: dialogue.slug }
  const mayAppeal = statement?.isRejected && !statement.isAppealed
  const back = { label: t('dialogue.appeal.back'), href: paths.proposal.to(at) }
  return (
    <Page c={c} title={t('dialogue.appeal.title')} width="narrow" noIndex>
      <PageHead
        title={t('dialogue.appeal.title')}
        preline={<Question c={c} dialogue={dialogue} />}
        lead={mayAppeal ? t('dialogue.appeal.lead') : undefined}
      />
      <Stack>
        {statement && (
          <Card meta={t('dialogue.appeal.statement', { number: statement.number })}>
            <p lang={statement.language} dir={languageOf(statement.language).direction}>
              {statement.text}
            </p>
          </Card>
        )}
        {statement && mayAppeal ? (
          <AppealForm
            c={c}
            action={paths.appeal.to({ ...at, statement: statement.number })}
            label={t('dialogue.appeal.text')}
            text={text}
            refusal={refusal}
            back={back}
          />
        ) : (
          <EmptyState
            title={t(`dialogue.appeal.refusal.${whyNot(statement)}`, { most: longestAppeal })}
            action={<Button {...back} kind="quiet" icon="back" />}
          />
        )}
      </Stack>
    </Page>
  )
}

function whyNot(statement: Appealable | undefined): AppealRefusal {
  if (!statement) return 'not-yours'
  return statement.isAppealed ? 'appealed-already' : 'not-rejected'
}
