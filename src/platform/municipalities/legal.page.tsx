import { translatorFor } from '#platform/languages'
import { Markdown } from '#platform/markdown'
import { Button, Buttons, Notice, Page, PageHead, Section, Stack, type TownContext } from '#platform/web'
import { type DraftedText, draftOf } from './legal.ts'
import { municipalityPaths } from './paths.ts'

export function ImprintPage({ c }: { c: TownContext }) {
  const { t, municipality } = c.var
  const { name: town, imprint, responsiblePerson, contactEmail } = municipality
  return (
    <Page c={c} title={t('page.imprint')} width="narrow">
      <PageHead title={t('page.imprint')} preline={town} />
      {imprint ? (
        <TownText c={c} text={imprint} />
      ) : (
        <Notice tone="warning" title={t('municipality.legal.imprint-missing')}>
          {t('municipality.legal.imprint-missing-explained', { town })}
        </Notice>
      )}
      {responsiblePerson && (
        <Section title={t('municipality.legal.responsible')}>
          <p>
            <span lang="de" dir="auto">
              {responsiblePerson}
            </span>
          </p>
        </Section>
      )}
      {contactEmail && (
        <Section title={t('municipality.legal.contact')}>
          <p>
            <a href={`mailto:${contactEmail}`}>{contactEmail}</a>
          </p>
        </Section>
      )}
      {!(imprint && responsiblePerson) && <Completion c={c} />}
    </Page>
  )
}

/** The accessibility statement: the town's own, or a draft that says it is one. */
export function LegalPage({ c, which }: { c: TownContext; which: DraftedText }) {
  const { t, municipality, language } = c.var
  const title = t('page.accessibility')
  const own = municipality[which]
  return (
    <Page c={c} title={title} width="narrow">
      <PageHead title={title} preline={municipality.name} />
      {own ? (
        <TownText c={c} text={own} />
      ) : (
        <Stack>
          <Notice tone="warning" title={t('municipality.legal.draft-title')}>
            {t('municipality.legal.draft-explained', { town: municipality.name })}
          </Notice>
          <Markdown
            text={draftOf(which, municipality, addressOf(c), t)}
            lang={isTranslated(language.code, which) ? undefined : 'de'}
            dir="ltr"
          />
          <Completion c={c} />
        </Stack>
      )}
    </Page>
  )
}

/** Where the pages of this town are, for everybody. */
export const addressOf = (c: TownContext) =>
  c.var.services.config.http.address + municipalityPaths.home.to({ town: c.var.municipality.slug })

/** A text the town wrote; it exists in German alone. */
export function TownText({ c, text }: { c: TownContext; text: string }) {
  const isForeign = !c.var.language.code.startsWith('de')
  return (
    <Stack>
      {isForeign && <p class="muted">{c.var.t('municipality.legal.german')}</p>}
      <Markdown text={text} lang={isForeign ? 'de' : undefined} dir="ltr" />
    </Stack>
  )
}

/** A sentence missing in a language is said in German. */
const isTranslated = (code: string, which: DraftedText) =>
  code.startsWith('de') ||
  translatorFor(code)(`municipality.draft.${which}`, noValues) !== translatorFor('de')(`municipality.draft.${which}`, noValues)

const noValues = Object.fromEntries(
  'town slug state contact address imprint authority authorityAddress law'.split(' ').map(name => [name, '']),
)

function Completion({ c }: { c: TownContext }) {
  if (c.var.role !== 'coordinator') return null
  return (
    <Buttons>
      <Button
        label={c.var.t('municipality.legal.complete')}
        href={municipalityPaths.settings.to({ town: c.var.municipality.slug })}
        kind="secondary"
      />
    </Buttons>
  )
}
