import { CsrfField } from '#platform/people'
import {
  Breadcrumb,
  Button,
  DefinitionList,
  ErrorSummary,
  Field,
  Form,
  Notice,
  Page,
  PageHead,
  Section,
  Stack,
  type TownContext,
} from '#platform/web'
import { paths } from './paths.ts'
import { contactChoices } from './plan.ts'
import {
  longestInPlan,
  type PublicationRefusals,
  type PublicationValues,
  publishedParts,
  type SettingsRefusals,
  type SettingsValues,
} from './settings.ts'

/** What is not public of the parts that could be shown. */
export type Hidden = { goals: number; measures: number }

export type SettingsDesk = {
  settings: SettingsValues
  publication: PublicationValues
  /** what each of the two forms was made from */
  seen: { settings: string; publication: string }
  hidden: Hidden
  settingsRefusals?: SettingsRefusals
  publicationRefusals?: PublicationRefusals
  done?: string
}

/** What the plan says of itself, and what of it everybody sees. */
export function SettingsDeskPage({ c, desk }: { c: TownContext; desk: SettingsDesk }) {
  const { t, municipality, role } = c.var
  const title = t('plan.settings.title')
  return (
    <Page c={c} title={title} width="narrow" noIndex>
      <Breadcrumb
        label={t('page.breadcrumb')}
        items={[{ label: t('menu.desk-plan'), href: paths.desk.plan.to({ town: municipality.slug }) }, { label: title }]}
      />
      <PageHead title={title} />
      <Stack>
        {desk.done && <Notice tone="success" title={t('plan.settings.done')} live />}
        <SettingsForm c={c} desk={desk} />
        <Section title={t('plan.settings.publication')} lead={t('plan.settings.publication-text')}>
          {role === 'coordinator' ? <PublicationForm c={c} desk={desk} /> : <Publication c={c} publication={desk.publication} />}
        </Section>
      </Stack>
    </Page>
  )
}

function SettingsForm({ c, desk: { settings, seen, settingsRefusals = {} } }: { c: TownContext; desk: SettingsDesk }) {
  const { t, municipality } = c.var
  const refusal = (field: keyof SettingsValues) => {
    const found = settingsRefusals[field]
    return found && t(`plan.settings.refusal.${found}`, { most: longestInPlan[field] })
  }
  const refused = (Object.keys(settingsRefusals) as (keyof SettingsValues)[]).map(field => ({ field, text: refusal(field) ?? '' }))
  return (
    <>
      {refused.length > 0 && <ErrorSummary title={t('plan.desk.refused')} refusals={refused} />}
      <Form action={paths.desk.settings.to({ town: municipality.slug })} hidden={{ seen: seen.settings }}>
        <CsrfField c={c} />
        <Field
          kind="text"
          name="title"
          label={t('plan.settings.field.title')}
          hint={t('plan.settings.hint.title', { town: municipality.name })}
          value={settings.title}
          maxlength={longestInPlan.title}
          dir="auto"
          refusal={refusal('title')}
        />
        <Field
          kind="textarea"
          name="introduction"
          label={t('plan.settings.field.introduction')}
          hint={t('plan.settings.hint.introduction')}
          value={settings.introduction}
          rows={6}
          dir="auto"
          optional={t('plan.desk.optional')}
          refusal={refusal('introduction')}
        />
        <Button label={t('plan.desk.save')} />
      </Form>
    </>
  )
}

function PublicationForm({ c, desk: { publication, seen, hidden, publicationRefusals = {} } }: { c: TownContext; desk: SettingsDesk }) {
  const { t, municipality } = c.var
  const refusal = (field: keyof PublicationValues) => {
    const found = publicationRefusals[field]
    return found && t(`plan.settings.refusal.${found}`, { most: 0 })
  }
  const refused = (Object.keys(publicationRefusals) as (keyof PublicationValues)[]).map(field => ({ field, text: refusal(field) ?? '' }))
  return (
    <>
      {refused.length > 0 && <ErrorSummary title={t('plan.desk.refused')} refusals={refused} />}
      <Form action={paths.desk.publication.to({ town: municipality.slug })} hidden={{ seen: seen.publication }}>
        <CsrfField c={c} />
        <Field
          kind="checkbox"
          name="isPublished"
          label={t('plan.settings.field.isPublished')}
          hint={t(hidden.goals + hidden.measures === 0 ? 'plan.settings.nothing-hidden' : 'plan.settings.hidden', hidden)}
          checked={publication.isPublished}
          refusal={refusal('isPublished')}
        />
        <fieldset class="choices">
          <legend class="kern-label">{t('plan.settings.field.parts')}</legend>
          {publishedParts.map(part => (
            <Field
              kind="checkbox"
              name={part}
              label={t(`plan.settings.part.${part}`)}
              hint={t(`plan.settings.part-hint.${part}`)}
              checked={publication[part]}
            />
          ))}
        </fieldset>
        <Field
          kind="radio"
          name="contacts"
          label={t('plan.settings.field.contacts')}
          value={publication.contacts}
          options={contactChoices.map(value => ({
            value,
            label: t(`plan.settings.contacts.${value}`),
            hint: value === 'name' ? t('plan.settings.hint.names') : undefined,
          }))}
          refusal={refusal('contacts')}
        />
        <Button label={t('plan.settings.save-publication')} />
      </Form>
    </>
  )
}

/** For those who do not decide it. */
function Publication({ c, publication }: { c: TownContext; publication: PublicationValues }) {
  const { t } = c.var
  const shown = publishedParts.filter(part => publication[part]).map(part => t(`plan.settings.part.${part}`))
  const contacts = contactChoices.find(choice => choice === publication.contacts) ?? 'none'
  return (
    <>
      <p class="muted">{t('plan.settings.by-coordinator')}</p>
      <DefinitionList
        items={[
          { term: t('plan.settings.state'), description: t(publication.isPublished ? 'plan.desk.published' : 'plan.desk.unpublished') },
          { term: t('plan.settings.field.parts'), description: shown.join(', ') || t('plan.settings.no-parts') },
          { term: t('plan.settings.field.contacts'), description: t(`plan.settings.contacts.${contacts}`) },
        ]}
      />
    </>
  )
}
