import { languageOf } from '#platform/languages'
import { CsrfField } from '#platform/people'
import { Button, Field, Form, Page, PageHead, Section, Stack, Table, type TownContext } from '#platform/web'
import { paths } from './paths.ts'
import { languageNameIn } from './translation.page.tsx'
import { Budget, type Desk, noticesOf, numberIn, ProgressBar, Where } from './translation.parts.desk.page.tsx'
import { type Progress as ProgressFigures, standings, type TranslationSetup } from './translation.ts'

export type TranslationsDesk = Desk & { setup: TranslationSetup; languages: string[]; progress: ProgressFigures[] }

export function TranslationsPage({ c, desk }: { c: TownContext; desk: TranslationsDesk }) {
  const { t } = c.var
  return (
    <Page c={c} title={t('dialogue.desk-translation.title')} width="normal" noIndex notices={noticesOf(c)}>
      <Where c={c} desk={desk} />
      <PageHead title={t('dialogue.desk-translation.title')} lead={t('dialogue.desk-translation.lead')} />
      <Stack>
        <p>{t('dialogue.desk-translation.roles')}</p>
        <ProgressTable c={c} desk={desk} />
      </Stack>
      {c.var.role === 'coordinator' && <Setup c={c} desk={desk} />}
      <MachineSection c={c} desk={desk} />
    </Page>
  )
}

function ProgressTable({ c, desk: { dialogue, progress } }: { c: TownContext; desk: TranslationsDesk }) {
  const { t } = c.var
  const at = { town: c.var.municipality.slug, dialogue: dialogue.slug }
  return (
    <Table
      caption={t('dialogue.desk-translation.languages')}
      columns={[
        { label: t('dialogue.desk-translation.language') },
        ...standings.map(standing => ({ label: t(`dialogue.desk-translation.standing.${standing}`), numeric: true })),
        { label: t('dialogue.desk-translation.progress') },
      ]}
      rows={progress.map(each => [
        <a href={paths.desk.translationLanguage.to({ ...at, language: each.language })}>{languageNameIn(c, each.language)}</a>,
        ...standings.map(standing => numberIn(c, each[standing])),
        <ProgressBar c={c} progress={each} />,
      ])}
    />
  )
}

function Setup({ c, desk: { dialogue, setup, languages } }: { c: TownContext; desk: TranslationsDesk }) {
  const { t } = c.var
  const written = languages.filter(code => !languageOf(code).isEasyForm)
  return (
    <Section title={t('dialogue.desk-translation.setup')}>
      <Form action={paths.desk.translations.to({ town: c.var.municipality.slug, dialogue: dialogue.slug })}>
        <CsrfField c={c} />
        <Field
          kind="select"
          name="language"
          label={t('dialogue.desk-translation.written-in')}
          hint={t('dialogue.desk-translation.written-in-hint')}
          value={setup.language}
          options={[...new Set([setup.language, ...written])].map(value => ({ value, label: languageNameIn(c, value) }))}
          width="medium"
        />
        <Field
          kind="checkbox"
          name="showsUnreviewed"
          label={t('dialogue.desk-translation.unreviewed')}
          hint={t('dialogue.desk-translation.unreviewed-hint')}
          value="yes"
          checked={setup.showsUnreviewed}
        />
        <Button label={t('dialogue.desk-translation.save')} kind="secondary" />
      </Form>
    </Section>
  )
}

function MachineSection({ c, desk: { dialogue, machine } }: { c: TownContext; desk: Desk }) {
  const { t } = c.var
  const title = t('dialogue.desk-translation.machine')
  if (!machine) return <Section title={title} lead={t('dialogue.desk-translation.machine-missing')} />
  const { host, isOn } = machine
  const action = paths.desk.translationService.to({ town: c.var.municipality.slug, dialogue: dialogue.slug })
  return (
    <Section title={title} lead={t('dialogue.desk-translation.machine-lead', { host })}>
      <Stack>
        <Budget c={c} machine={machine} />
        <p>{t(isOn ? 'dialogue.desk-translation.machine-is-on' : 'dialogue.desk-translation.machine-is-off')}</p>
        {c.var.role === 'coordinator' && (
          <Form action={action}>
            <CsrfField c={c} />
            <Button
              label={t(isOn ? 'dialogue.desk-translation.machine-switch-off' : 'dialogue.desk-translation.machine-switch-on')}
              name="service"
              value={isOn ? 'off' : 'on'}
              kind="secondary"
            />
          </Form>
        )}
      </Stack>
    </Section>
  )
}
