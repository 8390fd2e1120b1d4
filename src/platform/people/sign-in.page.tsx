import { Button, ErrorSummary, Field, Form, Notice, Page, PageHead, Section, Stack, type VisitContext } from '#platform/web'
import { type StaffDoor, StaffDoors } from './oidc.page.tsx'
import type { OidcRefusal } from './oidc.ts'
import type { PasskeyRefusal } from './passkey.ts'
import { paths } from './paths.ts'
import type { PersonRefusal } from './person.ts'

type SignInProps = {
  c: VisitContext
  email?: string
  returnTo: string | undefined
  refusal?: PersonRefusal
  passkeyRefusal?: PasskeyRefusal
  /** towns whose staff may sign in with an account of their provider */
  doors?: StaffDoor[]
  oidcRefusal?: OidcRefusal
}

export function SignInPage({ c, email = '', returnTo, refusal, passkeyRefusal, doors = [], oidcRefusal }: SignInProps) {
  const { t } = c.var
  const hidden: Record<string, string> = returnTo ? { zu: returnTo } : {}
  return (
    <Page c={c} title={t('people.sign-in.title')} width="narrow" noIndex scripts={['passkey.js']}>
      <PageHead title={t('people.sign-in.title')} lead={t('people.sign-in.lead')} />
      <Stack>
        {refusal && <ErrorSummary title={t('people.not-stored')} refusals={[{ field: 'email', text: t(`people.refusal.${refusal}`) }]} />}
        {oidcRefusal && <Notice tone="error" title={t(`people.oidc.refused.${oidcRefusal}`)} live />}
        <Form action={paths.signIn.to({})} hidden={hidden}>
          <Field
            kind="email"
            name="email"
            label={t('people.email')}
            hint={t('people.sign-in.email-hint')}
            value={email}
            autocomplete="username webauthn"
            refusal={refusal && t(`people.refusal.${refusal}`)}
            required
          />
          <Button label={t('people.sign-in.send')} icon="mail" />
        </Form>
        {passkeyRefusal && <Notice tone="error" title={t(`people.refusal.${passkeyRefusal}`)} live />}
        <StaffDoors c={c} doors={doors} returnTo={returnTo} />
        <div>
          <passkey-sign-in hidden data-question={paths.passkeySignInQuestion.to({})}>
            <Section title={t('people.sign-in.passkey-title')} lead={t('people.sign-in.passkey-lead')}>
              <Form action={paths.passkeySignIn.to({})} hidden={{ ...hidden, answer: '' }}>
                <Button label={t('people.sign-in.passkey')} kind="secondary" icon="lock" />
              </Form>
              <div data-failure hidden>
                <Notice tone="warning" title={t('people.passkey.failed')} />
              </div>
            </Section>
          </passkey-sign-in>
        </div>
      </Stack>
    </Page>
  )
}

export function LinkSentPage({ c, email }: { c: VisitContext; email: string }) {
  const { t } = c.var
  return (
    <Page c={c} title={t('people.sign-in.sent-title')} width="narrow" noIndex>
      <PageHead title={t('people.sign-in.sent-title')} lead={t('people.sign-in.sent', { email })} />
      <Stack>
        <p>{t('people.sign-in.sent-hint')}</p>
        {c.var.services.config.mail === undefined && <Notice tone="info">{t('people.sign-in.no-mail-server')}</Notice>}
        <p>
          <a href={paths.signIn.to({})}>{t('people.sign-in.again')}</a>
        </p>
      </Stack>
    </Page>
  )
}

/** Reading the link's page uses nothing up: programs that check mails for harm open links too. */
export function UseLinkPage({ c, token, returnTo }: { c: VisitContext; token: string; returnTo: string | undefined }) {
  const { t } = c.var
  return (
    <Page c={c} title={t('people.sign-in.title')} width="narrow" noIndex>
      <PageHead title={t('people.sign-in.title')} lead={t('people.sign-in.use-link')} />
      <Form action={paths.signInLink.to({ token })} hidden={returnTo ? { zu: returnTo } : {}}>
        <Button label={t('people.sign-in.enter')} autofocus />
      </Form>
    </Page>
  )
}

/** A one-time link that has been used, has expired or never was. */
export function SpentLinkPage({ c, kind }: { c: VisitContext; kind: 'sign-in' | 'invitation' | 'set-up' }) {
  const { t } = c.var
  return (
    <Page c={c} title={t('people.spent-link.title')} width="narrow" noIndex>
      <PageHead title={t('people.spent-link.title')} lead={t(`people.spent-link.${kind}`)} />
      {kind !== 'set-up' && <Button label={t('people.sign-in.title')} href={paths.signIn.to({})} kind="secondary" />}
    </Page>
  )
}
