import { Disclosure, Section, Table } from '#platform/web'
import type { LevelComparison } from './level.results.ts'
import { spoken, Words } from './translation.page.tsx'
import type { DialogueContext } from './visitor.ts'

/** Agreement by what people have shown before they voted; nothing where numbers do not allow it. */
export function LevelSection({ c, comparison }: { c: DialogueContext; comparison: LevelComparison | undefined }) {
  const { t, language, agenda } = c.var
  if (!comparison) return null
  const percent = new Intl.NumberFormat(language.locale, { style: 'percent', maximumFractionDigits: 0 })
  return (
    <Section title={t('dialogue.level.results-title')} lead={t('dialogue.level.results-lead')} id="zugang">
      <Disclosure label={t('dialogue.level.results-open')}>
        <Table
          caption={t('dialogue.level.results-title')}
          captionHidden
          columns={[
            { label: t('dialogue.level.results-statement') },
            ...comparison.levels.map(({ level, people }) => ({ label: t(`dialogue.level.results-${level}`, { people }), numeric: true })),
          ]}
          rows={agenda.statements.flatMap(statement => {
            const row = comparison.rows.find(row => row.statement === statement.number)
            return row ? [[<Words {...spoken(c, statement)} />, ...row.agreements.map(share => percent.format(share))]] : []
          })}
        />
      </Disclosure>
    </Section>
  )
}
