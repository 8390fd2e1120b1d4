import {
  Badge,
  Button,
  Buttons,
  DefinitionList,
  Disclosure,
  Field,
  Form,
  Notice,
  Page,
  PageHead,
  Section,
  Stack,
  Table,
} from '#platform/web'
import type { AccountContext } from './access.routes.ts'
import { CsrfField, csrfFields } from './csrf.page.tsx'
import { momentIn } from './moment.ts'
import type { PasskeyRefusal } from './passkey.ts'
import { longestPasskeyName } from './passkey.ts'
import { paths } from './paths.ts'
import type { TownOfPerson } from './person.store.ts'
import { longestName, type PersonRefusal } from './person.ts'

export const accountDeeds = [
  'name-changed',
  'session-ended',
  'sessions-ended',
  'passkey-added',
  'passkey-renamed',
  'passkey-removed',
] as const
export type AccountDeed = (typeof accountDeeds)[number]

/** What was typed and not taken, to stand beside its field again. */
export type AccountRefusals = {
  name?: { name: string; refusal: PersonRefusal }
  newPasskey?: { name: string; refusal: PasskeyRefusal }
  passkey?: { id: string; name: string; refusal: PasskeyRefusal }
}

export type AccountProps = {
  c: AccountContext
  towns: TownOfPerson[]
  sessions: { id: string; device: string; created_at: Date; last_seen_at: Date }[]
  passkeys: { credential_id: string; name: string; created_at: Date; last_used_at: Date | null }[]
  done?: AccountDeed
  refusals?: AccountRefusals
}

export function AccountPage(props: AccountProps) {
  const { c, towns, done, refusals = {} } = props
  const { t, signedIn } = c.var
  return (
    <Page
      c={c}
      title={t('people.account.title')}
      noIndex
      scripts={['passkey.js']}
      notices={done ? [{ tone: 'success', text: t(`people.account.done.${done}`) }] : []}
    >
      <PageHead title={t('people.account.title')} lead={t('people.account.lead')}>
        {towns.map(({ slug, name }) => (
          <Button label={t('people.account.to-town', { town: name })} href={paths.desk.to({ town: slug })} kind="secondary" />
        ))}
        <Button label={t('people.own-data.title')} href={paths.ownData.to({})} kind="quiet" />
        {signedIn.isOperator && <Button label={t('people.operation.title')} href={paths.operation.to({})} kind="quiet" />}
      </PageHead>
      <DefinitionList
        items={[
          { term: t('people.email'), description: signedIn.email },
          ...towns.map(({ name, role }) => ({ term: name, description: t(`people.role.${role}`) })),
        ]}
      />
      <Section title={t('people.account.name-title')}>
        <Form action={paths.ownName.to({})} hidden={csrfFields(c)}>
          <Field
            kind="text"
            name="name"
            label={t('people.name')}
            hint={t('people.name-hint')}
            value={refusals.name?.name ?? signedIn.name}
            autocomplete="name"
            maxlength={longestName}
            refusal={refusals.name && t(`people.refusal.${refusals.name.refusal}`)}
            required
          />
          <Button label={t('people.save')} kind="secondary" />
        </Form>
      </Section>
      <Passkeys {...props} />
      <Sessions {...props} />
    </Page>
  )
}

