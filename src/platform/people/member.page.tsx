import {
  Badge,
  Button,
  ConfirmForm,
  Disclosure,
  EmptyState,
  ErrorSummary,
  Field,
  Form,
  Notice,
  Page,
  PageHead,
  Section,
  Stack,
  Table,
} from '#platform/web'
import type { StaffContext } from './access.routes.ts'
import { CsrfField, csrfFields } from './csrf.page.tsx'
import type { Invitation, InvitationInput, InvitationRefusals } from './invitation.ts'
import type { MemberRefusal } from './member.actions.ts'
import type { Member } from './member.store.ts'
import { momentIn } from './moment.ts'
import { paths } from './paths.ts'
import { roles } from './person.ts'

export const memberDeeds = ['invited', 'revoked', 'role-changed', 'removed'] as const
export type MemberDeed = (typeof memberDeeds)[number]

export type MembersProps = {
  c: StaffContext
  members: Member[]
  invitations: Invitation[]
  done?: MemberDeed
  refused?: MembersRefused
}

/** What was not taken: an invitation as it was typed, or a change to one member. */
export type MembersRefused = { input: InvitationInput; refusals: InvitationRefusals } | { member: string; refusal: MemberRefusal }

export function MembersPage({ c, members, invitations, done, refused }: MembersProps) {
  const { t } = c.var
  const refusals = refused && 'refusals' in refused ? Object.entries(refused.refusals) : []
  return (
    <Page
      c={c}
      title={t('people.members.title')}
      noIndex
      width="wide"
      notices={
        done
          ? [
              {
                tone: 'success',
                text: t(done === 'invited' && !hasMail(c) ? 'people.members.invited-without-mail' : `people.members.done.${done}`),
              },
            ]
          : []
      }
    >
      <PageHead title={t('people.members.title')} lead={t('people.members.lead')}>
        <Button
          label={t('people.members.accounts')}
          href={paths.provider.to({ town: c.var.municipality.slug })}
          kind="secondary"
          icon="lock"
        />
      </PageHead>
      {refusals.length > 0 && (
        <ErrorSummary
          title={t('people.not-stored')}
          refusals={refusals.map(([field, refusal]) => ({ field, text: t(`people.refusal.${refusal}`) }))}
        />
      )}
      {refused && 'member' in refused && <Notice tone="error" title={t(`people.refusal.${refused.refusal}`)} live />}
      <Table
        caption={t('people.members.title')}
        captionHidden
        columns={[
          { label: t('people.members.name') },
          { label: t('people.email') },
          { label: t('people.role.label') },
          { label: t('people.members.since') },
          { label: t('people.deeds') },
        ]}
        rows={members.map(member => [
          member.name,
          member.email,
          t(`people.role.${member.role}`),
          momentIn(c, member.since),
          <MemberDeeds c={c} member={member} isRefused={refused !== undefined && 'member' in refused && refused.member === member.id} />,
        ])}
      />
      <Invite c={c} refused={refused} />
      <Waiting c={c} invitations={invitations} />
    </Page>
  )
}

function MemberDeeds({ c, member, isRefused }: { c: StaffContext; member: Member; isRefused: boolean }) {
  const { t, municipality } = c.var
  const at = { town: municipality.slug, person: member.id }
  return (
    <Disclosure label={t('people.members.change')} open={isRefused}>
      <Stack>
        <Form action={paths.memberRole.to(at)} hidden={csrfFields(c)} label={t('people.members.role-of', { name: member.name })}>
          <Field
            kind="select"
            name="role"
            id={`feld-role-${member.id}`}
            label={t('people.role.label')}
            value={member.role}
            options={roles.map(role => ({ value: role, label: t(`people.role.${role}`) }))}
          />
          <Button label={t('people.members.change-role')} kind="secondary" small />
        </Form>
        <Button
          label={t('people.members.remove')}
          fullLabel={t('people.members.remove-this', { name: member.name })}
          href={paths.memberRemoval.to(at)}
          kind="danger"
          icon="bin"
          small
        />
      </Stack>
    </Disclosure>
  )
}

