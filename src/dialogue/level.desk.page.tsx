import { CsrfField } from '#platform/people'
import {
  Breadcrumb,
  Button,
  Buttons,
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
import type { Dialogue } from './dialogue.ts'
import { LetterQr } from './letter.qr.page.tsx'
import { addressWith, type LettersRefusal, mostLetters, mostPrinted } from './letter.ts'
import { type Level, levels } from './level.ts'
import { paths } from './paths.ts'
import { Question } from './vote.page.tsx'

export type LevelSettings = {
  dialogue: Dialogue
  level: Level
  codes: { made: number; used: number }
  canSend: boolean
  hasProvider: boolean
  letters?: { typed: string; refusal: LettersRefusal }
  isSaved: boolean
}

export function LevelDeskPage({ c, settings }: { c: TownContext; settings: LevelSettings }) {
  const { t } = c.var
  const { dialogue, level } = settings
  const at = { town: c.var.municipality.slug, dialogue: dialogue.slug }
  const refusal = settings.letters && t(`dialogue.letter.refusal.${settings.letters.refusal}`, { most: mostLetters, printed: mostPrinted })
  return (
    <Page
      c={c}
      title={t('dialogue.desk-level.title')}
      width="narrow"
      noIndex
      notices={settings.isSaved ? [{ tone: 'success', text: t('dialogue.desk-level.saved') }] : []}
    >
      <Breadcrumb
        label={t('page.breadcrumb')}
        items={[
          { label: t('dialogue.desk.title'), href: paths.desk.dialogues.to(at) },
          { label: <Question c={c} dialogue={dialogue} />, href: paths.desk.dialogue.to(at) },
          { label: t('dialogue.desk-level.title') },
        ]}
      />
      <PageHead title={t('dialogue.desk-level.title')} lead={t('dialogue.desk-level.lead')} />
      <Stack>
        {refusal && <ErrorSummary title={t('dialogue.letter.refused')} refusals={[{ field: 'count', text: refusal }]} />}
        {level === 'email' && !settings.canSend && <Notice tone="warning" title={t('dialogue.desk-level.no-mail-server')} />}
        {level === 'oidc' && !settings.hasProvider && <Notice tone="warning" title={t('dialogue.desk-level.no-provider')} />}
        <Form action={paths.desk.level.to(at)}>
          <CsrfField c={c} />
          <Field
            kind="radio"
            name="level"
            label={t('dialogue.desk-level.level')}
            value={level}
            options={levels.map(value => ({
              value,
              label: t(`dialogue.desk-level.${value}`),
              hint: t(`dialogue.desk-level.${value}-hint`),
            }))}
          />
          <Button label={t('dialogue.desk.save')} />
        </Form>
        <Section title={t('dialogue.letter.title')} lead={t('dialogue.letter.lead')}>
          <Stack>
            {settings.codes.made > 0 && <p>{t('dialogue.letter.counts', settings.codes)}</p>}
            <Form action={paths.desk.letters.to(at)}>
              <CsrfField c={c} />
              <Field
                kind="number"
                name="count"
                label={t('dialogue.letter.count')}
                hint={t('dialogue.letter.count-hint')}
                value={settings.letters?.typed ?? ''}
                min="1"
                max={String(mostLetters)}
                width="short"
                required
                refusal={refusal}
              />
              <Buttons>
                <Button label={t('dialogue.letter.make')} name="as" value="letters" kind="secondary" />
                <Button label={t('dialogue.letter.make-csv')} name="as" value="csv" kind="secondary" />
              </Buttons>
            </Form>
          </Stack>
        </Section>
      </Stack>
    </Page>
  )
}

/** One letter a printed page. The codes are on this page alone: they cannot be shown again. */
export function LettersPage({ c, dialogue, codes }: { c: TownContext; dialogue: Dialogue; codes: readonly string[] }) {
  const { t, municipality, services } = c.var
  const at = { town: municipality.slug, dialogue: dialogue.slug }
  const address = services.config.http.address + paths.level.to(at)
  return (
    <Page c={c} title={t('dialogue.letter.title')} width="narrow" noIndex>
      <div class="screen-only">
        <PageHead title={t('dialogue.letter.title')} />
        <Notice tone="warning" title={t('dialogue.letter.once-title')}>
          <p>{t('dialogue.letter.once')}</p>
          <p>
            <a href={paths.desk.level.to(at)}>{t('dialogue.letter.back')}</a>
          </p>
        </Notice>
      </div>
      {codes.map(code => (
        <article class="code-letter">
          <p class="code-letter__town">{municipality.name}</p>
          <h2>
            <Question c={c} dialogue={dialogue} />
          </h2>
          <p>{t('dialogue.letter.text', { town: municipality.name })}</p>
          <p>
            {t('dialogue.letter.address')}
            <br />
            <strong dir="ltr">{address}</strong>
          </p>
          <p>{t('dialogue.letter.qr')}</p>
          <LetterQr address={addressWith(address, code)} label={t('dialogue.letter.qr-label')} />
          <p>
            {t('dialogue.letter.code')}
            <br />
            <strong class="code-letter__code" dir="ltr">
              {code}
            </strong>
          </p>
          <p>{t('dialogue.letter.secret')}</p>
        </article>
      ))}
    </Page>
  )
}
