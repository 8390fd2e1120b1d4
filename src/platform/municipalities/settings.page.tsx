import type { MessageKey } from '#platform/languages'
import { fallbackLanguage, interfaceLanguages, type Language, publicLanguages } from '#platform/languages'
import { CsrfField } from '#platform/people'
import { Button, Buttons, ErrorSummary, Field, Form, Notice, Page, PageHead, Section, Stack, type TownContext } from '#platform/web'
import type { CrestRefusal } from './crest.ts'
import { DeskTrail } from './desk.page.tsx'
import type { DraftedText } from './legal.ts'
import { fewestToShowLimits, kinds, longest, type Settings, type SettingsRefusals, states, versionOf } from './municipality.ts'
import { municipalityPaths } from './paths.ts'
import { crestAddress } from './stylesheet.ts'

export type SettingsView = {
  /** As stored, or as typed where it was not taken. */
  settings: Settings
  refusals?: SettingsRefusals
  crestRefusal?: CrestRefusal
  isStale?: boolean
  done?: SettingsDeed
}

export const settingsDeeds = ['saved', 'unchanged', 'crest-saved', 'crest-removed', 'draft-inserted'] as const
export type SettingsDeed = (typeof settingsDeeds)[number]

export function SettingsPage({ c, view }: { c: TownContext; view: SettingsView }) {
  const { t, municipality } = c.var
  const { refusals = {}, crestRefusal, done } = view
  const refused = [
    ...Object.entries(refusals).map(([field, refusal]) => ({ field, text: refusalText(c, field as keyof Settings, refusal) })),
    ...(crestRefusal ? [{ field: 'crest', text: t(`municipality.refusal.${crestRefusal}`) }] : []),
  ]
  return (
    <Page
      c={c}
      title={t('municipality.settings.title')}
      noIndex
      width="narrow"
      notices={done ? [{ tone: done === 'draft-inserted' ? 'info' : 'success', text: t(`municipality.settings.${done}`) }] : []}
    >
      <DeskTrail c={c} here={t('municipality.settings.title')} />
      <PageHead title={t('municipality.settings.title')} lead={t('municipality.settings.lead', { town: municipality.name })}>
        {/* first in the document, so that Enter in a field saves and does not insert a draft */}
        <Button label={t('municipality.settings.save')} form={formId} />
      </PageHead>
      {refused.length > 0 && <ErrorSummary title={t('municipality.settings.refused')} refusals={refused} />}
      {view.isStale && (
        <Notice tone="warning" live title={t('municipality.settings.changed-meanwhile')}>
          {t('municipality.settings.changed-meanwhile-explained')}
        </Notice>
      )}
      <SettingsForm c={c} view={view} />
      <CrestForms c={c} refusal={crestRefusal} />
    </Page>
  )
}

const formId = 'angaben'

