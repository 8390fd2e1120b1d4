import { languageOf } from '#platform/languages'
import { Button, Buttons, EmptyState, Page, PageHead, Section, Stack, Table } from '#platform/web'
import type { RejectedText } from './moderation.log.store.ts'
import { LogTables } from './moderation.log.tables.page.tsx'
import type { LogMonth } from './moderation.log.ts'
import { type ModerationPolicy, reasonCodes } from './moderation.policy.ts'
import { paths } from './paths.ts'
import { SetAsideNotice } from './quarantine.notice.page.tsx'
import type { SetAside } from './quarantine.ts'
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
        lead={t('dialogue.moderation-log.lead', { fewest: c.var.municipality.fewestToShow })}
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
      {log.months.length > 0 && <LogTables c={c} months={log.months} />}
      {log.policy.rejectedTextsSince && <Texts c={c} texts={log.texts} />}
    </Page>
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
