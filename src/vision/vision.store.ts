import { sql } from 'kysely'
import type { Read, Write } from '#platform/db'
import type { Chapter, DrawnOn, Phase, Sentence, Vision, VisionText } from './vision.ts'

export type { DrawnOn } from './vision.ts'

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

/** Sentences that are no longer part of the text, by their numbers. */
export const droppedSentences = (db: Read, vision: string): Promise<Pick<Sentence, 'number' | 'text'>[]> =>
  db
    .selectFrom('sentence')
    .select(['number', 'text'])
    .where('municipality_id', '=', db.municipality)
    .where('vision_id', '=', vision)
    .where('is_dropped', '=', true)
    .orderBy('number')
    .execute()

/** A sentence by the number in its address, also one that was dropped. */
export const findSentence = (db: Read, vision: string, number: number): Promise<(Sentence & { isDropped: boolean }) | undefined> =>
  db
    .selectFrom('sentence')
    .select(['id', 'number', 'text', 'explanation', 'is_dropped as isDropped'])
    .where('municipality_id', '=', db.municipality)
    .where('vision_id', '=', vision)
    .where('number', '=', number)
    .executeTakeFirst()

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

/** Stores a vision, new or changed. */
export const putVision = (db: Write, { id, slug, title, preamble, language }: Omit<Vision, 'phase'>) =>
  db
    .insertInto('vision')
    .values({ municipality_id: db.municipality, id, slug, title, preamble, language })
    .onConflict(same =>
      same.columns(['municipality_id', 'id']).doUpdateSet({ slug, title, preamble, language, revised_at: sql<Date>`now()` }),
    )
    .execute()

/** From now on a vision draws on these dialogues and no others. */
export async function putDialogues(db: Write, vision: string, dialogues: readonly string[]) {
  await db.deleteFrom('vision_dialogue').where('municipality_id', '=', db.municipality).where('vision_id', '=', vision).execute()
  const rows = dialogues.map(dialogue_id => ({ municipality_id: db.municipality, vision_id: vision, dialogue_id }))
  if (rows.length > 0) await db.insertInto('vision_dialogue').values(rows).execute()
}

/** The dialogues from which sentences of a vision come, or statements it negotiates. */
export const dialoguesInUse = async (db: Read, vision: string): Promise<Set<string>> => {
  const rows = await db.rows<{ id: string }>(sql`
    select statement.dialogue_id as id from sentence_source as source
    join sentence on sentence.municipality_id = source.municipality_id and sentence.id = source.sentence_id
    join statement on statement.municipality_id = source.municipality_id and statement.id = source.statement_id
    where source.municipality_id = ${db.municipality} and sentence.vision_id = ${vision}
    union
    select statement.dialogue_id from issue_statement as about
    join issue on issue.municipality_id = about.municipality_id and issue.id = about.issue_id
    join statement on statement.municipality_id = about.municipality_id and statement.id = about.statement_id
    where about.municipality_id = ${db.municipality} and issue.vision_id = ${vision}`)
  return new Set(rows.map(({ id }) => id))
}

/** What concerns the text of a vision has changed. */
export const touchVision = (db: Write, vision: string) =>
  db
    .updateTable('vision')
    .set({ revised_at: sql<Date>`now()` })
    .where('municipality_id', '=', db.municipality)
    .where('id', '=', vision)
    .execute()
