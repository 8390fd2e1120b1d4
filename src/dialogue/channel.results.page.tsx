import { languageOf } from '#platform/languages'
import { Disclosure, Missing, Section, Table } from '#platform/web'
import type { ChannelComparison } from './channel.results.ts'
import type { DialogueContext } from './visitor.ts'

/** Agreement by the way votes came in; nothing where numbers do not allow it. */
export function ChannelSection({ c, comparison }: { c: DialogueContext; comparison: ChannelComparison | undefined }) {
  const { t, language, agenda } = c.var
  if (!comparison) return null
  const percent = new Intl.NumberFormat(language.locale, { style: 'percent', maximumFractionDigits: 0 })
  return (
    <Section title={t('dialogue.channel.title')} lead={t('dialogue.channel.lead')} id="wege">
      <Disclosure label={t('dialogue.channel.open')}>
        <Table
          caption={t('dialogue.channel.title')}
          captionHidden
          columns={[
            { label: t('dialogue.channel.statement') },
            ...comparison.channels.map(({ channel, people }) => ({ label: t(`dialogue.channel.${channel}`, { people }), numeric: true })),
          ]}
          rows={agenda.statements.flatMap(statement => {
            const row = comparison.rows.find(row => row.statement === statement.number)
            const { code, direction } = languageOf(statement.language)
            const text = (
              <span lang={code} dir={direction}>
                {statement.text}
              </span>
            )
            const cells = row?.agreements.map(share =>
              share === null ? <Missing text={t('dialogue.channel.few')} /> : percent.format(share),
            )
            return cells ? [[text, ...cells]] : []
          })}
        />
      </Disclosure>
    </Section>
  )
}
