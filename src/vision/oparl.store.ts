import type { ColumnType, Generated } from 'kysely'
import type { Read, Write } from '#platform/db'
import type { CouncilAnswer, CouncilReading, CouncilRefusal } from './oparl.ts'

declare module '#platform/db' {
  interface TownTables {
    oparl_object: {
      municipality_id: string
      url: string
      fetched_at: Date
      content: ColumnType<CouncilReading | null, string | null, string | null>
      refusal: Generated<CouncilRefusal | ''>
    }
  }
}

export const findAnswer = (db: Read, url: string): Promise<CouncilAnswer | undefined> =>
  db
    .selectFrom('oparl_object')
    .select(['content as reading', 'fetched_at as fetchedAt', 'refusal'])
    .where('municipality_id', '=', db.municipality)
    .where('url', '=', url)
    .executeTakeFirst()

/** What came in takes the place of what was known. */
export const putReading = (db: Write, url: string, reading: CouncilReading, now: Date) => {
  const values = { content: JSON.stringify(reading), fetched_at: now, refusal: '' as const }
  return db
    .insertInto('oparl_object')
    .values({ municipality_id: db.municipality, url, ...values })
    .onConflict(same => same.columns(['municipality_id', 'url']).doUpdateSet(values))
    .execute()
}

/** What was known stays, with the day it is from. */
export const putRefusal = (db: Write, url: string, refusal: CouncilRefusal, now: Date) =>
  db
    .insertInto('oparl_object')
    .values({ municipality_id: db.municipality, url, content: null, fetched_at: now, refusal })
    .onConflict(same => same.columns(['municipality_id', 'url']).doUpdateSet({ refusal }))
    .execute()
