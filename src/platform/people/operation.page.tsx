import type { Municipality } from '#platform/municipalities'
import { Badge, Button, EmptyState, ErrorSummary, Field, Form, Page, PageHead, Section, Table } from '#platform/web'
import type { AccountContext } from './access.routes.ts'
import { csrfFields } from './csrf.page.tsx'
import { momentIn } from './moment.ts'
import { MunicipalityFields, municipalityRefusalIn } from './new-municipality.page.tsx'
import { emptyMunicipality, type MunicipalityInput, type MunicipalityRefusals, municipalityFields } from './new-municipality.ts'
import { paths } from './paths.ts'
import type { PersonRefusal } from './person.ts'

export type NewTownInput = MunicipalityInput & { email: string }
export type NewTownRefusals = MunicipalityRefusals & { email?: PersonRefusal }

export type OperationProps = {
  c: AccountContext
  municipalities: readonly Municipality[]
  links: { purpose: 'sign-in' | 'invitation'; recipient: string; url: string; expires_at: Date }[]
  isDone?: boolean
  input?: NewTownInput
  refusals?: NewTownRefusals
}

export function OperationPage(props: OperationProps) {
  const { c, municipalities, isDone, refusals } = props
  const { t } = c.var
  return (
    <Page
      c={c}
      title={t('people.operation.title')}
      noIndex
      notices={
        isDone
          ? [{ tone: 'success', text: t(c.var.services.config.mail ? 'people.operation.added' : 'people.operation.added-without-mail') }]
          : []
      }
    >
      <PageHead title={t('people.operation.title')} lead={t('people.operation.lead')} />
      {refusals && (
        <ErrorSummary
          title={t('people.not-stored')}
          refusals={[
            ...municipalityFields.flatMap(field => (refusals[field] ? [{ field, text: municipalityRefusalIn(c, refusals[field]) }] : [])),
            ...(refusals.email ? [{ field: 'email', text: t(`people.refusal.${refusals.email}`) }] : []),
          ]}
        />
      )}
      <Section title={t('people.operation.towns')}>
        {municipalities.length === 0 ? (
          <EmptyState level={3} title={t('people.operation.no-towns')} />
        ) : (
          <Table
            caption={t('people.operation.towns')}
            captionHidden
            columns={[
              { label: t('people.town.name') },
              { label: t('municipality.settings.kind') },
              { label: t('municipality.settings.ags') },
            ]}
            rows={municipalities.map(({ slug, name, kind, ags, isDemo }) => [
              <>
                <a href={`/${slug}`}>{name}</a> {isDemo && <Badge label={t('people.operation.demo')} tone="info" />}
              </>,
              t(`municipality.kind.${kind}`),
              ags ?? t('people.operation.no-ags'),
            ])}
          />
        )}
      </Section>
      {c.var.services.config.mail === undefined && <WaitingLinks {...props} />}
      <NewTown {...props} />
    </Page>
  )
}

function WaitingLinks({ c, links }: OperationProps) {
  const { t } = c.var
  return (
    <Section title={t('people.operation.links')} lead={t('people.operation.links-lead')}>
      {links.length === 0 ? (
        <EmptyState level={3} title={t('people.operation.no-links')} />
      ) : (
        <Table
          caption={t('people.operation.links')}
          captionHidden
          columns={[
            { label: t('people.operation.for') },
            { label: t('people.operation.purpose') },
            { label: t('people.operation.link') },
            { label: t('people.members.valid-until') },
          ]}
          rows={links.map(({ recipient, purpose, url, expires_at }) => [
            recipient,
            t(`people.operation.purposes.${purpose}`),
            <a href={url}>{url.match(/.{1,16}/g)?.map(part => [part, <wbr />])}</a>,
            momentIn(c, expires_at),
          ])}
        />
      )}
    </Section>
  )
}

function NewTown({ c, input = { ...emptyMunicipality, email: '' }, refusals = {} }: OperationProps) {
  const { t } = c.var
  return (
    <Section title={t('people.operation.new-town')} lead={t('people.operation.new-town-lead')}>
      <Form action={paths.newMunicipality.to({})} hidden={csrfFields(c)}>
        <MunicipalityFields c={c} input={input} refusals={refusals} />
        <Field
          kind="email"
          name="email"
          label={t('people.operation.coordinator')}
          hint={t('people.operation.coordinator-hint')}
          value={input.email}
          autocomplete="off"
          refusal={refusals.email && t(`people.refusal.${refusals.email}`)}
          required
        />
        <Button label={t('people.operation.add')} />
      </Form>
    </Section>
  )
}
