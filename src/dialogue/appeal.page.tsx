import { languageOf } from '#platform/languages'
import { Button, Buttons, Card, EmptyState, ErrorSummary, Field, Form, Notice, Page, PageHead, Stack } from '#platform/web'
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
  const back = <Button label={t('dialogue.appeal.back')} href={paths.proposal.to(at)} kind="quiet" icon="back" />
  const said = refusal && t(`dialogue.appeal.refusal.${refusal}`, { most: longestAppeal })
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
        {said && (refusal === 'text-missing' || refusal === 'text-too-long') && (
          <ErrorSummary title={t('dialogue.appeal.refused')} refusals={[{ field: 'text', text: said }]} />
        )}
        {said && refusal === 'too-many-at-once' && <Notice tone="error" title={said} live />}
        {statement && mayAppeal ? (
          <Form action={paths.appeal.to({ ...at, statement: statement.number })}>
            <Field
              kind="textarea"
              name="text"
              label={t('dialogue.appeal.text')}
              hint={t('dialogue.appeal.text-hint', { most: longestAppeal })}
              value={text}
              rows={5}
              dir="auto"
              required
              refusal={refusal === 'text-missing' || refusal === 'text-too-long' ? said : undefined}
            />
            <Buttons>
              <Button label={t('dialogue.appeal.submit')} />
              {back}
            </Buttons>
          </Form>
        ) : (
          <EmptyState title={t(`dialogue.appeal.refusal.${whyNot(statement)}`, { most: longestAppeal })} action={back} />
        )}
      </Stack>
    </Page>
  )
}

function whyNot(statement: Appealable | undefined): AppealRefusal {
  if (!statement) return 'not-yours'
  return statement.isAppealed ? 'appealed-already' : 'not-rejected'
}
