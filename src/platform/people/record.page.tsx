import { EmptyState, Page, PageHead, Table } from '#platform/web'
import type { StaffContext } from './access.routes.ts'
import { sentenceOf } from './deed.page.tsx'
import { momentIn } from './moment.ts'

/** `person` did it, `about` is whom it was done to; null once their account is erased. */
export type RecordedDeed = {
  at: Date
  deed: string
  subject: string
  details: unknown
  actor: string
  person: string | null
  about: string | null
}

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
          rows={deeds.map(entry => [
            momentIn(c, entry.at),
            entry.person ?? t(entry.actor === '' ? 'people.record.nobody' : 'people.record.erased'),
            sentenceOf(t, entry, entry.about),
          ])}
        />
      )}
    </Page>
  )
}
