import { sql } from 'kysely'
import type { Read } from '#platform/db'
import type { OtherSource, Sources, SourceUse, Voice } from './source.ts'
import type { SourceFile } from './source-file.ts'

/** Where the sentences of a vision come from, by the sentence's id; sentences without sources are left out. `only`: of these sentences. */
export async function sourcesOf(db: Read, vision: string, only?: readonly string[]): Promise<Map<string, Sources>> {
  const [voices, others] = [await voicesOf(db, vision, only), await othersOf(db, vision)]
  const found = new Map<string, Sources>()
  const of = (sentence: string) => {
    if (!found.has(sentence)) found.set(sentence, { voices: [], others: [] })
    return found.get(sentence)!
  }
  for (const { sentence, ...voice } of voices) of(sentence).voices.push(voice)
  for (const { sentence, ...other } of others) of(sentence).others.push(other)
  return found
}

async function voicesOf(db: Read, vision: string, only: readonly string[] | undefined): Promise<(Voice & { sentence: string })[]> {
  const rows = await db.rows<VoiceRow>(sql`
    select source.id, source.sentence_id as sentence, source.use, source.statement_id as "statementId", statement.number, statement.text,
      statement.language, dialogue.id as "dialogueId", dialogue.slug, dialogue.question
    from sentence_source as source
    join sentence on sentence.municipality_id = source.municipality_id and sentence.id = source.sentence_id
    join statement on statement.municipality_id = source.municipality_id and statement.id = source.statement_id
    join dialogue on dialogue.municipality_id = source.municipality_id and dialogue.id = statement.dialogue_id
    where source.municipality_id = ${db.municipality} and sentence.vision_id = ${vision}
      and (${only === undefined} or sentence.id = any(${only ? [...only] : []}::uuid[]))
    order by dialogue.created_at, statement.number`)
  return rows.map(({ dialogueId, slug, question, ...voice }) => ({ ...voice, dialogue: { id: dialogueId, slug, question } }))
}

type VoiceRow = Omit<Voice, 'dialogue'> & { sentence: string; use: SourceUse; dialogueId: string; slug: string; question: string }

async function othersOf(db: Read, vision: string): Promise<(OtherSource & { sentence: string })[]> {
  const rows = await db.rows<Omit<OtherSource, 'file'> & { sentence: string; fileId: string | null; fileName: string | null }>(sql`
    select source.id, source.sentence_id as sentence, source.use, source.kind, source.title, source.reference, source.dated_on::text as "datedOn",
      file.id as "fileId", file.name as "fileName"
    from sentence_source as source
    join sentence on sentence.municipality_id = source.municipality_id and sentence.id = source.sentence_id
    left join source_file as file on file.municipality_id = source.municipality_id and file.id = source.file_id
    where source.municipality_id = ${db.municipality} and sentence.vision_id = ${vision} and source.kind <> 'statement'
    order by source.dated_on nulls last, source.title`)
  return rows.map(({ fileId, fileName, ...source }) => ({ ...source, file: fileId && fileName ? { id: fileId, name: fileName } : null }))
}

/** The file of a source, for staff: published or not. */
export async function findSourceFile(db: Read, vision: string, source: string): Promise<SourceFile | undefined> {
  const [file] = await db.rows<SourceFile>(sql`
    select file.name, file.media_type as "mediaType", file.content
    from sentence_source as source
    join source_file as file on file.municipality_id = source.municipality_id and file.id = source.file_id
    where source.municipality_id = ${db.municipality} and file.vision_id = ${vision} and source.id::text = ${source}`)
  return file
}
