import { Button, DefinitionList, Field, Form, Notice, Page, PageHead, Section, Table } from '#platform/web'
import type { AccountContext } from './access.routes.ts'
import { csrfFields } from './csrf.page.tsx'
import { sentenceOf } from './deed.page.tsx'
import { momentIn } from './moment.ts'
import type { ErasureRefusal, OwnData } from './own-data.ts'
import { paths } from './paths.ts'

type Props = { c: AccountContext; own: OwnData; refusal?: ErasureRefusal }

const mostDeedsShown = 50

/** Everything stored about somebody of staff, a copy of it, and its erasure (GDPR Articles 15, 17 and 20). */
export function OwnDataPage({ c, own, refusal }: Props) {
  const { t } = c.var
  const { account, towns, sessions, passkeys, invitations, deeds } = own
  return (
    <Page c={c} title={t('people.own-data.title')} noIndex>
      <PageHead title={t('people.own-data.title')} lead={t('people.own-data.lead')}>
        <Button label={t('people.own-data.download')} href={paths.ownDataFile.to({})} kind="secondary" />
        <Button label={t('people.account.title')} href={paths.account.to({})} kind="quiet" icon="back" />
      </PageHead>
      <DefinitionList
        items={[
          { term: t('people.name'), description: <bdi>{account.name}</bdi> },
          { term: t('people.email'), description: <bdi>{account.email}</bdi> },
          { term: t('people.own-data.since'), description: momentIn(c, account.createdAt) },
          ...towns.map(({ name, role, since, isLinkedToProvider }) => ({
            term: name,
            description: [t(`people.role.${role}`), momentIn(c, since), isLinkedToProvider && t('people.own-data.provider')]
              .filter(Boolean)
              .join(' · '),
          })),
          ...sessions.map(({ device, createdAt, lastSeenAt }) => ({
            term: t('people.session.device'),
            description: `${device || t('people.session.unknown-device')} · ${momentIn(c, createdAt)} – ${momentIn(c, lastSeenAt)}`,
          })),
          ...passkeys.map(({ name, createdAt }) => ({
            term: t('people.passkey.name'),
            description: (
              <>
                <bdi>{name}</bdi> · {momentIn(c, createdAt)}
              </>
            ),
          })),
          ...invitations.map(({ town, email, role }) => ({
            term: t('people.own-data.invitations'),
            description: (
              <>
                <bdi>{email}</bdi> · {town} · {t(`people.role.${role}`)}
              </>
            ),
          })),
        ]}
      />
      {deeds.length > 0 && (
        <Section
          title={t('people.own-data.deeds')}
          lead={t('people.own-data.deeds-shown', { shown: Math.min(deeds.length, mostDeedsShown), all: deeds.length })}
        >
          <Table
            caption={t('people.own-data.deeds')}
            captionHidden
            columns={[{ label: t('people.record.when') }, { label: t('people.own-data.where') }, { label: t('people.record.what') }]}
            rows={deeds
              .slice(0, mostDeedsShown)
              .map(deed => [
                momentIn(c, deed.at),
                deed.where ?? t('people.own-data.instance'),
                sentenceOf(t, deed, deed.subject === account.id ? account.name : null),
              ])}
          />
        </Section>
      )}
      <Section title={t('people.own-data.erase-title')} lead={t('people.own-data.erase')} id="loeschen">
        {refusal && refusal.reason !== 'not-understood' && (
          <Notice tone="error" title={t(`people.own-data.refusal.${refusal.reason}`, { towns: townsIn(refusal) })} live />
        )}
        <Form action={paths.ownErasure.to({})} hidden={csrfFields(c)}>
          <Field
            kind="checkbox"
            name="understood"
            value="yes"
            label={t('people.own-data.understood')}
            refusal={refusal?.reason === 'not-understood' ? t('people.own-data.refusal.not-understood') : undefined}
            required
          />
          <Button label={t('people.own-data.erase-button')} kind="danger" icon="bin" />
        </Form>
      </Section>
    </Page>
  )
}

const townsIn = (refusal: ErasureRefusal) => ('towns' in refusal ? refusal.towns.join(', ') : '')
