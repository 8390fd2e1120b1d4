import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db'
import type { SourceUse } from './source.ts'
import type { JudgedSource } from './source.values.ts'

export const isVoiceOf = async (db: Read, sentence: string, statement: string): Promise<boolean> =>
  (await db
    .selectFrom('sentence_source')
    .select('id')
    .where('municipality_id', '=', db.municipality)
    .where('sentence_id', '=', sentence)
    .where('statement_id', '=', statement)
    .executeTakeFirst()) !== undefined

/** A statement becomes one of the voices a sentence comes from. */
export const putVoice = (db: Write, { sentence, statement, use }: { sentence: string; statement: string; use: SourceUse }) =>
  db
    .insertInto('sentence_source')
    .values({
      municipality_id: db.municipality,
      id: randomUUID(),
      sentence_id: sentence,
      kind: 'statement',
      use,
      statement_id: statement,
      dated_on: null,
      file_id: null,
    })
    .execute()

/** Something from outside the dialogues becomes a source of a sentence, with its file if it brings one. */
export async function putOther(db: Write, vision: string, sentence: string, { file, datedOn, ...source }: JudgedSource) {
  const fileId = file ? randomUUID() : null
  if (file && fileId)
    await db
      .insertInto('source_file')
      .values({
        municipality_id: db.municipality,
        id: fileId,
        vision_id: vision,
        name: file.name,
        media_type: file.mediaType,
        content: file.content,
      })
      .execute()
  await db
    .insertInto('sentence_source')
    .values({
      ...source,
      municipality_id: db.municipality,
      id: randomUUID(),
      sentence_id: sentence,
      statement_id: null,
      dated_on: datedOn,
      file_id: fileId,
    })
    .execute()
}

/** Removes a source from outside the dialogues, and its file with it; false where the sentence has no such source. */
export async function removeSource(db: Write, sentence: string, id: string): Promise<boolean> {
  const [removed] = await db.rows<{ file: string | null }>(sql`
    delete from sentence_source where municipality_id = ${db.municipality} and sentence_id = ${sentence} and id::text = ${id}
      and statement_id is null
    returning file_id as file`)
  if (removed?.file)
    await db.deleteFrom('source_file').where('municipality_id', '=', db.municipality).where('id', '=', removed.file).execute()
  return removed !== undefined
}
