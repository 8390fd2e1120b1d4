import { sql } from 'kysely'
import type { Read, Write } from '#platform/db'

export type NewChapter = { id: string; title: string; position: number }

export const putChapter = (db: Write, vision: string, { id, title, position }: NewChapter) =>
  db.insertInto('chapter').values({ municipality_id: db.municipality, id, vision_id: vision, title, position }).execute()

export type DeskChapter = { id: string; title: string; position: number; sentences: number }

/** The chapters in order, with how many sentences stand in each; dropped ones do not count. */
export const chaptersOf = (db: Read, vision: string): Promise<DeskChapter[]> =>
  db.rows(sql`
    select chapter.id, chapter.title, chapter.position, count(sentence.id)::integer as sentences
    from chapter
    left join sentence on sentence.municipality_id = chapter.municipality_id and sentence.chapter_id = chapter.id and not sentence.is_dropped
    where chapter.municipality_id = ${db.municipality} and chapter.vision_id = ${vision}
    group by chapter.id, chapter.title, chapter.position order by chapter.position, chapter.id`)

export const renameChapter = (db: Write, id: string, title: string) =>
  db.updateTable('chapter').set({ title }).where('municipality_id', '=', db.municipality).where('id', '=', id).execute()

/** Puts the chapters of a vision into this order. */
export const orderChapters = (db: Write, vision: string, ids: readonly string[]) =>
  db.rows(sql`
    update chapter set position = ordered.place
    from unnest(${[...ids]}::uuid[]) with ordinality as ordered (id, place)
    where chapter.municipality_id = ${db.municipality} and chapter.vision_id = ${vision} and chapter.id = ordered.id`)

/** Removes a chapter. Sentences that were dropped from it can be restored elsewhere: they go to `heir`. */
export async function removeChapter(db: Write, id: string, heir: string) {
  await db
    .updateTable('sentence')
    .set({ chapter_id: heir })
    .where('municipality_id', '=', db.municipality)
    .where('chapter_id', '=', id)
    .execute()
  await db.deleteFrom('chapter').where('municipality_id', '=', db.municipality).where('id', '=', id).execute()
}
