import { languageOf } from '#platform/languages'
import { Button, DefinitionList, Field, Form, Notice, Page, PageHead, Stack, type TownContext } from '#platform/web'
import { paths } from './paths.ts'
import type { SubscriberData } from './subscription.store.ts'
import type { SubscriptionRefusal } from './subscription.ts'
import type { DialogueContext } from './visitor.ts'
import { Question } from './vote.page.tsx'

export type SubscriptionDesk = {
  email: string
  refusal?: SubscriptionRefusal
  /** a mail is on its way */
  isAsked: boolean
  /** without a mail server nobody can be told anything */
  canSend: boolean
}

export function SubscriptionPage({ c, desk }: { c: DialogueContext; desk: SubscriptionDesk }) {
  const { t } = c.var
  const { dialogue } = c.var.agenda
  const at = { town: c.var.municipality.slug, dialogue: dialogue.slug }
  return (
    <Page c={c} title={t('dialogue.subscription.title')} width="narrow" noIndex>
      <PageHead
        title={t('dialogue.subscription.title')}
        preline={<Question c={c} dialogue={dialogue} />}
        lead={desk.isAsked ? undefined : t('dialogue.subscription.lead')}
      />
      <Stack>
        {!desk.canSend && <Notice tone="info" title={t('dialogue.subscription.no-mail-server')} />}
        {desk.isAsked ? (
          <Notice tone="success" title={t('dialogue.subscription.asked-title')} live>
            <p>{t('dialogue.subscription.asked')}</p>
          </Notice>
        ) : (
          desk.canSend && (
            <Form action={paths.subscription.to(at)}>
              <Field
                kind="email"
                name="email"
                label={t('dialogue.subscription.email')}
                hint={t('dialogue.subscription.email-hint')}
                value={desk.email}
                autocomplete="email"
                required
                refusal={desk.refusal && t(`dialogue.subscription.${desk.refusal}`)}
              />
              <Button label={t('dialogue.subscription.ask')} />
            </Form>
          )
        )}
        <Button label={t('dialogue.subscription.back')} href={paths.dialogue.to(at)} kind="quiet" icon="back" />
      </Stack>
    </Page>
  )
}

/** The page behind a link in a mail. Mail programs open links by themselves, so only the button does something. */
export function SubscriberPage({ c, token, deed, state, stored }: SubscriberProps) {
  const { t } = c.var
  const at = { town: c.var.municipality.slug, token }
  return (
    <Page c={c} title={t(`dialogue.subscription.${deed}-title`)} width="narrow" noIndex>
      <PageHead
        title={t(`dialogue.subscription.${deed}-title`)}
        lead={state === 'asked' ? t(`dialogue.subscription.${deed}-lead`) : undefined}
      />
      <Stack>
        {stored && <Stored c={c} stored={stored} />}
        {state === 'asked' && (
          <Form action={deed === 'confirm' ? paths.confirmation.to(at) : paths.unsubscription.to(at)}>
            <Button label={t(`dialogue.subscription.${deed}-button`)} />
          </Form>
        )}
        {state === 'done' && <Notice tone="success" title={t(`dialogue.subscription.${deed}-done`)} live />}
        {state === 'gone' && <Notice tone="info" title={t('dialogue.subscription.gone')} live />}
        {state === 'done' && deed === 'confirm' && (
          <p>
            <a href={paths.unsubscription.to(at)}>{t('dialogue.subscription.end-link')}</a>
          </p>
        )}
      </Stack>
    </Page>
  )
}

type SubscriberProps = { c: TownContext; token: string; deed: SubscriberDeed; state: SubscriberState; stored?: SubscriberData }

/** What is stored about whoever holds the link: nothing else is, and it goes with the address. */
function Stored({ c, stored }: { c: TownContext; stored: SubscriberData }) {
  const { t, language } = c.var
  const format = new Intl.DateTimeFormat(language.locale, { dateStyle: 'medium', timeZone: 'Europe/Berlin' })
  const spoken = languageOf(stored.language)
  return (
    <DefinitionList
      items={[
        { term: t('dialogue.subscription.email'), description: <bdi>{stored.email}</bdi> },
        {
          term: t('dialogue.subscription.stored-language'),
          description: (
            <span lang={spoken.code} dir={spoken.direction}>
              {spoken.name}
            </span>
          ),
        },
        {
          term: t('dialogue.subscription.stored-since'),
          description: stored.confirmedAt ? format.format(stored.confirmedAt) : t('dialogue.subscription.stored-unconfirmed'),
        },
        ...(stored.lastDigestAt
          ? [{ term: t('dialogue.subscription.stored-digest'), description: format.format(stored.lastDigestAt) }]
          : []),
        ...stored.dialogues.map(dialogue => ({
          term: t('dialogue.subscription.stored-dialogue'),
          description: <Question c={c} dialogue={dialogue} />,
        })),
      ]}
    />
  )
}

export type SubscriberDeed = 'confirm' | 'end'
export type SubscriberState = 'asked' | 'done' | 'gone'
