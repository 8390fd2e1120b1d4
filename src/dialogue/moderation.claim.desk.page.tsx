import { csrfFields } from '#platform/people'
import { Button, Buttons, Form, type IconName, Notice, type TownContext } from '#platform/web'
import type { Dialogue } from './dialogue.ts'
import type { ClaimCounts } from './moderation.ts'
import { paths } from './paths.ts'

/** What else waits for moderators, besides statements. */
export type Attention = { alerts: number; appeals: number; reports: number; overdue: number }

/** One line each for what needs attention, and the ways to rules and log. */
export function AttentionBar({ c, dialogue, attention }: { c: TownContext; dialogue: Dialogue; attention: Attention }) {
  const { t } = c.var
  const at = { town: c.var.municipality.slug, dialogue: dialogue.slug }
  const kindOf = (count: number) => (count > 0 ? 'primary' : 'quiet')
  const way = (label: string, href: string, count: number, icon: IconName) => (
    <Button label={label} href={href} kind={kindOf(count)} icon={icon} small />
  )
  return (
    <>
      {attention.overdue > 0 && <Notice tone="warning" title={t('dialogue.moderation.overdue-notice', { count: attention.overdue })} />}
      {attention.alerts > 0 && (
        <Notice tone="warning" title={t('dialogue.moderation.alerts', { count: attention.alerts })}>
          <a href={paths.desk.quarantines.to(at)}>{t('dialogue.moderation.alerts-link')}</a>
        </Notice>
      )}
      <Buttons>
        {way(t('dialogue.moderation.reports', { count: attention.reports }), paths.desk.reports.to(at), attention.reports, 'warning')}
        {way(t('dialogue.moderation.appeals', { count: attention.appeals }), paths.desk.appeals.to(at), attention.appeals, 'voice')}
        <Button label={t('dialogue.moderation.log')} href={paths.moderationLog.to(at)} kind="quiet" small />
        {c.var.role === 'coordinator' ? (
          <Button label={t('dialogue.desk-policy.title')} href={paths.desk.policy.to(at)} kind="quiet" icon="edit" small />
        ) : (
          <Button label={t('dialogue.moderation.policy')} href={paths.policy.to(at)} kind="quiet" small />
        )}
      </Buttons>
    </>
  )
}

/** `own`: says how many this person has in hand, until when. */
type ClaimProps = { c: TownContext; action: string; claims: ClaimCounts; free: number; own: (until: string) => string }

/** Taking texts in hand, and handing them back. */
export function ClaimBar({ c, action, claims, free, own }: ClaimProps) {
  const { t } = c.var
  if (free === 0 && claims.own === 0 && claims.others === 0) return null
  return (
    <Form action={action} hidden={csrfFields(c)}>
      <p class="small muted">
        {claims.own > 0 && claims.ownUntil ? own(timeIn(c, claims.ownUntil)) : t('dialogue.moderation.claim.hint')}{' '}
        {claims.others > 0 && t('dialogue.moderation.claim.others', { count: claims.others })}
      </p>
      <Buttons>
        {claims.own === 0 && free > 0 && (
          <Button label={t('dialogue.moderation.claim.take')} name="deed" value="take" kind="secondary" small />
        )}
        {claims.own > 0 && <Button label={t('dialogue.moderation.claim.leave')} name="deed" value="leave" kind="quiet" icon="undo" small />}
      </Buttons>
    </Form>
  )
}

const timeIn = (c: TownContext, moment: Date) =>
  new Intl.DateTimeFormat(c.var.language.locale, { timeZone: 'Europe/Berlin', timeStyle: 'short' }).format(moment)
