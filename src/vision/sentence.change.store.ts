import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db'
import type { ChangeCause, SentenceChange } from './sentence.ts'
import type { Sentence } from './vision.ts'

export type WrittenSentence = Sentence & { chapter: string; isDropped: boolean }

/** A sentence at the desk, by the number in its address; also one that was dropped. */
export const findWritten = (db: Read, vision: string, number: number): Promise<WrittenSentence | undefined> =>
  db
    .selectFrom('sentence')
    .select(['id', 'number', 'text', 'explanation', 'chapter_id as chapter', 'is_dropped as isDropped'])
    .where('municipality_id', '=', db.municipality)
    .where('vision_id', '=', vision)
    .where('number', '=', number)
    .executeTakeFirst()

/** How many sentences there have ever been, and the number the next one gets. */
export async function numbersOf(db: Read, vision: string): Promise<{ count: number; next: number }> {
  const [row] = await db.rows<{ count: number; next: number }>(sql`
    select count(*)::integer as count, coalesce(max(number), 0) + 1 as next from sentence
    where municipality_id = ${db.municipality} and vision_id = ${vision}`)
  return row!
}

/** Adds a sentence at the end of a chapter. */
export const addSentence = (db: Write, vision: string, { id, number, chapter, text, explanation }: Omit<WrittenSentence, 'isDropped'>) =>
  db.rows(sql`
    insert into sentence (municipality_id, id, vision_id, number, chapter_id, position, text, explanation)
    select ${db.municipality}, ${id}, ${vision}, ${number}, ${chapter}, coalesce(max(position), 0) + 1, ${text}, ${explanation}
    from sentence where municipality_id = ${db.municipality} and chapter_id = ${chapter}`)

export const putWording = (db: Write, id: string, { text, explanation }: Pick<Sentence, 'text' | 'explanation'>) =>
  db.updateTable('sentence').set({ text, explanation }).where('municipality_id', '=', db.municipality).where('id', '=', id).execute()

export const putDropped = (db: Write, id: string, isDropped: boolean) =>
  db.updateTable('sentence').set({ is_dropped: isDropped }).where('municipality_id', '=', db.municipality).where('id', '=', id).execute()

/** The sentences of a chapter in order, without those that were dropped. */
export async function orderOf(db: Read, chapter: string): Promise<string[]> {
  const rows = await db
    .selectFrom('sentence')
    .select('id')
    .where('municipality_id', '=', db.municipality)
    .where('chapter_id', '=', chapter)
    .where('is_dropped', '=', false)
    .orderBy('position')
    .orderBy('number')
    .execute()
  return rows.map(({ id }) => id)
}

/** Puts these sentences into a chapter, in this order. */
export const orderSentences = (db: Write, chapter: string, ids: readonly string[]) =>
  db.rows(sql`
    update sentence set chapter_id = ${chapter}, position = ordered.place
    from unnest(${[...ids]}::uuid[]) with ordinality as ordered (id, place)
    where sentence.municipality_id = ${db.municipality} and sentence.id = ordered.id`)

type NewChange = { sentence: string; at: Date; by: string; text: string; explanation: string; cause: ChangeCause }

/** Keeps how a sentence reads from now on. */
export const putChange = (db: Write, { sentence, by, ...change }: NewChange) =>
  db
    .insertInto('sentence_change')
    .values({
      ...change,
      municipality_id: db.municipality,
      id: randomUUID(),
      sentence_id: sentence,
      person_id: by,
      contribution_id: null,
    })
    .execute()

/** How a sentence has come to read as it does, the newest first. */
export const changesOf = (db: Read, sentence: string): Promise<SentenceChange[]> =>
  db.rows<SentenceChange>(sql`
    select change.at, change.text, change.explanation, change.cause, contribution.number as contribution
    from sentence_change as change
    left join contribution on contribution.municipality_id = change.municipality_id and contribution.id = change.contribution_id
    where change.municipality_id = ${db.municipality} and change.sentence_id = ${sentence}
    order by change.at desc`)
