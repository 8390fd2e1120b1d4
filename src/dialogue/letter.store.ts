import type { Generated } from 'kysely'
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db'

declare module '#platform/db' {
  interface TownTables {
    letter_code: { municipality_id: string; dialogue_id: string; code_hash: string; is_used: Generated<boolean> }
  }
}

export const putCodes = (db: Write, dialogue: string, hashes: readonly string[]) =>
  db.rows(sql`
    insert into letter_code (municipality_id, dialogue_id, code_hash)
    select ${db.municipality}::uuid, ${dialogue}::uuid, given from unnest(${[...hashes].sort()}::text[]) as given`)

/** Uses a code up: of two at once, one is in time. */
export async function useCode(db: Write, dialogue: string, hash: string): Promise<'used-now' | 'code-used' | 'code-unknown'> {
  const used = await db
    .updateTable('letter_code')
    .set({ is_used: true })
    .where('municipality_id', '=', db.municipality)
    .where('dialogue_id', '=', dialogue)
    .where('code_hash', '=', hash)
    .where('is_used', '=', false)
    .returning('code_hash')
    .executeTakeFirst()
  if (used) return 'used-now'
  const known = await db
    .selectFrom('letter_code')
    .select('code_hash')
    .where('municipality_id', '=', db.municipality)
    .where('dialogue_id', '=', dialogue)
    .where('code_hash', '=', hash)
    .executeTakeFirst()
  return known ? 'code-used' : 'code-unknown'
}

export async function codeCounts(db: Read, dialogue: string): Promise<{ made: number; used: number }> {
  const [row] = await db.rows<{ made: number; used: number }>(sql`
    select count(*)::integer as made, (count(*) filter (where is_used))::integer as used
    from letter_code where municipality_id = ${db.municipality} and dialogue_id = ${dialogue}`)
  return row ?? { made: 0, used: 0 }
}
