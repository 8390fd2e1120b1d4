import { languageOf } from '#platform/languages'
import { CsrfField } from '#platform/people'
import { Badge, Button, Buttons, Card, Field, Form, fieldId, Stack, type TownContext } from '#platform/web'
import { type Appeal, type AppealDecisionRefusal, longestAnswer } from './appeal.ts'
import { reasonCodes } from './moderation.policy.ts'
import type { RejectionReason } from './statement.ts'
import { dateIn } from './vote.page.tsx'

/** An appeal with what was rejected; `isOwnDecision`: whoever looks has rejected it. */
export type AppealOnDesk = Omit<Appeal, 'statement' | 'decidedAt'> & {
  rejected: { number: number; text: string; language: string; reason: RejectionReason | null }
  mayDecide: boolean
  isOwnDecision: boolean
}

/** What differs with the kind of text that was rejected. */
export type AppealWords = { named: string; alone: string; otherModerator: string; answerHint: string; grant: string }

type Props = {
  c: TownContext
  appeal: AppealOnDesk
  words: AppealWords
  action: string
  isOverdue?: boolean
  refused?: { refusal: AppealDecisionRefusal; answer: string }
}

/** One appeal, and what a moderator who may can make of it. */
export function AppealCard({ c, appeal, words, action, isOverdue, refused }: Props) {
  const { t } = c.var
  const { rejected, state } = appeal
  return (
    <Card
      title={
        <span lang={rejected.language} dir={languageOf(rejected.language).direction}>
          {rejected.text}
        </span>
      }
      level={2}
      badge={
        <>
          <Badge label={t(`dialogue.desk-appeal.state.${state}`)} tone={state === 'open' ? 'warning' : 'info'} />
          {isOverdue && <Badge label={t('dialogue.moderation.overdue')} tone="warning" icon="clock" />}
        </>
      }
      meta={[
        words.named,
        t('dialogue.desk-appeal.received', { date: dateIn(c, new Date(`${appeal.appealedOn}T12:00:00Z`), false) }),
        state === 'open' && rejected.reason && `${reasonCodes[rejected.reason]} ${t(`dialogue.policy.name.${rejected.reason}`)}`,
      ]
        .filter(Boolean)
        .join(' · ')}
    >
      <Stack>
        <blockquote lang={appeal.language} dir="auto">
          {appeal.text}
        </blockquote>
        {appeal.answer && <p>{t('dialogue.desk-appeal.answered', { answer: appeal.answer })}</p>}
        {appeal.isSamePerson && <p class="small muted">{t('dialogue.desk-appeal.same-person')}</p>}
        {state === 'open' &&
          (appeal.mayDecide ? (
            <Decision c={c} appeal={appeal} words={words} action={action} refused={refused} />
          ) : (
            <p class="muted">{words.otherModerator}</p>
          ))}
      </Stack>
    </Card>
  )
}

function Decision({ c, appeal: { rejected, isOwnDecision }, words, action, refused }: Omit<Props, 'isOverdue'>) {
  const { t } = c.var
  return (
    <Form action={action}>
      <CsrfField c={c} />
      {isOwnDecision && <p class="small muted">{words.alone}</p>}
      <Field
        kind="textarea"
        name="answer"
        id={fieldId(`answer-${rejected.number}`)}
        label={t('dialogue.desk-appeal.answer')}
        hint={words.answerHint}
        value={refused?.answer}
        rows={2}
        dir="auto"
        refusal={
          refused?.refusal === 'answer-missing' || refused?.refusal === 'answer-too-long'
            ? t(`dialogue.desk-appeal.refusal.${refused.refusal}`, { most: longestAnswer })
            : undefined
        }
      />
      <Buttons>
        <Button label={words.grant} name="verdict" value="granted" icon="agree" />
        <Button label={t('dialogue.desk-appeal.refuse')} name="verdict" value="refused" kind="secondary" />
      </Buttons>
    </Form>
  )
}
