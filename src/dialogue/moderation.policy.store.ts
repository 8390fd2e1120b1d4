import type { Read, Write } from '#platform/db'
import { type ModerationPolicy, usualPolicy } from './moderation.policy.ts'

declare module '#platform/db' {
  interface TownTables {
    moderation_policy: {
      municipality_id: string
      dialogue_id: string
      text: string
      promised_hours: number
      rejected_texts_since: Date | null
    }
  }
}

export async function policyOf(db: Read, dialogue: string): Promise<ModerationPolicy> {
  const row = await db
    .selectFrom('moderation_policy')
    .select(['text', 'promised_hours as promisedHours', 'rejected_texts_since as rejectedTextsSince'])
    .where('municipality_id', '=', db.municipality)
    .where('dialogue_id', '=', dialogue)
    .executeTakeFirst()
  return row ?? usualPolicy
}

export const putPolicy = (db: Write, dialogue: string, { text, promisedHours, rejectedTextsSince }: ModerationPolicy) => {
  const values = { text, promised_hours: promisedHours, rejected_texts_since: rejectedTextsSince }
  return db
    .insertInto('moderation_policy')
    .values({ municipality_id: db.municipality, dialogue_id: dialogue, ...values })
    .onConflict(same => same.columns(['municipality_id', 'dialogue_id']).doUpdateSet(values))
    .execute()
}

/** In how many hours the strictest of these dialogues has promised a decision; where there is none, the usual time. */
export async function promisedHours(db: Read, dialogues: readonly string[]): Promise<number> {
  const hours: number[] = []
  for (const dialogue of dialogues) hours.push((await policyOf(db, dialogue)).promisedHours)
  return hours.length > 0 ? Math.min(...hours) : usualPolicy.promisedHours
}
