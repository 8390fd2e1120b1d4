import { languageOf } from '#platform/languages'
import { CsrfField } from '#platform/people'
import {
  Badge,
  Breadcrumb,
  Button,
  Buttons,
  Card,
  EmptyState,
  Field,
  Form,
  fieldId,
  Notice,
  Page,
  PageHead,
  Stack,
  type TownContext,
} from '#platform/web'
import { type Appeal, type AppealDecisionRefusal, longestAnswer } from './appeal.ts'
import type { Dialogue } from './dialogue.ts'
import { dueAt, type ModerationPolicy, reasonCodes } from './moderation.policy.ts'
import { paths } from './paths.ts'
import { dateIn, Question } from './vote.page.tsx'

export type AppealsDesk = {
  dialogue: Dialogue
  policy: ModerationPolicy
  /** `isOwnDecision`: whoever looks has rejected the statement */
  appeals: (Appeal & { mayDecide: boolean; isOwnDecision: boolean })[]
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
          <AppealCard c={c} desk={desk} appeal={appeal} />
        ))}
      </Stack>
    </Page>
  )
}

function AppealCard({ c, desk, appeal }: { c: TownContext; desk: AppealsDesk; appeal: AppealsDesk['appeals'][number] }) {
  const { t } = c.var
  const { statement } = appeal
  const isOverdue = appeal.state === 'open' && dueAt(appeal.appealedOn, desk.policy) <= c.var.services.now()
  const reason = statement.reason ? `${reasonCodes[statement.reason]} ${t(`dialogue.policy.name.${statement.reason}`)}` : undefined
  return (
    <Card
      title={
        <span lang={statement.language} dir={languageOf(statement.language).direction}>
          {statement.text}
        </span>
      }
      level={2}
      badge={
        <>
          <Badge label={t(`dialogue.desk-appeal.state.${appeal.state}`)} tone={appeal.state === 'open' ? 'warning' : 'info'} />
          {isOverdue && <Badge label={t('dialogue.moderation.overdue')} tone="warning" icon="clock" />}
        </>
      }
      meta={[
        t('dialogue.moderation.number', { number: statement.number }),
        t('dialogue.desk-appeal.received', { date: dateIn(c, new Date(`${appeal.appealedOn}T12:00:00Z`), false) }),
        appeal.state === 'open' && reason,
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
        {appeal.state === 'open' &&
          (appeal.mayDecide ? (
            <Decision c={c} desk={desk} appeal={appeal} />
          ) : (
            <p class="muted">{t('dialogue.desk-appeal.refusal.other-moderator')}</p>
          ))}
      </Stack>
    </Card>
  )
}

function Decision({
  c,
  desk,
  appeal: { statement, isOwnDecision },
}: {
  c: TownContext
  desk: AppealsDesk
  appeal: AppealsDesk['appeals'][number]
}) {
  const { t } = c.var
  const refused = desk.refused?.number === statement.number ? desk.refused : undefined
  return (
    <Form action={paths.desk.appeal.to({ town: c.var.municipality.slug, dialogue: desk.dialogue.slug, statement: statement.number })}>
      <CsrfField c={c} />
      {isOwnDecision && <p class="small muted">{t('dialogue.desk-appeal.alone')}</p>}
      <Field
        kind="textarea"
        name="answer"
        id={fieldId(`answer-${statement.number}`)}
        label={t('dialogue.desk-appeal.answer')}
        hint={t('dialogue.desk-appeal.answer-hint')}
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
        <Button label={t('dialogue.desk-appeal.grant')} name="verdict" value="granted" icon="agree" />
        <Button label={t('dialogue.desk-appeal.refuse')} name="verdict" value="refused" kind="secondary" />
      </Buttons>
    </Form>
  )
}
