import { type LogMonth, LogTables, Written } from '#dialogue'
import { Button, Buttons, EmptyState, Page, PageHead } from '#platform/web'
import { paths } from './paths.ts'
import type { VisionContext } from './visitor.ts'

/** What moderators have decided about contributions, month by month. */
export function ContributionLogPage({ c, months }: { c: VisionContext; months: LogMonth[] }) {
  const { t, vision, municipality } = c.var
  const title = t('dialogue.moderation-log.title')
  return (
    <Page c={c} title={title} width="wide">
      <PageHead
        title={title}
        preline={<Written c={c} text={vision.title} language={vision.language} />}
        lead={t('vision.contribution.log.lead', { fewest: municipality.fewestToShow })}
      >
        <Buttons>
          <Button
            label={t('vision.contribution.report.back')}
            href={paths.vision.to({ town: municipality.slug, vision: vision.slug })}
            kind="quiet"
            icon="back"
          />
        </Buttons>
      </PageHead>
      {months.length === 0 ? <EmptyState title={t('dialogue.moderation-log.empty')} /> : <LogTables c={c} months={months} />}
    </Page>
  )
}
