import type { Translate } from '#platform/languages'
import type { Disclosure } from './notice.ts'
import { type OwnField, ownFields } from './privacy.ts'
import { daysFor } from './retention.ts'

/** The record of processing activities (GDPR Article 30) as Markdown, for the town's own files. */
export function recordText(town: string, { setup, processings, retentions }: Disclosure, date: string, t: Translate): string {
  const own = (field: OwnField) => setup[field].replaceAll('\n', '  \n') || t('processing.gap')
  const untilOf = (kind: string) => {
    const retention = retentions.find(known => known.kind === kind)
    return retention
      ? [
          `${t(`retention.kind.${retention.kind}`)}: ${t(`retention.until.${retention.kind}`, { days: daysFor(retention, setup.periods) ?? 0 })}`,
        ]
      : []
  }
  return [
    `# ${t('processing.record.title')}: ${town}`,
    t('processing.record.date', { date }),
    ...ownFields.flatMap(field => [`## ${t(`processing.setup.${field}`)}`, own(field)]),
    `## ${t('processing.record.activities')}`,
    ...processings.flatMap(({ key, subjects, basis, recipients, retention, values }, place) => [
      `### ${place + 1}. ${t(`processing.activity.${key}.title`)}`,
      [
        `- **${t('processing.purpose')}:** ${t(`processing.activity.${key}.text`, values(t))}`,
        `- **${t('processing.subjects-label')}:** ${t(`processing.subjects.${subjects}`)}`,
        `- **${t('processing.data')}:** ${t(`processing.activity.${key}.data`, values(t))}`,
        `- **${t('processing.basis')}:** ${t(`retention.ground.${basis}`)}`,
        `- **${t('processing.recipients')}:** ${recipients.join(', ') || t('processing.no-recipients')}`,
        `- **${t('processing.kept')}:** ${retention.flatMap(untilOf).join(' ')}`,
      ].join('\n'),
    ]),
    `## ${t('processing.record.measures')}`,
    t('processing.record.measures-text'),
    '',
  ].join('\n\n')
}
