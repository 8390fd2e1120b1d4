import type { ColumnType, Generated } from 'kysely'
import type { TownTables } from '#platform/db'
import type { ChangeCause } from './sentence.ts'
import type { SourceKind, SourceUse } from './source.ts'
import type { VersionContent, VersionKind } from './version.ts'
import type { Phase } from './vision.ts'

export type AllVisionTables = Pick<TownTables, 'vision' | 'chapter' | 'sentence' | 'sentence_source' | 'vision_version'>

declare module '#platform/db' {
  interface TownTables {
    vision: {
      municipality_id: string
      id: string
      slug: string
      title: string
      preamble: Generated<string>
      language: string
      phase: Generated<Phase>
      created_at: Generated<Date>
      revised_at: Generated<Date>
    }
    vision_dialogue: { municipality_id: string; vision_id: string; dialogue_id: string }
    chapter: { municipality_id: string; id: string; vision_id: string; position: number; title: string }
    sentence: {
      municipality_id: string
      id: string
      vision_id: string
      number: number
      chapter_id: string
      position: number
      text: string
      explanation: Generated<string>
      is_dropped: Generated<boolean>
    }
    sentence_change: {
      municipality_id: string
      id: string
      sentence_id: string
      at: Date
      person_id: string | null
      text: string
      explanation: string
      cause: ChangeCause
      contribution_id: string | null
    }
    sentence_source: {
      municipality_id: string
      id: string
      sentence_id: string
      kind: SourceKind
      use: SourceUse
      statement_id: string | null
      title: Generated<string>
      reference: Generated<string>
      dated_on: string | null
      file_id: string | null
    }
    source_file: { municipality_id: string; id: string; vision_id: string; name: string; media_type: string; content: Uint8Array }
    vision_version: {
      municipality_id: string
      vision_id: string
      number: number
      kind: VersionKind
      name: string
      published_at: Date
      published_by: string | null
      /** Written as text, so that what is stored is what was digested. */
      content: ColumnType<VersionContent, string, never>
      digest: string
      open_points_reason: Generated<string>
    }
    adoption: {
      municipality_id: string
      vision_id: string
      version: number
      adopted_on: string
      body: string
      resolution_number: string
    }
  }
}
