import { Button, Field, Form, Stack, type TownContext } from '#platform/web'
import type { Question } from './challenge.ts'

type Props = { c: TownContext; action: string; hidden: Record<string, string>; question: Question; isWrong: boolean }

/** A sum in words, to be answered before a vote counts; what the form already held goes along. */
export function ChallengeCard({ c, action, hidden, question, isWrong }: Props) {
  const { t } = c.var
  return (
    <section class="vote">
      <div class="vote__card">
        <Stack>
          <h2>{t('dialogue.challenge.title')}</h2>
          <p>{t('dialogue.challenge.why')}</p>
          <Form action={action} hidden={{ ...hidden, challenge: question.token }}>
            <Field
              kind="text"
              name="sum"
              label={t('dialogue.challenge.question', {
                first: t('dialogue.challenge.number', { number: question.first }),
                second: t('dialogue.challenge.number', { number: question.second }),
              })}
              hint={t('dialogue.challenge.hint')}
              inputmode="numeric"
              autocomplete="off"
              maxlength={3}
              width="short"
              required
              refusal={isWrong ? t('dialogue.challenge.wrong') : undefined}
            />
            <Button label={t('dialogue.challenge.send')} icon="forward" />
          </Form>
        </Stack>
      </div>
    </section>
  )
}
