import { sql } from 'kysely'
import type { DialogueDoor, Results } from '#dialogue'
import type { Read } from '#platform/db'
import type { PublishedThread, PublishedWording } from './sentence.ts'
import { supportOf, type VoiceSupport } from './support.ts'
import type { FrozenIssue, FrozenSentence } from './version.ts'
import { dialoguesOf } from './vision.store.ts'

// A version of a large town weighs megabytes: what is asked of one sentence is taken out of it in the database.

/** How a sentence reads in every version, newest first; empty where none was ever published with it. */
export async function wordingsOf(db: Read, vision: string, number: number): Promise<PublishedWording[]> {
  const rows = await db.rows<PublishedWording & { adoptedOn: string | null; body: string | null; resolutionNumber: string | null }>(sql`
    select version.number as version, version.kind, version.name, version.published_at as "publishedAt", version.content ->> 'language' as language,
      version.content ->> 'title' as title, published ->> 'text' as text, published ->> 'explanation' as explanation,
      adoption.adopted_on::text as "adoptedOn", adoption.body, adoption.resolution_number as "resolutionNumber"
    from vision_version version
    left join adoption on adoption.municipality_id = version.municipality_id and adoption.vision_id = version.vision_id
      and adoption.version = version.number
    left join lateral jsonb_path_query_first(version.content, '$.chapters[*].sentences[*] ? (@.number == $number)',
      jsonb_build_object('number', ${number}::integer)) as published on true
    where version.municipality_id = ${db.municipality} and version.vision_id = ${vision}
    order by version.number desc`)
  if (rows.every(({ text }) => text === null)) return []
  return rows.map(({ adoptedOn, body, resolutionNumber, ...row }) => ({
    ...row,
    adoption: adoptedOn && body !== null && resolutionNumber !== null ? { adoptedOn, body, resolutionNumber } : null,
  }))
}

/** A sentence as a version has published it; undefined where the version does not have it. */
export async function publishedThread(
  db: Read,
  vision: string,
  version: number,
  number: number,
  language: string,
): Promise<PublishedThread | undefined> {
  const [row] = await db.rows<PublishedThread & { sentence: FrozenSentence; issues: FrozenIssue[] }>(sql`
    select published as sentence, chapter ->> 'title' as chapter,
      jsonb_path_query_array(content, '$.issues[*] ? (@.sentences[*] == $number)', jsonb_build_object('number', ${number}::integer)) as issues,
      content #> array['translations', ${language}::text, 'sentences', ${String(number)}::text] as translation,
      content #>> array['translations', ${language}::text, 'explanations', ${String(number)}::text] as explanation
    from vision_version
    cross join lateral jsonb_array_elements(content -> 'chapters') as chapter
    cross join lateral jsonb_array_elements(chapter -> 'sentences') as published
    where municipality_id = ${db.municipality} and vision_id = ${vision} and vision_version.number = ${version}
      and (published ->> 'number')::integer = ${number}`)
  return row
}

/** How published voices fare now, in their order. */
export async function supportNow(
  db: Read,
  dialogues: DialogueDoor,
  vision: string,
  voices: readonly VoiceSupport[],
  fewest: number,
): Promise<VoiceSupport[]> {
  const known = new Map((await dialoguesOf(db, vision)).map(dialogue => [dialogue.slug, dialogue]))
  const results = new Map<string, Results>()
  for (const slug of new Set(voices.map(({ dialogue }) => dialogue.slug))) {
    const id = known.get(slug)?.id
    const found = id && (await dialogues.resultsOf(db, id, fewest))
    if (found) results.set(id, found)
  }
  const named = voices.map(voice => ({ ...voice, dialogue: { ...voice.dialogue, id: known.get(voice.dialogue.slug)?.id ?? '' } }))
  return supportOf(named, results)
}

/** Which of the voices may be read no more, as `slug number`: a moderator has rejected the statement since, or it is gone. */
export async function hiddenAmong(db: Read, voices: readonly VoiceSupport[]): Promise<Set<string>> {
  const [slugs, numbers] = [voices.map(({ dialogue }) => dialogue.slug), voices.map(({ number }) => number)]
  const rows = await db.rows<{ slug: string; number: number }>(sql`
    select voice.slug, voice.number from unnest(${slugs}::text[], ${numbers}::integer[]) as voice (slug, number)
    where not exists (
      select from statement
      join dialogue on dialogue.municipality_id = statement.municipality_id and dialogue.id = statement.dialogue_id
      where statement.municipality_id = ${db.municipality} and dialogue.slug = voice.slug and statement.number = voice.number
        and statement.state in ('approved', 'merged') and dialogue.phase <> 'draft')`)
  return new Set(rows.map(keyOf))
}

export const keyOf = ({ slug, number }: { slug: string; number: number }) => `${slug} ${number}`

/** Files of what a sentence draws on, by the title of the source: a version names its sources, but keeps no files. */
export async function filesOf(db: Read, vision: string, number: number): Promise<Map<string, { id: string; name: string }>> {
  const rows = await db.rows<{ title: string; source: string; name: string }>(sql`
    select source.title, source.id as source, file.name
    from sentence_source as source
    join sentence on sentence.municipality_id = source.municipality_id and sentence.id = source.sentence_id
    join source_file as file on file.municipality_id = source.municipality_id and file.id = source.file_id
    where source.municipality_id = ${db.municipality} and sentence.vision_id = ${vision} and sentence.number = ${number}`)
  return new Map(rows.map(({ title, source, name }) => [title, { id: source, name }]))
}

export type PublicFile = { name: string; mediaType: string; content: Uint8Array }

/** The file of a source, where a published version of its sentence names the source. */
export async function findPublicFile(db: Read, vision: string, source: string): Promise<PublicFile | undefined> {
  if (!isId.test(source)) return undefined
  const [file] = await db.rows<PublicFile>(sql`
    select file.name, file.media_type as "mediaType", file.content
    from sentence_source as source
    join sentence on sentence.municipality_id = source.municipality_id and sentence.id = source.sentence_id
    join source_file as file on file.municipality_id = source.municipality_id and file.id = source.file_id
    where source.municipality_id = ${db.municipality} and sentence.vision_id = ${vision} and source.id = ${source}
      and exists (
        select from vision_version version
        where version.municipality_id = ${db.municipality} and version.vision_id = ${vision}
          and jsonb_path_exists(version.content, '$.chapters[*].sentences[*] ? (@.number == $number).sources[*] ? (@.title == $title)',
            jsonb_build_object('number', sentence.number, 'title', source.title)))`)
  return file
}
const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
