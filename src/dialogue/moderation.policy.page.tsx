import { Markdown } from '#platform/markdown'
import { Button, Buttons, Page, PageHead, Prose, Section, Table } from '#platform/web'
import { type ModerationPolicy, publishableReasons, reasonCodes } from './moderation.policy.ts'
import { paths } from './paths.ts'
import type { RejectionReason } from './statement.ts'
import type { DialogueContext } from './visitor.ts'
import { Question, writtenIn } from './vote.page.tsx'

/** By which rules statements are looked at: what authors can read before they write, and hold against a decision. */
export function PolicyPage({ c, policy }: { c: DialogueContext; policy: ModerationPolicy }) {
  const { t } = c.var
  const { dialogue } = c.var.agenda
  const at = { town: c.var.municipality.slug, dialogue: dialogue.slug }
  return (
    <Page c={c} title={t('dialogue.policy.title')} width="normal">
      <PageHead title={t('dialogue.policy.title')} preline={<Question c={c} dialogue={dialogue} />}>
        <Buttons>
          <Button label={t('dialogue.moderation-log.link')} href={paths.moderationLog.to(at)} kind="secondary" />
          <Button label={t('dialogue.policy.back')} href={paths.dialogue.to(at)} kind="quiet" icon="back" />
        </Buttons>
      </PageHead>
      {policy.text ? (
        <Markdown text={policy.text} headingLevel={2} {...writtenIn(c, dialogue)} />
      ) : (
        <Prose>
          <p>{t('dialogue.policy.usual-opinion')}</p>
          <p>{t('dialogue.policy.usual-equal')}</p>
        </Prose>
      )}
      <Section title={t('dialogue.policy.reasons')} lead={t('dialogue.policy.reasons-lead')}>
        <Table
          caption={t('dialogue.policy.reasons')}
          captionHidden
          columns={[{ label: t('dialogue.policy.reason') }, { label: t('dialogue.policy.meaning') }]}
          rows={(Object.keys(reasonCodes) as RejectionReason[]).map(reason => [
            <>
              <strong>{reasonCodes[reason]}</strong> {t(`dialogue.policy.name.${reason}`)}
            </>,
            t(`dialogue.policy.meaning-of.${reason}`),
          ])}
        />
      </Section>
      <Section title={t('dialogue.policy.promises')}>
        <Prose>
          <p>{t(dialogue.moderation === 'before' ? 'dialogue.policy.checked-before' : 'dialogue.policy.checked-after')}</p>
          <p>{t('dialogue.policy.promise', { hours: policy.promisedHours })}</p>
          <p>{t('dialogue.policy.told')}</p>
          <p>{t('dialogue.policy.appeal')}</p>
          <p>{t('dialogue.policy.report')}</p>
          <p>{textsSentence(c, policy)}</p>
        </Prose>
      </Section>
    </Page>
  )
}

const textsSentence = (c: DialogueContext, { rejectedTextsSince }: ModerationPolicy) =>
  rejectedTextsSince
    ? c.var.t('dialogue.policy.texts-public', { codes: publishableReasons.map(reason => reasonCodes[reason]).join(', ') })
    : c.var.t('dialogue.policy.texts-hidden')
