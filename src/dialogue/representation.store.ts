import type { Read, Write } from '#platform/db'
import type { Representation } from './representation.ts'

declare module '#platform/db' {
  interface TownTables {
    representation: {
      municipality_id: string
      dialogue_id: string
      computed_at: Date
      respondents: number
      basis: string
      content: unknown
    }
  }
}

export type StoredRepresentation = { computedAt: Date; respondents: number; basis: string; content: Representation }

export async function findRepresentation(db: Read, dialogue: string): Promise<StoredRepresentation | undefined> {
  const row = await db
    .selectFrom('representation')
    .selectAll()
    .where('municipality_id', '=', db.municipality)
    .where('dialogue_id', '=', dialogue)
    .executeTakeFirst()
  return row && { computedAt: row.computed_at, respondents: row.respondents, basis: row.basis, content: row.content as Representation }
}

export async function putRepresentation(db: Write, dialogue: string, { computedAt, respondents, basis, content }: StoredRepresentation) {
  const values = { computed_at: computedAt, respondents, basis, content: JSON.stringify(content) }
  await db
    .insertInto('representation')
    .values({ municipality_id: db.municipality, dialogue_id: dialogue, ...values })
    .onConflict(same => same.columns(['municipality_id', 'dialogue_id']).doUpdateSet(values))
    .execute()
}
