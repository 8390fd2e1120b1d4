import { sql } from 'kysely'
import type { Read, Write } from '#platform/db'
import type { LinkableSentence } from './goal.sentence.ts'

/** Sentences a goal serves, and all others of the working texts and of what holds: the newest and the adopted versions. */
export const linkableSentences = (db: Read, goalId: string): Promise<LinkableSentence[]> =>
  db.rows(sql`
    select sentence.id, sentence.number, sentence.text, sentence.is_dropped as "isDropped", chapter.title as chapter,
      vision.slug as vision, vision.title as "visionTitle", vision.language, serving.goal_id is not null as "isLinked"
    from sentence
    join chapter on chapter.municipality_id = sentence.municipality_id and chapter.id = sentence.chapter_id
    join vision on vision.municipality_id = sentence.municipality_id and vision.id = sentence.vision_id
    left join goal_sentence as serving on serving.municipality_id = sentence.municipality_id and serving.sentence_id = sentence.id
      and serving.goal_id = ${goalId}
    where sentence.municipality_id = ${db.municipality} and (not sentence.is_dropped or serving.goal_id is not null
      or exists (
        select from vision_version version
        where version.municipality_id = ${db.municipality} and version.vision_id = sentence.vision_id
          and (version.kind = 'adopted' or version.number = (select max(number) from vision_version as newest
            where newest.municipality_id = ${db.municipality} and newest.vision_id = sentence.vision_id))
          and jsonb_path_exists(version.content, '$.chapters[*].sentences[*] ? (@.number == $number)',
            jsonb_build_object('number', sentence.number))))
    order by vision.created_at desc, vision.slug, chapter.position, sentence.position, sentence.number`)

/** From now on a goal serves these sentences too. Answers how many of them the town has. */
export async function linkSentences(db: Write, goalId: string, sentences: readonly string[]): Promise<number> {
  const known = await db.rows<{ id: string }>(sql`
    select id from sentence where municipality_id = ${db.municipality} and id = any(${[...sentences]}::uuid[])`)
  const rows = known.map(({ id }) => ({ municipality_id: db.municipality, goal_id: goalId, sentence_id: id }))
  if (rows.length > 0)
    await db
      .insertInto('goal_sentence')
      .values(rows)
      .onConflict(same => same.doNothing())
      .execute()
  return rows.length
}

export const unlinkSentences = (db: Write, goalId: string, sentences: readonly string[]) =>
  db.rows(sql`
    delete from goal_sentence
    where municipality_id = ${db.municipality} and goal_id = ${goalId} and sentence_id = any(${[...sentences]}::uuid[])`)