function SettingsForm({ c, view }: { c: TownContext; view: SettingsView }) {
  const { t, municipality } = c.var
  const { settings, refusals = {} } = view
  const common = (field: keyof Settings) => ({
    name: field,
    label: t(`municipality.settings.${field}`),
    refusal: refusals[field] && refusalText(c, field, refusals[field]),
  })
  const optional = t('municipality.settings.optional')
  return (
    <Form id={formId} action={municipalityPaths.settings.to({ town: municipality.slug })} hidden={{ version: versionOf(municipality) }}>
      <CsrfField c={c} />
      <Section title={t('municipality.settings.part-name')}>
        <Stack>
          <Field
            kind="text"
            {...common('name')}
            hint={t('municipality.settings.name-hint')}
            value={settings.name}
            maxlength={longest.name}
            required
          />
          <Field
            kind="select"
            {...common('kind')}
            value={settings.kind}
            options={[
              { value: '', label: t('municipality.settings.choose-kind') },
              ...kinds.map(kind => ({ value: kind, label: t(`municipality.kind.${kind}`) })),
            ]}
          />
          <Field
            kind="select"
            {...common('state')}
            value={settings.state}
            options={[
              { value: '', label: t('municipality.settings.choose-state') },
              ...Object.entries(states)
                .sort()
                .map(([value, label]) => ({ value, label })),
            ]}
          />
        </Stack>
      </Section>
      <Section title={t('municipality.settings.part-keys')} lead={t('municipality.settings.part-keys-lead')}>
        <Stack>
          {(['ags', 'ars', 'parentDistrictAgs'] as const).map(field => (
            <Field
              kind="text"
              {...common(field)}
              hint={t(`municipality.settings.${field}-hint`)}
              optional={optional}
              value={settings[field] ?? ''}
              inputmode="numeric"
              autocomplete="off"
              spellcheck={false}
              width="medium"
            />
          ))}
        </Stack>
      </Section>
      <Section title={t('municipality.settings.part-languages')}>
        <Stack>
          <Field
            kind="checkboxes"
            {...common('languages')}
            hint={t('municipality.settings.languages-hint')}
            values={settings.languages}
            options={languageOptions(interfaceLanguages)}
          />
          <div>
            <Field
              kind="checkboxes"
              name="languages"
              id="feld-further-languages"
              label={t('municipality.settings.further-languages')}
              hint={t('municipality.settings.further-languages-hint')}
              values={settings.languages}
              options={languageOptions(publicLanguages.filter(language => !interfaceLanguages.includes(language)))}
            />
          </div>
        </Stack>
      </Section>
      <Section title={t('municipality.settings.part-look')}>
        <Stack>
          <Field kind="colour" {...common('colour')} hint={t('municipality.settings.colour-hint')} value={settings.colour} />
        </Stack>
      </Section>
      <Section title={t('municipality.settings.part-contact')}>
        <Stack>
          <Field
            kind="email"
            {...common('contactEmail')}
            hint={t('municipality.settings.contactEmail-hint')}
            value={settings.contactEmail ?? ''}
            autocomplete="off"
            maxlength={longest.contactEmail}
          />
          <Field
            kind="text"
            {...common('responsiblePerson')}
            hint={t('municipality.settings.responsiblePerson-hint')}
            value={settings.responsiblePerson}
            dir="auto"
            autocomplete="off"
          />
          <Field
            kind="textarea"
            {...common('imprint')}
            hint={withFormatting(c, 'municipality.settings.imprint-hint')}
            value={settings.imprint}
            rows={9}
            lang="de"
            dir="ltr"
          />
        </Stack>
      </Section>
      <Section title={t('municipality.settings.part-privacy')} lead={t('municipality.settings.part-privacy-lead')}>
        <Stack>
          <Field
            kind="textarea"
            {...common('privacyNotice')}
            hint={withFormatting(c, 'municipality.settings.privacyNotice-hint')}
            value={settings.privacyNotice}
            rows={settings.privacyNotice ? 18 : 5}
            lang="de"
            dir="ltr"
          />
          {!settings.privacyNotice && <DraftButton c={c} which="privacyNotice" />}
        </Stack>
      </Section>
      <Section title={t('municipality.settings.part-small-numbers')} lead={t('municipality.settings.part-small-numbers-lead')}>
        <Stack>
          <Field
            kind="number"
            {...common('fewestToShow')}
            hint={t('municipality.settings.fewestToShow-hint', fewestToShowLimits)}
            value={Number.isNaN(settings.fewestToShow) ? '' : String(settings.fewestToShow)}
            min={String(fewestToShowLimits.least)}
            max={String(fewestToShowLimits.most)}
            width="short"
            required
          />
        </Stack>
      </Section>
      <Section title={t('municipality.settings.part-accessibility')} lead={t('municipality.settings.part-accessibility-lead')}>
        <Stack>
          <Field
            kind="textarea"
            {...common('accessibilityStatement')}
            hint={withFormatting(c, 'municipality.settings.accessibilityStatement-hint')}
            value={settings.accessibilityStatement}
            rows={settings.accessibilityStatement ? 18 : 5}
            lang="de"
            dir="ltr"
          />
          {!settings.accessibilityStatement && <DraftButton c={c} which="accessibilityStatement" />}
        </Stack>
      </Section>
      <Buttons>
        <Button label={t('municipality.settings.save')} />
      </Buttons>
    </Form>
  )
}

/** Sends the form as it is and gets it back with the draft in its field; nothing is stored. */
function DraftButton({ c, which }: { c: TownContext; which: DraftedText }) {
  const { t, municipality } = c.var
  const label = t('municipality.settings.insert-draft')
  return (
    <Buttons>
      <Button
        label={label}
        fullLabel={`${label}: ${t(`municipality.settings.${which}`)}`}
        kind="secondary"
        small
        name="draft"
        value={which}
        formAction={`${municipalityPaths.settings.to({ town: municipality.slug })}#feld-${which}`}
      />
    </Buttons>
  )
}

function CrestForms({ c, refusal }: { c: TownContext; refusal?: CrestRefusal }) {
  const { t, municipality } = c.var
  const at = { town: municipality.slug }
  const address = crestAddress(municipality)
  return (
    <Section title={t('municipality.settings.part-crest')} lead={t('municipality.settings.part-crest-lead')} id="wappen">
      <Stack>
        {address && (
          <p>
            <img src={address} alt={t('municipality.home.crest', { town: municipality.name })} width={96} />
          </p>
        )}
        <Form action={municipalityPaths.crestUpload.to(at)} files>
          <CsrfField c={c} />
          <Field
            kind="file"
            name="crest"
            label={t('municipality.settings.crest')}
            hint={t('municipality.settings.crest-hint')}
            accept="image/png,image/jpeg,image/webp,image/svg+xml"
            refusal={refusal && t(`municipality.refusal.${refusal}`)}
          />
          <Buttons>
            <Button label={t(address ? 'municipality.settings.replace-crest' : 'municipality.settings.upload-crest')} kind="secondary" />
          </Buttons>
        </Form>
        {address && (
          <Form action={municipalityPaths.crestRemoval.to(at)}>
            <CsrfField c={c} />
            <Buttons>
              <Button label={t('municipality.settings.remove-crest')} kind="danger" icon="bin" small />
            </Buttons>
          </Form>
        )}
      </Stack>
    </Section>
  )
}

const languageOptions = (languages: readonly Language[]) =>
  languages.map(({ code, name }) => ({ value: code, label: name, disabled: code === fallbackLanguage }))

const withFormatting = (c: TownContext, hint: MessageKey) => `${c.var.t(hint)} ${c.var.t('municipality.settings.formatting')}`

const refusalText = ({ var: { t } }: TownContext, field: keyof Settings, refusal: NonNullable<SettingsRefusals[keyof Settings]>) =>
  t(`municipality.refusal.${refusal}`, {
    longest: (longest as Partial<Record<keyof Settings, number>>)[field] ?? 0,
    ...fewestToShowLimits,
  })
