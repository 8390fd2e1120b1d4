import { sql } from 'kysely'
import type { Read } from '#platform/db'
import type { Chapter, Phase, Sentence, Vision, VisionText } from './vision.ts'

const visions = (db: Read) =>
  db.selectFrom('vision').select(['id', 'slug', 'title', 'preamble', 'language', 'phase']).where('municipality_id', '=', db.municipality)

/** Newest first. */
export const allVisions = (db: Read): Promise<Vision[]> => visions(db).orderBy('created_at', 'desc').execute()

export const findVision = (db: Read, slug: string): Promise<Vision | undefined> => visions(db).where('slug', '=', slug).executeTakeFirst()

/** The vision, held until the transaction ends: of two who change it at once the second sees what the first has done. */
export async function lockVision(db: Read, slug: string): Promise<Vision | undefined> {
  const [row] = await db.rows<Vision & { phase: Phase }>(sql`
    select id, slug, title, preamble, language, phase from vision where municipality_id = ${db.municipality} and slug = ${slug} for update`)
  return row
}

/** The text as it reads now. */
export async function textOf(db: Read, vision: string): Promise<VisionText> {
  const chapters = await db
    .selectFrom('chapter')
    .select(['id', 'title'])
    .where('municipality_id', '=', db.municipality)
    .where('vision_id', '=', vision)
    .orderBy('position')
    .orderBy('id')
    .execute()
  const sentences = await db
    .selectFrom('sentence')
    .select(['id', 'number', 'text', 'explanation', 'chapter_id'])
    .where('municipality_id', '=', db.municipality)
    .where('vision_id', '=', vision)
    .where('is_dropped', '=', false)
    .orderBy('position')
    .orderBy('number')
    .execute()
  const inChapter = Map.groupBy(sentences, ({ chapter_id }) => chapter_id)
  return { chapters: chapters.map((chapter): Chapter => ({ ...chapter, sentences: (inChapter.get(chapter.id) ?? []).map(toSentence) })) }
}

const toSentence = ({ id, number, text, explanation }: Sentence): Sentence => ({ id, number, text, explanation })

/** A sentence by the number in its address, also one that was dropped. */
export const findSentence = (db: Read, vision: string, number: number): Promise<(Sentence & { isDropped: boolean }) | undefined> =>
  db
    .selectFrom('sentence')
    .select(['id', 'number', 'text', 'explanation', 'is_dropped as isDropped'])
    .where('municipality_id', '=', db.municipality)
    .where('vision_id', '=', vision)
    .where('number', '=', number)
    .executeTakeFirst()

export type DrawnOn = { id: string; slug: string; question: string }

/** The dialogues a vision draws on, oldest first. */
export const dialoguesOf = (db: Read, vision: string): Promise<DrawnOn[]> =>
  db
    .selectFrom('vision_dialogue')
    .innerJoin('dialogue', join =>
      join
        .onRef('dialogue.municipality_id', '=', 'vision_dialogue.municipality_id')
        .onRef('dialogue.id', '=', 'vision_dialogue.dialogue_id'),
    )
    .select(['dialogue.id', 'dialogue.slug', 'dialogue.question'])
    .where('vision_dialogue.municipality_id', '=', db.municipality)
    .where('vision_dialogue.vision_id', '=', vision)
    .orderBy('dialogue.created_at')
    .execute()
