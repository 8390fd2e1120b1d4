import { Written } from '#dialogue'
import { Badge, Section, Stack, Table, type TownContext } from '#platform/web'
import type { OwnVision } from './own-data.ts'

/** What somebody has brought into visions and voted there, on the page of their own data. */
export const OwnVisions = ({ c, visions }: { c: TownContext; visions: readonly OwnVision[] }) => (
  <>
    {visions.map(vision => (
      <OwnVisionSection c={c} vision={vision} />
    ))}
  </>
)

function OwnVisionSection({ c, vision: { title, language, contributions, votes } }: { c: TownContext; vision: OwnVision }) {
  const { t } = c.var
  return (
    <Section title={<Written c={c} text={title} language={language} />}>
      <Stack>
        {contributions.length > 0 && (
          <Table
            caption={t('vision.own-data.contributions')}
            columns={[
              { label: t('vision.own-data.contribution') },
              { label: t('vision.own-data.signed-name') },
              { label: t('dialogue.own-data.state') },
              { label: t('dialogue.own-data.day') },
            ]}
            rows={contributions.map(
              ({
                number,
                kind,
                text,
                reason,
                language,
                signedName,
                state,
                rejectionReason,
                rejectionNote,
                appeal,
                appealAnswer,
                submittedOn,
              }) => [
                <>
                  {t(`vision.contribution.number.${kind}`, { number })}
                  <br />
                  <Written c={c} text={text} language={language} />
                  {reason && (
                    <>
                      <br />
                      {t('vision.contribution.because')} <Written c={c} text={reason} language={language} />
                    </>
                  )}
                </>,
                signedName ? <bdi>{signedName}</bdi> : t('vision.contribution.unsigned'),
                [
                  t(`dialogue.own-data.states.${state}`),
                  rejectionReason && t(`vision.contribution.rejection.${rejectionReason}`),
                  rejectionNote,
                  appeal,
                  appealAnswer,
                ]
                  .filter(Boolean)
                  .join(' · '),
                dayIn(c, submittedOn),
              ],
            )}
          />
        )}
        {votes.length > 0 && (
          <Table
            caption={t('vision.own-data.votes')}
            columns={[{ label: t('vision.own-data.contribution') }, { label: t('dialogue.own-data.answer') }]}
            rows={votes.map(({ number, kind, text, language, answer }) => [
              <>
                {t(`vision.contribution.number.${kind}`, { number })}
                <br />
                <Written c={c} text={text} language={language} />
              </>,
              <Badge label={t(`dialogue.own-votes.${answer}`)} icon={answer} />,
            ])}
          />
        )}
        <p>{t('vision.own-data.erasure')}</p>
      </Stack>
    </Section>
  )
}

/** A calendar day has no zone. */
const dayIn = ({ var: { language } }: TownContext, day: string) =>
  new Intl.DateTimeFormat(language.locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`))
