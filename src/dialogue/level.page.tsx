import { Button, Buttons, EmptyState, ErrorSummary, Field, Form, Notice, Page, PageHead, Stack, type TownContext } from '#platform/web'
import type { AskedLevel, LevelRefusal } from './level.ts'
import { paths } from './paths.ts'
import type { DialogueContext } from './visitor.ts'
import { Question } from './vote.page.tsx'

/** In the voting booth, instead of a statement: what has to be shown first, and the way there. */
export function LevelGate({ c, level, dialogue }: { c: TownContext; level: AskedLevel; dialogue: { slug: string } }) {
  const { t } = c.var
  const at = { town: c.var.municipality.slug, dialogue: dialogue.slug }
  return (
    <EmptyState
      title={t(`dialogue.level.gate-${level}`)}
      action={
        <Buttons>
          <Button label={t('dialogue.level.go')} href={paths.level.to(at)} />
          <Button label={t('dialogue.vote.results')} href={paths.results.to(at)} kind="quiet" />
        </Buttons>
      }
    >
      <p>{t(`dialogue.level.why-${level}`)}</p>
    </EmptyState>
  )
}

export type LevelDesk = {
  level: AskedLevel
  typed: string
  refusal?: LevelRefusal
  /** a mail with the link is on its way */
  isSent?: boolean
  canSend: boolean
  /** where an account is shown; undefined where the town has no provider for participants */
  door?: { label: string; href: string }
  /** why the provider did not bring an account */
  doorRefusal?: DoorRefusal
}
export const doorRefusals = ['provider-down', 'cancelled', 'attempt-expired', 'answer-wrong', 'not-set-up'] as const
export type DoorRefusal = (typeof doorRefusals)[number]

export function LevelPage({ c, desk }: { c: DialogueContext; desk: LevelDesk }) {
  const { t } = c.var
  const { level, refusal, isSent, doorRefusal } = desk
  const { dialogue } = c.var.agenda
  const at = { town: c.var.municipality.slug, dialogue: dialogue.slug }
  const text = refusal && t(`dialogue.level.refusal.${refusal}`)
  return (
    <Page c={c} title={t(`dialogue.level.gate-${level}`)} width="narrow" noIndex scripts={level === 'letter' ? ['letter.js'] : []}>
      <PageHead
        title={t(`dialogue.level.gate-${level}`)}
        preline={<Question c={c} dialogue={dialogue} />}
        lead={isSent ? undefined : t(`dialogue.level.why-${level}`)}
      />
      <Stack>
        {text && level !== 'oidc' && (
          <ErrorSummary title={t('dialogue.level.refused')} refusals={[{ field: level === 'letter' ? 'code' : 'email', text }]} />
        )}
        {text && level === 'oidc' && <Notice tone="error" title={text} live />}
        {doorRefusal && <Notice tone="error" title={t(`dialogue.level.door-refusal.${doorRefusal}`)} live />}
        {level === 'letter' && <CodeForm c={c} desk={desk} refusal={text} />}
        {level === 'email' && <EmailForm c={c} desk={desk} refusal={text} />}
        {level === 'oidc' &&
          (desk.door ? (
            <Button label={t('dialogue.level.show-account', { label: desk.door.label })} href={desk.door.href} />
          ) : (
            <Notice tone="info" title={t('dialogue.level.door-refusal.not-set-up')} />
          ))}
        <p class="small muted">{t(`dialogue.level.kept-${level}`)}</p>
        <Button label={t('dialogue.level.back')} href={paths.dialogue.to(at)} kind="quiet" icon="back" />
      </Stack>
    </Page>
  )
}

type FormProps = { c: DialogueContext; desk: LevelDesk; refusal: string | undefined }

function CodeForm({ c, desk, refusal }: FormProps) {
  const { t, municipality, agenda } = c.var
  return (
    <Form action={paths.level.to({ town: municipality.slug, dialogue: agenda.dialogue.slug })}>
      <Field
        kind="text"
        name="code"
        label={t('dialogue.level.code')}
        hint={t('dialogue.level.code-hint')}
        value={desk.typed}
        autocomplete="off"
        spellcheck={false}
        dir="ltr"
        width="medium"
        required
        refusal={refusal}
      />
      <Button label={t('dialogue.level.use-code')} />
    </Form>
  )
}

function EmailForm({ c, desk, refusal }: FormProps) {
  const { t, municipality, agenda } = c.var
  if (!desk.canSend) return <Notice tone="info" title={t('dialogue.level.no-mail-server')} />
  if (desk.isSent)
    return (
      <Notice tone="success" title={t('dialogue.level.sent-title')} live>
        <p>{t('dialogue.level.sent')}</p>
      </Notice>
    )
  return (
    <Form action={paths.level.to({ town: municipality.slug, dialogue: agenda.dialogue.slug })}>
      <Field
        kind="email"
        name="email"
        label={t('dialogue.level.email')}
        value={desk.typed}
        autocomplete="email"
        required
        refusal={refusal}
      />
      <Button label={t('dialogue.level.send')} icon="mail" />
    </Form>
  )
}

/** `ready`: one button begins; `elsewhere`: the voice would move here; `gone`: what led here does not hold. */
export type ArrivalState = 'ready' | 'elsewhere' | 'gone'

/** Where a link or a provider leads back to. Programs open links by themselves, so only the button does something. */
export function ArrivalPage({ c, action, state }: { c: DialogueContext; action: string; state: ArrivalState }) {
  const { t, municipality, agenda } = c.var
  const at = { town: municipality.slug, dialogue: agenda.dialogue.slug }
  return (
    <Page c={c} title={t(`dialogue.level.${state}-title`)} width="narrow" noIndex>
      <PageHead
        title={t(`dialogue.level.${state}-title`)}
        preline={<Question c={c} dialogue={agenda.dialogue} />}
        lead={t(`dialogue.level.${state}-lead`)}
      />
      <Stack>
        {state === 'ready' && (
          <Form action={action}>
            <Button label={t('dialogue.level.begin')} autofocus />
          </Form>
        )}
        {state === 'elsewhere' && (
          <Form action={action} hidden={{ umziehen: 'ja' }}>
            <Button label={t('dialogue.level.move')} kind="danger" />
          </Form>
        )}
        {state === 'gone' && <Button label={t('dialogue.level.again')} href={paths.level.to(at)} />}
        <Button label={t('dialogue.level.back')} href={paths.dialogue.to(at)} kind="quiet" icon="back" />
      </Stack>
    </Page>
  )
}
