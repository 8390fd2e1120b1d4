import { sql } from 'kysely'
import type { Read } from '#platform/db'
import type { Decision, Fate } from './fate.ts'
import type { Thread } from './thread.ts'

type VisionRow = Thread['vision'] & { id: string }

/** What has become of a statement in each vision that draws on its dialogue and has a published version. */
export async function threadsOf(db: Read, dialogue: string, number: number): Promise<Thread[]> {
  const visions = await db.rows<VisionRow>(sql`
    select vision.id, vision.slug, newest.content ->> 'title' as title, newest.content ->> 'language' as language
    from vision
    join vision_dialogue on vision_dialogue.municipality_id = vision.municipality_id and vision_dialogue.vision_id = vision.id
    cross join lateral (
      select content from vision_version version where version.municipality_id = ${db.municipality} and version.vision_id = vision.id
      order by version.number desc limit 1) as newest
    where vision.municipality_id = ${db.municipality} and vision_dialogue.dialogue_id = ${dialogue}
    order by vision.created_at, vision.id`)
  const threads: Thread[] = []
  for (const { id, ...vision } of visions) {
    const sentences = await sentencesFrom(db, id, dialogue, number)
    const issues = await issuesAbout(db, id, dialogue, number)
    threads.push({ vision, sentences, issues, decision: await decisionOn(db, id, dialogue, number) })
  }
  return threads
}

const sentencesFrom = (db: Read, vision: string, dialogue: string, number: number): Promise<Thread['sentences']> =>
  db.rows(sql`
    select distinct on ((sentence ->> 'number')::integer) (sentence ->> 'number')::integer as number, voice ->> 'use' as use, sentence ->> 'text' as text,
      version.number as version,
      version.number = (select max(number) from vision_version where municipality_id = ${db.municipality} and vision_id = ${vision}) as "isCurrent"
    from vision_version version
    join dialogue on dialogue.municipality_id = version.municipality_id and dialogue.id = ${dialogue}
    cross join lateral jsonb_path_query(version.content, '$.chapters[*].sentences[*]') as sentence
    cross join lateral jsonb_array_elements(sentence -> 'support') as voice
    where version.municipality_id = ${db.municipality} and version.vision_id = ${vision}
      and (voice ->> 'number')::integer = ${number} and voice #>> '{dialogue,slug}' = dialogue.slug
    order by (sentence ->> 'number')::integer, version.number desc`)

const issuesAbout = (db: Read, vision: string, dialogue: string, number: number): Promise<Thread['issues']> =>
  db.rows(sql`
    select issue.number, issue.question, issue.state = 'closed' as "isClosed"
    from issue
    join issue_statement about on about.municipality_id = issue.municipality_id and about.issue_id = issue.id
    join statement on statement.municipality_id = about.municipality_id and statement.id = about.statement_id
    where issue.municipality_id = ${db.municipality} and issue.vision_id = ${vision} and issue.state <> 'preparing'
      and statement.dialogue_id = ${dialogue} and statement.number = ${number}
    order by issue.number`)

async function decisionOn(db: Read, vision: string, dialogue: string, number: number): Promise<Decision | null> {
  const [row] = await db.rows<Decision>(sql`
    select fate, department, reason from statement_fate
    join statement on statement.municipality_id = statement_fate.municipality_id and statement.id = statement_fate.statement_id
    where statement_fate.municipality_id = ${db.municipality} and statement_fate.vision_id = ${vision}
      and statement.dialogue_id = ${dialogue} and statement.number = ${number}`)
  return row ?? null
}

/** What everybody may know of the fates of all statements of a vision, by the statement's id; nothing while nothing is published. */
export type Fates = ReadonlyMap<string, { fate: Fate; dialogue: string }>

export async function publicFates(db: Read, vision: string): Promise<Fates> {
  const rows = await db.rows<{ id: string; dialogue: string; fate: Fate }>(sql`
    with newest as (
      select content from vision_version where municipality_id = ${db.municipality} and vision_id = ${vision} order by number desc limit 1
    ), adopted as (
      select distinct voice #>> '{dialogue,slug}' as slug, (voice ->> 'number')::integer as number
      from newest cross join lateral jsonb_path_query(content, '$.chapters[*].sentences[*].support[*]') as voice
    ), fates as (
      select statement.id, statement.dialogue_id as dialogue, 'adopted' as fate, 1 as place
      from adopted
      join dialogue on dialogue.municipality_id = ${db.municipality} and dialogue.slug = adopted.slug
      join statement on statement.municipality_id = ${db.municipality} and statement.dialogue_id = dialogue.id
        and statement.number = adopted.number
      union all
      select statement.id, statement.dialogue_id, 'negotiated', 2
      from issue
      join issue_statement about on about.municipality_id = ${db.municipality} and about.issue_id = issue.id
      join statement on statement.municipality_id = ${db.municipality} and statement.id = about.statement_id
      where issue.municipality_id = ${db.municipality} and issue.vision_id = ${vision} and issue.state not in ('preparing', 'closed')
      union all
      select statement.id, statement.dialogue_id, case statement_fate.fate when 'department' then 'handed-over' else 'declined' end, 3
      from statement_fate
      join statement on statement.municipality_id = ${db.municipality} and statement.id = statement_fate.statement_id
      where statement_fate.municipality_id = ${db.municipality} and statement_fate.vision_id = ${vision}
    )
    select distinct on (id) id, dialogue, fate from fates where exists (select from newest) order by id, place`)
  return new Map(rows.map(({ id, ...fate }) => [id, fate]))
}
