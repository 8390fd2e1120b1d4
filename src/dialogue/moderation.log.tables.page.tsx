import { Section, Table, type TownContext } from '#platform/web'
import type { LogMonth, Small } from './moderation.log.ts'
import { reasonCodes } from './moderation.policy.ts'
import type { RejectionReason } from './statement.ts'

/** Decisions, their reasons, appeals and reports, month by month: of a dialogue, or of what was brought to a vision. */
export function LogTables({ c, months }: { c: TownContext; months: LogMonth[] }) {
  const { t } = c.var
  const n = (count: number) => new Intl.NumberFormat(c.var.language.locale).format(count)
  const small = (count: Small) =>
    count === 'few' ? t('dialogue.moderation-log.few', { fewest: c.var.municipality.fewestToShow }) : n(count)
  const numbers = (labels: string[]) => [{ label: t('dialogue.moderation-log.month') }, ...labels.map(label => ({ label, numeric: true }))]
  const reasons = (Object.keys(reasonCodes) as RejectionReason[]).filter(reason => months.some(month => countOf(month, reason) > 0))
  return (
    <>
      <Section title={t('dialogue.moderation-log.decisions')} lead={t('dialogue.moderation-log.decisions-lead')}>
        <Table
          caption={t('dialogue.moderation-log.decisions')}
          captionHidden
          columns={numbers([
            t('dialogue.moderation-log.approved'),
            t('dialogue.moderation-log.merged'),
            t('dialogue.moderation-log.rejected'),
            t('dialogue.moderation-log.reopened'),
          ])}
          rows={months.map(month => [monthIn(c, month.month), ...[month.approved, month.merged, month.rejected, month.reopened].map(n)])}
        />
      </Section>
      {reasons.length > 0 && (
        <Section title={t('dialogue.moderation-log.reasons')}>
          <Table
            caption={t('dialogue.moderation-log.reasons')}
            captionHidden
            columns={numbers(reasons.map(reason => `${reasonCodes[reason]} ${t(`dialogue.policy.name.${reason}`)}`))}
            rows={months.map(month => [monthIn(c, month.month), ...reasons.map(reason => n(countOf(month, reason)))])}
          />
        </Section>
      )}
      <Section title={t('dialogue.moderation-log.appeals')} lead={t('dialogue.moderation-log.appeals-lead')}>
        <Table
          caption={t('dialogue.moderation-log.appeals')}
          captionHidden
          columns={numbers([
            t('dialogue.moderation-log.received'),
            t('dialogue.moderation-log.granted'),
            t('dialogue.moderation-log.refused'),
            t('dialogue.moderation-log.same-person'),
          ])}
          rows={months.map(({ month, appeals }) => [
            monthIn(c, month),
            ...[appeals.received, appeals.granted, appeals.refused, appeals.samePerson].map(small),
          ])}
        />
      </Section>
      <Section title={t('dialogue.moderation-log.reports')} lead={t('dialogue.moderation-log.reports-lead')}>
        <Table
          caption={t('dialogue.moderation-log.reports')}
          captionHidden
          columns={numbers([
            t('dialogue.moderation-log.received'),
            t('dialogue.moderation-log.removed'),
            t('dialogue.moderation-log.kept'),
          ])}
          rows={months.map(({ month, reports }) => [monthIn(c, month), ...[reports.received, reports.removed, reports.kept].map(small)])}
        />
      </Section>
    </>
  )
}

const countOf = ({ reasons }: LogMonth, reason: RejectionReason) => reasons.find(each => each.reason === reason)?.count ?? 0

const monthIn = (c: TownContext, month: string) =>
  new Intl.DateTimeFormat(c.var.language.locale, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${month}-15T12:00:00Z`),
  )
