import type { Read, Write } from '#platform/db'
import { emptySetup, type PrivacySetup } from './privacy.ts'
import type { Periods } from './retention.ts'

declare module '#platform/db' {
  interface TownTables {
    privacy_setup: { municipality_id: string; controller: string; officer: string; processors: string; periods: unknown }
  }
}

export async function findPrivacySetup(db: Read): Promise<PrivacySetup> {
  const row = await db
    .selectFrom('privacy_setup')
    .select(['controller', 'officer', 'processors', 'periods'])
    .where('municipality_id', '=', db.municipality)
    .executeTakeFirst()
  return row ? { ...row, periods: row.periods as Periods } : emptySetup
}

export async function putPrivacySetup(db: Write, { periods, ...texts }: PrivacySetup) {
  const values = { ...texts, periods: JSON.stringify(periods) }
  await db
    .insertInto('privacy_setup')
    .values({ municipality_id: db.municipality, ...values })
    .onConflict(known => known.column('municipality_id').doUpdateSet(values))
    .execute()
}
