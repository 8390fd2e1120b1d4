import { CsrfField, type StaffContext } from '#platform/people'
import { Button, Buttons, DefinitionList, Field, Form, Notice, Page, PageHead, Prose, Section, Stack } from '#platform/web'
import { DeskTrail } from '../municipalities/desk.page.tsx'
import { municipalityPaths } from '../municipalities/paths.ts'
import { OwnText, RetentionTable, untilOf } from './notice.page.tsx'
import type { Disclosure } from './notice.ts'
import { gapsIn, longestField, ownFields, type PrivacyRefusals, type PrivacySetup, periodField } from './privacy.ts'
import { daysFor, isChoosable, type Retention } from './retention.ts'

type Props = {
  c: StaffContext
  disclosure: Disclosure
  retentions: readonly Retention[]
  date: string
  isSaved?: boolean
  refused?: { setup: PrivacySetup; typed: (field: string) => string; refusals: PrivacyRefusals }
}

/** The record of processing activities (GDPR Article 30), what of it is missing, and what the town states itself. */
export function PrivacyDeskPage({ c, disclosure, retentions, date, isSaved, refused }: Props) {
  const { t, municipality, role } = c.var
  const at = { town: municipality.slug }
  const { setup, lastRun } = disclosure
  const gaps = gapsIn(setup)
  return (
    <Page
      c={c}
      title={t('processing.record.title')}
      noIndex
      notices={isSaved ? [{ tone: 'success', text: t('processing.setup.saved') }] : []}
      printFooter={`${municipality.name} · ${t('processing.record.date', { date })}`}
    >
      <DeskTrail c={c} here={t('processing.record.title')} />
      <PageHead title={t('processing.record.title')} preline={municipality.name} lead={t('processing.record.lead')}>
        <Button label={t('processing.record.download')} href={municipalityPaths.privacyRecord.to(at)} kind="secondary" />
        <Button label={t('processing.record.notice')} href={municipalityPaths.privacy.to(at)} kind="quiet" />
      </PageHead>
      <Stack>
        <p class="muted">
          {t('processing.record.date', { date })}.{' '}
          {lastRun ? t('processing.record.last-run', { date: dayIn(c, lastRun) }) : t('processing.record.never-run')}
        </p>
        {gaps.length > 0 && (
          <Notice tone="warning" title={t('processing.record.gaps-title')}>
            <p>{t('processing.record.gaps')}</p>
            <ul>
              {gaps.map(field => (
                <li>
                  {role === 'coordinator' ? (
                    <a href={`#feld-${field}`}>{t(`processing.setup.${field}`)}</a>
                  ) : (
                    t(`processing.setup.${field}`)
                  )}
                </li>
              ))}
            </ul>
          </Notice>
        )}
        <DefinitionList
          items={ownFields.map(field => ({
            term: t(`processing.setup.${field}`),
            description: <OwnText t={t} setup={setup} field={field} />,
          }))}
        />
      </Stack>
      <Activities c={c} disclosure={disclosure} />
      <Section title={t('processing.record.measures')}>
        <Prose>
          <p>{t('processing.record.measures-text')}</p>
        </Prose>
      </Section>
      <Section title={t('retention.title')}>
        <RetentionTable t={t} retentions={retentions} periods={setup.periods} />
      </Section>
      {role === 'coordinator' && <SetupForm c={c} setup={setup} retentions={retentions} refused={refused} />}
    </Page>
  )
}

function Activities({ c, disclosure: { processings, retentions, setup } }: Pick<Props, 'c' | 'disclosure'>) {
  const { t } = c.var
  return (
    <Section title={t('processing.record.activities')}>
      <Stack>
        {processings.map(({ key, subjects, basis, recipients, retention, values }, place) => (
          <section class="card" id={key}>
            <h3>
              {place + 1}. {t(`processing.activity.${key}.title`)}
            </h3>
            <DefinitionList
              items={[
                { term: t('processing.purpose'), description: t(`processing.activity.${key}.text`, values(t)) },
                { term: t('processing.subjects-label'), description: t(`processing.subjects.${subjects}`) },
                { term: t('processing.data'), description: t(`processing.activity.${key}.data`, values(t)) },
                { term: t('processing.basis'), description: t(`retention.ground.${basis}`) },
                { term: t('processing.recipients'), description: recipients.join(', ') || t('processing.no-recipients') },
                {
                  term: t('processing.kept'),
                  description: retentions
                    .filter(({ kind }) => retention.includes(kind))
                    .map(known => (
                      <p>
                        {t(`retention.kind.${known.kind}`)}: {untilOf(t, known, setup.periods)}
                      </p>
                    )),
                },
              ]}
            />
          </section>
        ))}
      </Stack>
    </Section>
  )
}

function SetupForm({ c, setup, retentions, refused }: Pick<Props, 'c' | 'retentions' | 'refused'> & { setup: PrivacySetup }) {
  const { t, municipality } = c.var
  const refusalOf = (field: string) => {
    const refusal = refused?.refusals[field]
    return refusal && t(`processing.setup.refusal.${refusal}`)
  }
  return (
    <Section title={t('processing.setup.title')} id="angaben">
      <Form action={municipalityPaths.privacyDesk.to({ town: municipality.slug })}>
        <CsrfField c={c} />
        {ownFields.map(field => (
          <Field
            kind="textarea"
            name={field}
            label={t(`processing.setup.${field}`)}
            hint={t(`processing.setup.${field}-hint`)}
            value={refused?.typed(field) ?? setup[field]}
            rows={4}
            maxlength={longestField}
            refusal={refusalOf(field)}
            lang="de"
            dir="auto"
          />
        ))}
        <h3>{t('processing.setup.periods')}</h3>
        {retentions.filter(isChoosable).map(retention => (
          <Field
            kind="number"
            name={periodField(retention.kind)}
            label={t(`retention.kind.${retention.kind}`)}
            hint={retention.days && t('processing.setup.bounds', retention.days)}
            value={refused?.typed(periodField(retention.kind)) ?? String(daysFor(retention, setup.periods))}
            min={String(retention.days?.least)}
            max={String(retention.days?.most)}
            refusal={refusalOf(periodField(retention.kind))}
            width="short"
            required
          />
        ))}
        <Buttons>
          <Button label={t('processing.setup.save')} />
        </Buttons>
      </Form>
    </Section>
  )
}

/** A calendar day has no zone. */
export const dayIn = ({ var: { language } }: StaffContext, day: string) =>
  new Intl.DateTimeFormat(language.locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`))
