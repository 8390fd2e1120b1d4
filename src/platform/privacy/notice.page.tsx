import type { Translate } from '#platform/languages'
import { Cards, DefinitionList, Page, PageHead, Prose, Section, Stack, Table, type TownContext } from '#platform/web'
import { TownText } from '../municipalities/legal.page.tsx'
import { privacyAuthorityOf } from '../municipalities/legal.ts'
import { municipalityPaths } from '../municipalities/paths.ts'
import { type Disclosure, toldIn } from './notice.ts'
import type { OwnField, PrivacySetup } from './privacy.ts'
import type { ActiveProcessing } from './processing.ts'
import { daysFor, type Periods, type Retention } from './retention.ts'

type Props = { c: TownContext; disclosure: Disclosure; ownDataUrl: string }

/** The privacy notice (GDPR Article 13) of what is done now. */
export function NoticePage({ c, disclosure, ownDataUrl }: Props) {
  const { municipality } = c.var
  const { language, t, isForeign } = toldIn(c.var.language)
  const { setup, processings, retentions } = disclosure
  const title = c.var.t('page.privacy')
  return (
    <Page c={c} title={title} width="normal">
      <PageHead title={title} preline={municipality.name} />
      {isForeign && <p class="muted">{c.var.t('municipality.legal.german')}</p>}
      <div lang={isForeign ? language.code : undefined} dir={isForeign ? language.direction : undefined}>
        <Prose>
          <p>{t('processing.notice.lead', { town: municipality.name })}</p>
        </Prose>
        <Section title={t('processing.notice.controller')}>
          <Stack>
            <OwnText t={t} setup={setup} field="controller" />
            <Contact c={c} t={t} />
          </Stack>
        </Section>
        <Section title={t('processing.notice.officer')}>
          <OwnText t={t} setup={setup} field="officer" />
        </Section>
        <Section title={t('processing.notice.activities')}>
          <Stack>
            <Cards wide>
              {processings.map(processing => (
                <Activity t={t} processing={processing} />
              ))}
            </Cards>
            <Prose>
              <p>{t('processing.notice.nothing-else')}</p>
              <p>{t('processing.notice.voluntary')}</p>
            </Prose>
          </Stack>
        </Section>
        <Section title={t('processing.notice.processors')}>
          <OwnText t={t} setup={setup} field="processors" />
        </Section>
        <Section title={t('retention.title')}>
          <RetentionTable t={t} retentions={retentions} periods={setup.periods} />
        </Section>
        <Rights c={c} t={t} ownDataUrl={ownDataUrl} />
      </div>
      {municipality.privacyNotice && (
        <Section title={t('processing.notice.town-text')}>
          <TownText c={c} text={municipality.privacyNotice} />
        </Section>
      )}
    </Page>
  )
}

/** What the town has said in German, line by line, or that it has not. */
export function OwnText({ t, setup, field }: { t: Translate; setup: PrivacySetup; field: OwnField }) {
  if (setup[field] === '') return <p class="muted">{t('processing.gap')}</p>
  return (
    <p lang="de" dir="auto">
      {setup[field].split('\n').flatMap((line, place) => (place === 0 ? [line] : [<br />, line]))}
    </p>
  )
}

function Contact({ c, t }: { c: TownContext; t: Translate }) {
  const { slug, contactEmail } = c.var.municipality
  return (
    <p>
      {t('processing.notice.contact')}{' '}
      {contactEmail ? (
        <a href={`mailto:${contactEmail}`}>{contactEmail}</a>
      ) : (
        <a href={municipalityPaths.imprint.to({ town: slug })}>{t('page.imprint')}</a>
      )}
    </p>
  )
}

function Activity({ t, processing }: { t: Translate; processing: ActiveProcessing }) {
  const { key, recipients } = processing
  const values = processing.values(t)
  return (
    <section class="card" id={key}>
      <h3>{t(`processing.activity.${key}.title`)}</h3>
      <p>{t(`processing.activity.${key}.text`, values)}</p>
      <DefinitionList
        items={[
          { term: t('processing.data'), description: t(`processing.activity.${key}.data`, values) },
          { term: t('processing.basis'), description: t(`retention.ground.${processing.basis}`) },
          ...(recipients.length > 0 ? [{ term: t('processing.recipients'), description: <bdi>{recipients.join(', ')}</bdi> }] : []),
        ]}
      />
    </section>
  )
}

export function RetentionTable({ t, retentions, periods }: { t: Translate; retentions: readonly Retention[]; periods: Periods }) {
  return (
    <Table
      caption={t('retention.title')}
      captionHidden
      columns={[
        { label: t('retention.data') },
        { label: t('retention.until-when') },
        { label: t('retention.why') },
        { label: t('retention.then') },
      ]}
      rows={retentions.map(retention => [
        t(`retention.kind.${retention.kind}`),
        untilOf(t, retention, periods),
        t(`retention.ground.${retention.ground}`),
        t(`retention.outcome.${retention.outcome}`),
      ])}
    />
  )
}

export const untilOf = (t: Translate, retention: Retention, periods: Periods) =>
  t(`retention.until.${retention.kind}`, { days: daysFor(retention, periods) ?? 0 })

function Rights({ c, t, ownDataUrl }: { c: TownContext; t: Translate; ownDataUrl: string }) {
  const authority = privacyAuthorityOf(c.var.municipality.state)
  return (
    <Section title={t('processing.notice.rights')}>
      <Prose>
        <p>
          {t('processing.notice.rights-text')} <a href={ownDataUrl}>{t('processing.notice.own-data')}</a>.
        </p>
        <p>
          {t('processing.notice.authority')}{' '}
          <a href={authority.address} lang="de" dir="ltr">
            {authority.name}
          </a>
          .
        </p>
      </Prose>
    </Section>
  )
}
