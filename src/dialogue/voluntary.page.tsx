import type { MessageKey } from '#platform/languages'
import { Button, Buttons, Field, Form, Notice, Page, PageHead, Stack, type TownContext } from '#platform/web'
import { paths } from './paths.ts'
import type { DialogueContext } from './visitor.ts'
import { categoriesOf, type VoluntaryAnswers, type VoluntaryQuestion } from './voluntary.ts'
import { Question } from './vote.page.tsx'

/** `not-voted`: the questions come after voting; `closed`: the dialogue takes no more answers. */
export type VoluntaryState = 'asked' | 'stored' | 'not-voted' | 'closed'

export function VoluntaryPage({ c, state, answers }: { c: DialogueContext; state: VoluntaryState; answers: VoluntaryAnswers }) {
  const { t } = c.var
  const { dialogue, voluntary } = c.var.agenda
  const at = { town: c.var.municipality.slug, dialogue: dialogue.slug }
  return (
    <Page c={c} title={t('dialogue.voluntary.title')} width="narrow" noIndex>
      <PageHead
        title={t('dialogue.voluntary.title')}
        preline={<Question c={c} dialogue={dialogue} />}
        lead={state === 'asked' ? t('dialogue.voluntary.lead') : undefined}
      />
      <Stack>
        {state === 'stored' && (
          <Notice tone="success" title={t('dialogue.voluntary.stored')} live>
            <p>{t('dialogue.voluntary.stored-text')}</p>
          </Notice>
        )}
        {(state === 'not-voted' || state === 'closed') && <Notice tone="info" title={t(`dialogue.voluntary.${state}`)} />}
        {state === 'asked' ? (
          <Form action={paths.voluntary.to(at)}>
            {voluntary.questions.map(question => (
              <Field
                kind="radio"
                name={question}
                label={t(`dialogue.voluntary.question.${question}`)}
                value={answers[question] ?? ''}
                options={[
                  ...categoriesOf(question, voluntary).map(value => ({ value, label: categoryIn(c, question, value) })),
                  { value: '', label: t('dialogue.voluntary.no-answer') },
                ]}
              />
            ))}
            <p class="small muted">{t('dialogue.voluntary.privacy', { fewest: c.var.municipality.fewestToShow })}</p>
            <Buttons>
              <Button label={t('dialogue.voluntary.send')} />
              <Button label={t('dialogue.voluntary.skip')} href={paths.dialogue.to(at)} kind="quiet" />
            </Buttons>
          </Form>
        ) : (
          <Button label={t('dialogue.voluntary.back')} href={paths.dialogue.to(at)} kind="secondary" icon="back" />
        )}
      </Stack>
    </Page>
  )
}

/** A category in words; parts of town are called as the town calls them. */
export const categoryIn = (c: TownContext, question: VoluntaryQuestion, category: string) =>
  question === 'part' ? category : c.var.t(`dialogue.voluntary.categories.${category}` as MessageKey)
