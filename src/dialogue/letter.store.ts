import { sql } from 'kysely'
import type { Read, Write } from '#platform/db'

declare module '#platform/db' {
  interface TownTables {
    letter_code: { municipality_id: string; dialogue_id: string; code_hash: string }
  }
}

export async function putCodes(db: Write, dialogue: string, hashes: readonly string[]) {
  await db.rows(sql`
    insert into letter_code (municipality_id, dialogue_id, code_hash)
    select ${db.municipality}::uuid, ${dialogue}::uuid, given from unnest(${[...hashes].sort()}::text[]) as given`)
  await db.rows(sql`
    update dialogue set letters_made = letters_made + ${hashes.length} where municipality_id = ${db.municipality} and id = ${dialogue}`)
}

/**
 * Uses a code up: of two at once, one is in time. Its row goes: if it stayed, the order in which rows were changed would be that in which
 * voices came, and tell which is whose.
 */
export async function useCode(db: Write, dialogue: string, hash: string): Promise<boolean> {
  const used = await db
    .deleteFrom('letter_code')
    .where('municipality_id', '=', db.municipality)
    .where('dialogue_id', '=', dialogue)
    .where('code_hash', '=', hash)
    .returning('code_hash')
    .executeTakeFirst()
  return used !== undefined
}

export async function codeCounts(db: Read, dialogue: string): Promise<{ made: number; used: number }> {
  const [row] = await db.rows<{ made: number; left: number }>(sql`
    select letters_made as made, (select count(*) from letter_code
        where municipality_id = ${db.municipality} and dialogue_id = dialogue.id)::integer as "left"
    from dialogue where municipality_id = ${db.municipality} and id = ${dialogue}`)
  return row ? { made: row.made, used: row.made - row.left } : { made: 0, used: 0 }
}