function Invite({ c, refused }: { c: StaffContext; refused?: MembersRefused }) {
  const { t, municipality } = c.var
  const { input, refusals }: { input?: InvitationInput; refusals?: InvitationRefusals } = refused && 'input' in refused ? refused : {}
  return (
    <Section
      title={t('people.members.invite-title')}
      lead={t(hasMail(c) ? 'people.members.invite-lead' : 'people.members.invite-lead-without-mail')}
    >
      <Form action={paths.invitations.to({ town: municipality.slug })} hidden={csrfFields(c)}>
        <Field
          kind="email"
          name="email"
          label={t('people.email')}
          value={input?.email}
          autocomplete="off"
          refusal={refusals?.email && t(`people.refusal.${refusals.email}`)}
          required
        />
        <Field
          kind="radio"
          name="role"
          label={t('people.role.label')}
          value={input ? input.role : 'moderator'}
          options={roles.map(role => ({ value: role, label: t(`people.role.${role}`), hint: t(`people.role.may-${role}`) }))}
          refusal={refusals?.role && t(`people.refusal.${refusals.role}`)}
          required
        />
        <Button
          label={t(hasMail(c) ? 'people.members.invite' : 'people.members.invite-without-mail')}
          icon={hasMail(c) ? 'mail' : 'plus'}
        />
      </Form>
    </Section>
  )
}

/** Without a mail server links are passed on by hand: those who run the server see them. */
const hasMail = (c: StaffContext) => c.var.services.config.mail !== undefined

function Waiting({ c, invitations }: { c: StaffContext; invitations: Invitation[] }) {
  const { t, municipality, services } = c.var
  const now = services.now()
  return (
    <Section title={t('people.members.waiting-title')}>
      {invitations.length > 0 && !hasMail(c) && (
        <Notice tone="info">
          {t('people.members.links-without-mail')}{' '}
          {c.var.signedIn.isOperator && <a href={paths.operation.to({})}>{t('people.members.to-links')}</a>}
        </Notice>
      )}
      {invitations.length === 0 ? (
        <EmptyState level={3} title={t('people.members.none-waiting')} />
      ) : (
        <Table
          caption={t('people.members.waiting-title')}
          captionHidden
          columns={[
            { label: t('people.email') },
            { label: t('people.role.label') },
            { label: t('people.members.valid-until') },
            { label: t('people.deeds') },
          ]}
          rows={invitations.map(({ id, email, role, expires_at }) => [
            email,
            t(`people.role.${role}`),
            expires_at > now ? momentIn(c, expires_at) : <Badge label={t('people.members.expired')} tone="warning" />,
            <form action={paths.revocation.to({ town: municipality.slug, invitation: id })} method="post">
              <CsrfField c={c} />
              <Button label={t('people.members.revoke')} fullLabel={t('people.members.revoke-this', { email })} kind="secondary" small />
            </form>,
          ])}
        />
      )}
    </Section>
  )
}

export function RemovalPage({ c, member }: { c: StaffContext; member: Member }) {
  const { t, municipality, signedIn } = c.var
  const title = t('people.members.remove-this', { name: member.name })
  return (
    <Page c={c} title={title} width="narrow" noIndex>
      <PageHead title={title} />
      <ConfirmForm
        action={paths.memberRemoval.to({ town: municipality.slug, person: member.id })}
        hidden={csrfFields(c)}
        title={t('people.members.remove-question')}
        confirm={{ label: t('people.members.remove'), danger: true }}
        cancel={{ label: t('people.cancel'), href: paths.members.to({ town: municipality.slug }) }}
      >
        <p>{member.id === signedIn.personId ? t('people.members.remove-self') : t('people.members.remove-what', { name: member.name })}</p>
      </ConfirmForm>
    </Page>
  )
}
