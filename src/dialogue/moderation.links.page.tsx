import type { TownContext } from '#platform/web'
import { paths } from './paths.ts'

type Props = { c: TownContext; dialogue: { slug: string }; statement?: { number: number } }

/** The ways to the rules and the log, below whatever they apply to, and to reporting a statement. */
export function ModerationLinks({ c, dialogue, statement }: Props) {
  const { t } = c.var
  const at = { town: c.var.municipality.slug, dialogue: dialogue.slug }
  return (
    <p class="small">
      {statement && (
        <>
          <a href={paths.report.to({ ...at, statement: statement.number })}>{t('dialogue.report.link')}</a> ·{' '}
        </>
      )}
      <a href={paths.policy.to(at)}>{t('dialogue.policy.link')}</a> ·{' '}
      <a href={paths.moderationLog.to(at)}>{t('dialogue.moderation-log.link')}</a>
    </p>
  )
}
