import type { MessageKey } from '#platform/languages'
import {
  Breadcrumb,
  Button,
  Buttons,
  ConfirmForm,
  DefinitionList,
  Disclosure,
  ErrorSummary,
  Field,
  Form,
  Notice,
  Page,
  PageHead,
  Section,
  Stack,
  type TownContext,
  type VisitContext,
} from '#platform/web'
import { CsrfField, csrfFields } from './csrf.page.tsx'
import type { OidcField, OidcProvider, OidcRefusals } from './oidc.ts'
import { paths } from './paths.ts'

/** Where staff of a town can sign in with an account they have anyway. */
export type StaffDoor = { town: string; name: string; label: string }

export function StaffDoors({ c, doors, returnTo }: { c: VisitContext; doors: StaffDoor[]; returnTo: string | undefined }) {
  const { t } = c.var
  if (doors.length === 0) return null
  return (
    <Section title={t('people.oidc.door-title')} lead={t('people.oidc.door-lead')}>
      <Buttons>
        {doors.map(({ town, name, label }) => (
          <Button
            label={t('people.oidc.door', { label, town: name })}
            href={paths.oidc.to({ town }, { zu: returnTo })}
            kind="secondary"
            icon="lock"
          />
        ))}
      </Buttons>
    </Section>
  )
}

export type ProviderDesk = {
  /** as stored, without its secret, or as typed where it was not taken */
  values: OidcProvider
  isStored: boolean
  /** whether the provider answers; undefined where none is stored */
  isReachable?: boolean
  refusals?: OidcRefusals
  done?: 'saved' | 'removed'
  redirectUri: string
}

export function ProviderPage({ c, desk }: { c: TownContext; desk: ProviderDesk }) {
  const { t, municipality } = c.var
  const { refusals = {}, done } = desk
  const refused = Object.entries(refusals).map(([field, refusal]) => ({ field, text: t(`people.oidc.refusal.${refusal}`) }))
  return (
    <Page
      c={c}
      title={t('people.oidc.title')}
      noIndex
      width="narrow"
      notices={done ? [{ tone: 'success', text: t(`people.oidc.${done}`) }] : []}
    >
      <Breadcrumb
        label={t('page.breadcrumb')}
        items={[{ label: t('menu.people'), href: paths.members.to({ town: municipality.slug }) }, { label: t('people.oidc.title') }]}
      />
      <PageHead title={t('people.oidc.title')} lead={t('people.oidc.lead')} />
      <Stack>
        {refused.length > 0 && <ErrorSummary title={t('people.not-stored')} refusals={refused} />}
        {desk.isReachable !== undefined && (
          <Notice
            tone={desk.isReachable ? 'success' : 'warning'}
            title={t(desk.isReachable ? 'people.oidc.reachable' : 'people.oidc.unreachable')}
          >
            {!desk.isReachable && <p>{t('people.oidc.unreachable-explained')}</p>}
          </Notice>
        )}
        <DefinitionList items={[{ term: t('people.oidc.redirect'), description: <span dir="ltr">{desk.redirectUri}</span> }]} />
        <ProviderForm c={c} desk={desk} />
        {desk.isStored && <Removal c={c} />}
      </Stack>
    </Page>
  )
}

function ProviderForm({ c, desk: { values, refusals = {}, isStored } }: { c: TownContext; desk: ProviderDesk }) {
  const { t, municipality } = c.var
  const field = (name: Exclude<OidcField, 'forStaff' | 'forParticipants' | 'clientSecret'>, hint?: MessageKey) => (
    <Field
      kind="text"
      name={name}
      label={t(`people.oidc.${name}`)}
      hint={hint && t(hint)}
      value={values[name]}
      autocomplete="off"
      spellcheck={false}
      required
      refusal={refusals[name] && t(`people.oidc.refusal.${refusals[name]}`)}
    />
  )
  return (
    <Form action={paths.provider.to({ town: municipality.slug })}>
      <CsrfField c={c} />
      <Section title={t('people.oidc.part-provider')}>
        <Stack>
          {field('label', 'people.oidc.label-hint')}
          {field('issuer', 'people.oidc.issuer-hint')}
          {field('clientId')}
          <Field
            kind="text"
            name="clientSecret"
            label={t('people.oidc.clientSecret')}
            hint={t(isStored ? 'people.oidc.clientSecret-keep' : 'people.oidc.clientSecret-hint')}
            value=""
            autocomplete="off"
            spellcheck={false}
            refusal={refusals.clientSecret && t(`people.oidc.refusal.${refusals.clientSecret}`)}
          />
          {field('scopes', 'people.oidc.scopes-hint')}
        </Stack>
      </Section>
      <Section title={t('people.oidc.part-claims')} lead={t('people.oidc.part-claims-lead')}>
        <Stack>
          {field('subjectClaim', 'people.oidc.subjectClaim-hint')}
          {field('emailClaim', 'people.oidc.emailClaim-hint')}
          {field('verifiedClaim', 'people.oidc.verifiedClaim-hint')}
        </Stack>
      </Section>
      <Section title={t('people.oidc.part-use')}>
        <Stack>
          <Field kind="checkbox" name="forStaff" label={t('people.oidc.forStaff')} value="yes" checked={values.forStaff} />
          <Field
            kind="checkbox"
            name="forParticipants"
            label={t('people.oidc.forParticipants')}
            value="yes"
            checked={values.forParticipants}
          />
        </Stack>
      </Section>
      <Buttons>
        <Button label={t('people.save')} />
      </Buttons>
    </Form>
  )
}

function Removal({ c }: { c: TownContext }) {
  const { t, municipality } = c.var
  const at = { town: municipality.slug }
  return (
    <Disclosure label={t('people.oidc.remove-open')}>
      <ConfirmForm
        action={paths.providerRemoval.to(at)}
        hidden={csrfFields(c)}
        title={t('people.oidc.remove-title')}
        confirm={{ label: t('people.oidc.remove'), danger: true }}
        cancel={{ label: t('people.cancel'), href: paths.provider.to(at) }}
      >
        <p>{t('people.oidc.remove-text')}</p>
      </ConfirmForm>
    </Disclosure>
  )
}