function Passkeys({ c, passkeys, refusals = {} }: AccountProps) {
  const { t } = c.var
  return (
    <Section id="passkeys" title={t('people.passkey.title')} lead={t('people.passkey.lead')}>
      <Stack>
        {passkeys.length > 0 && (
          <Table
            caption={t('people.passkey.title')}
            captionHidden
            columns={[
              { label: t('people.passkey.name') },
              { label: t('people.passkey.added-at') },
              { label: t('people.passkey.last-used') },
              { label: t('people.deeds') },
            ]}
            rows={passkeys.map(passkey => [
              passkey.name,
              momentIn(c, passkey.created_at),
              passkey.last_used_at ? momentIn(c, passkey.last_used_at) : t('people.passkey.never-used'),
              <PasskeyDeeds c={c} passkey={passkey} refused={refusals.passkey} />,
            ])}
          />
        )}
        {refusals.newPasskey?.refusal === 'passkey-refused' && <Notice tone="error" title={t('people.refusal.passkey-refused')} live />}
        <passkey-registration hidden data-question={paths.passkeyQuestion.to({})}>
          <Form action={paths.passkeys.to({})} hidden={{ ...csrfFields(c), answer: '' }}>
            <Field
              kind="text"
              name="name"
              id="feld-passkey-name"
              label={t('people.passkey.name')}
              hint={t('people.passkey.name-hint')}
              value={refusals.newPasskey?.name}
              maxlength={longestPasskeyName}
              refusal={refusals.newPasskey && t(`people.refusal.${refusals.newPasskey.refusal}`)}
              required
            />
            <Button label={t('people.passkey.add')} kind="secondary" icon="lock" />
          </Form>
          <div data-failure hidden>
            <Notice tone="warning" title={t('people.passkey.failed')} />
          </div>
        </passkey-registration>
        <noscript>
          <p>{t('people.passkey.needs-script')}</p>
        </noscript>
      </Stack>
    </Section>
  )
}

function PasskeyDeeds({
  c,
  passkey,
  refused,
}: {
  c: AccountContext
  passkey: { credential_id: string; name: string }
  refused: AccountRefusals['passkey']
}) {
  const { t } = c.var
  const own = refused?.id === passkey.credential_id ? refused : undefined
  const at = { passkey: passkey.credential_id }
  return (
    <Disclosure label={t('people.passkey.change')} open={own !== undefined}>
      <Stack>
        <Form action={paths.passkeyName.to(at)} hidden={csrfFields(c)}>
          <Field
            kind="text"
            name="name"
            id={`feld-name-${passkey.credential_id}`}
            label={t('people.passkey.name')}
            value={own?.name ?? passkey.name}
            maxlength={longestPasskeyName}
            refusal={own && t(`people.refusal.${own.refusal}`)}
            required
          />
          <Button label={t('people.save')} kind="secondary" small />
        </Form>
        <Form action={paths.passkeyRemoval.to(at)} hidden={csrfFields(c)}>
          <Button
            label={t('people.passkey.remove')}
            fullLabel={t('people.passkey.remove-this', { name: passkey.name })}
            kind="danger"
            icon="bin"
            small
          />
        </Form>
      </Stack>
    </Disclosure>
  )
}

function Sessions({ c, sessions }: AccountProps) {
  const { t, signedIn } = c.var
  return (
    <Section title={t('people.session.title')} lead={t('people.session.lead')}>
      <Stack>
        <Table
          caption={t('people.session.title')}
          captionHidden
          columns={[
            { label: t('people.session.device') },
            { label: t('people.session.begun') },
            { label: t('people.session.last-seen') },
            { label: t('people.deeds') },
          ]}
          rows={sessions.map(({ id, device, created_at, last_seen_at }) => [
            device || t('people.session.unknown-device'),
            momentIn(c, created_at),
            momentIn(c, last_seen_at),
            id === signedIn.sessionId ? (
              <Badge label={t('people.session.this')} tone="info" />
            ) : (
              <form action={paths.sessionEnd.to({ session: id })} method="post">
                <CsrfField c={c} />
                <Button
                  label={t('people.session.end')}
                  fullLabel={t('people.session.end-this', { device: device || t('people.session.unknown-device') })}
                  kind="secondary"
                  small
                />
              </form>
            ),
          ])}
        />
        {sessions.length > 1 && (
          <Form action={paths.otherSessionsEnd.to({})} hidden={csrfFields(c)}>
            <Buttons>
              <Button label={t('people.session.end-others')} kind="secondary" />
            </Buttons>
          </Form>
        )}
      </Stack>
    </Section>
  )
}
