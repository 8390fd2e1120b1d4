import type { MessageKey, MessageValues } from '#platform/languages'
import { EmptyState, Page, PageHead, Table } from '#platform/web'
import type { StaffContext } from './access.routes.ts'
import { momentIn } from './moment.ts'

export type RecordedDeed = { at: Date; deed: string; subject: string; details: unknown; person: string | null }

export function RecordPage({ c, deeds, most }: { c: StaffContext; deeds: RecordedDeed[]; most: number }) {
  const { t } = c.var
  return (
    <Page c={c} title={t('people.record.title')} noIndex>
      <PageHead title={t('people.record.title')} lead={t('people.record.lead', { most })} />
      {deeds.length === 0 ? (
        <EmptyState title={t('people.record.empty')} />
      ) : (
        <Table
          caption={t('people.record.title')}
          captionHidden
          columns={[{ label: t('people.record.when') }, { label: t('people.record.who') }, { label: t('people.record.what') }]}
          rows={deeds.map(entry => [momentIn(c, entry.at), entry.person ?? t('people.record.nobody'), sentenceOf(c, entry)])}
        />
      )}
    </Page>
  )
}

/** What was done, in words; a room's deed without a sentence here is still told by its name. */
function sentenceOf({ var: { t } }: StaffContext, { deed, subject, details }: RecordedDeed): string {
  try {
    return t(`people.deed.${deed}` as MessageKey, { ...(details as MessageValues), subject })
  } catch {
    return t('people.record.other', { deed, subject })
  }
}
