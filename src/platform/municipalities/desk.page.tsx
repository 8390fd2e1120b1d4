import type { Child } from 'hono/jsx'
import { Badge, Breadcrumb, Button, Card, Cards, ConfirmForm, Page, PageHead, Section, Table, type TownContext } from '#platform/web'
import { municipalityPaths } from './paths.ts'

/** Something to do before a town goes public; other rooms add theirs. */
export type FirstStep = { label: string; href: string; isDone: boolean }

/** Where staff begin; `children` come from the dialogues. */
export function DeskPage({ c, steps, children }: { c: TownContext; steps: FirstStep[]; children?: Child }) {
  const { t, municipality, role } = c.var
  const at = { town: municipality.slug }
  const isCoordinator = role === 'coordinator'
  return (
    <Page c={c} title={t('municipality.desk.title')} noIndex>
      <PageHead title={t('municipality.desk.title')} lead={t('municipality.desk.lead', { town: municipality.name })}>
        <Button label={t('municipality.desk.see-page')} href={municipalityPaths.home.to(at)} kind="secondary" />
      </PageHead>
      {isCoordinator && steps.some(({ isDone }) => !isDone) && <FirstSteps c={c} steps={steps} />}
      {children}
      <Section title={t('municipality.desk.more')}>
        <Cards>
          {isCoordinator && (
            <Card title={t('municipality.desk.settings')} href={municipalityPaths.settings.to(at)}>
              <p>{t('municipality.desk.settings-lead')}</p>
            </Card>
          )}
          {isCoordinator && (
            <Card title={t('municipality.desk.people')} href={municipalityPaths.people.to(at)}>
              <p>{t('municipality.desk.people-lead')}</p>
            </Card>
          )}
          <Card title={t('municipality.desk.audit')} href={municipalityPaths.audit.to(at)}>
            <p>{t('municipality.desk.audit-lead')}</p>
          </Card>
          <Card title={t('processing.record.menu')} href={municipalityPaths.privacyDesk.to(at)}>
            <p>{t('processing.record.desk-lead')}</p>
          </Card>
          {isCoordinator && municipality.isDemo && (
            <Card title={t('municipality.example.remove')} href={municipalityPaths.exampleRemoval.to(at)}>
              <p>{t('municipality.example.remove-lead')}</p>
            </Card>
          )}
        </Cards>
      </Section>
    </Page>
  )
}

function FirstSteps({ c, steps }: { c: TownContext; steps: FirstStep[] }) {
  const { t } = c.var
  return (
    <Section title={t('municipality.desk.first-steps')} lead={t('municipality.desk.first-steps-lead')}>
      <Table
        caption={t('municipality.desk.first-steps')}
        captionHidden
        stacked={false}
        columns={[{ label: t('municipality.desk.step') }, { label: t('municipality.desk.state') }]}
        rows={steps.map(({ label, href, isDone }) => [
          isDone ? label : <a href={href}>{label}</a>,
          isDone ? (
            <Badge label={t('municipality.desk.done')} tone="success" icon="agree" />
          ) : (
            <Badge label={t('municipality.desk.open')} tone="warning" />
          ),
        ])}
      />
    </Section>
  )
}

/** The one question before an example town goes. */
export function ExampleRemovalPage({ c }: { c: TownContext }) {
  const { t, municipality, signedIn } = c.var
  const at = { town: municipality.slug }
  const town = municipality.name
  return (
    <Page c={c} title={t('municipality.example.remove')} noIndex width="narrow">
      <DeskTrail c={c} here={t('municipality.example.remove')} />
      <PageHead title={t('municipality.example.remove')} />
      <ConfirmForm
        action={municipalityPaths.exampleRemoval.to(at)}
        hidden={{ csrf: signedIn?.csrf ?? '' }}
        title={t('municipality.example.confirm-title', { town })}
        confirm={{ label: t('municipality.example.confirm'), danger: true }}
        cancel={{ label: t('municipality.example.cancel'), href: municipalityPaths.desk.to(at) }}
      >
        <p>{t('municipality.example.confirm-explained')}</p>
      </ConfirmForm>
    </Page>
  )
}

export function DeskTrail({ c, here }: { c: TownContext; here: string }) {
  const desk = { label: c.var.t('municipality.desk.title'), href: municipalityPaths.desk.to({ town: c.var.municipality.slug }) }
  return <Breadcrumb label={c.var.t('page.breadcrumb')} items={[desk, { label: here }]} />
}
