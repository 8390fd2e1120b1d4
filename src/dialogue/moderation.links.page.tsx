import type { TownContext } from '#platform/web'
import { paths } from './paths.ts'

/** The ways to the rules and the log, below whatever they apply to. */
export function ModerationLinks({ c, dialogue }: { c: TownContext; dialogue: { slug: string } }) {
  const { t } = c.var
  const at = { town: c.var.municipality.slug, dialogue: dialogue.slug }
  return (
    <p class="small">
      <a href={paths.policy.to(at)}>{t('dialogue.policy.link')}</a> ·{' '}
      <a href={paths.moderationLog.to(at)}>{t('dialogue.moderation-log.link')}</a>
    </p>
  )
}
