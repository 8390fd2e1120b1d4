import type { Child } from 'hono/jsx'
import { CsrfField } from '#platform/people'
import { Breadcrumb, Button, Card, Cards, ConfirmForm, DefinitionList, Page, PageHead, Section, Steps, type TownContext } from '#platform/web'
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
  const next = steps.find(({ isDone }) => !isDone)
  return (
    <Section title={t('municipality.desk.first-steps')} lead={t('municipality.desk.first-steps-lead')}>
      <Steps
        label={t('municipality.desk.first-steps')}
        items={steps.map(step => ({
          label: step.isDone ? step.label : <a href={step.href}>{step.label}</a>,
          state: step.isDone ? 'done' : step === next ? 'current' : 'open',
          stateLabel: t(step.isDone ? 'municipality.desk.done' : 'municipality.desk.open'),
        }))}
      />
    </Section>
  )
}
