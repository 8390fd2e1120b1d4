import { languageOf } from '#platform/languages'
import { Button, Buttons, EmptyState, Page, PageHead, Section, Stack, Table } from '#platform/web'
import type { RejectedText } from './moderation.log.store.ts'
import type { LogMonth, Small } from './moderation.log.ts'
import { type ModerationPolicy, reasonCodes } from './moderation.policy.ts'
import { paths } from './paths.ts'
import { SetAsideNotice } from './quarantine.notice.page.tsx'
import type { SetAside } from './quarantine.ts'
import type { RejectionReason } from './statement.ts'
import { fewestToShow } from './suppression.ts'
import type { DialogueContext } from './visitor.ts'
import { Question } from './vote.page.tsx'

export type ModerationLog = {
  months: LogMonth[]
  policy: ModerationPolicy
  texts: RejectedText[]
  setAside: SetAside | undefined
}

export function ModerationLogPage({ c, log }: { c: DialogueContext; log: ModerationLog }) {
  const { t } = c.var
  const { dialogue } = c.var.agenda
  const at = { town: c.var.municipality.slug, dialogue: dialogue.slug }
  return (
    <Page c={c} title={t('dialogue.moderation-log.title')} width="wide">
      <PageHead
        title={t('dialogue.moderation-log.title')}
        preline={<Question c={c} dialogue={dialogue} />}
        lead={t('dialogue.moderation-log.lead', { fewest: fewestToShow })}
      >
        <Buttons>
          <Button label={t('dialogue.policy.link')} href={paths.policy.to(at)} kind="secondary" />
          <Button label={t('dialogue.moderation-log.download')} href={paths.moderationLogTable.to(at)} kind="secondary" icon="download" />
          <Button label={t('dialogue.policy.back')} href={paths.dialogue.to(at)} kind="quiet" icon="back" />
        </Buttons>
      </PageHead>
      <Stack>
        {log.setAside && <SetAsideNotice c={c} setAside={log.setAside} />}
        {log.months.length === 0 && <EmptyState title={t('dialogue.moderation-log.empty')} />}
      </Stack>
      {log.months.length > 0 && <Months c={c} months={log.months} />}
      {log.policy.rejectedTextsSince && <Texts c={c} texts={log.texts} />}
    </Page>
  )
}

function Months({ c, months }: { c: DialogueContext; months: LogMonth[] }) {
  const { t } = c.var
  const n = (count: number) => new Intl.NumberFormat(c.var.language.locale).format(count)
  const small = (count: Small) => (count === 'few' ? t('dialogue.moderation-log.few', { fewest: fewestToShow }) : n(count))
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

function Texts({ c, texts }: { c: DialogueContext; texts: RejectedText[] }) {
  const { t } = c.var
  return (
    <Section title={t('dialogue.moderation-log.texts')} lead={t('dialogue.moderation-log.texts-lead')}>
      {texts.length === 0 ? (
        <p>{t('dialogue.moderation-log.texts-none')}</p>
      ) : (
        <Table
          caption={t('dialogue.moderation-log.texts')}
          captionHidden
          columns={[{ label: t('dialogue.moderation-log.text') }, { label: t('dialogue.policy.reason') }]}
          rows={texts.map(({ text, language, reason }) => [
            <span lang={language} dir={languageOf(language).direction}>
              {text}
            </span>,
            `${reasonCodes[reason]} ${t(`dialogue.policy.name.${reason}`)}`,
          ])}
        />
      )}
    </Section>
  )
}

const countOf = ({ reasons }: LogMonth, reason: RejectionReason) => reasons.find(each => each.reason === reason)?.count ?? 0

const monthIn = (c: DialogueContext, month: string) =>
  new Intl.DateTimeFormat(c.var.language.locale, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${month}-15T12:00:00Z`),
  )
