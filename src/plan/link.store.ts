import { type RawBuilder, sql } from 'kysely'
import type { Read, Write } from '#platform/db'
import { type Linkable, type LinkKind, mostShown, patternsOf } from './link.ts'

type Search = { words: string }

/** What a measure is linked to, and, where something is searched for, what else of this kind it could be. Linked ones come first. */
export const linkables: Record<LinkKind, (db: Read, measureId: string, search?: Search) => Promise<Linkable[]>> = {
  goals: (db, measureId, search) =>
    db.rows(sql`
      select goal.id, goal.number, goal.title as text, 'de' as language, '' as within, '' as "withinName", link.goal_id is not null as "isLinked"
      from goal
      left join measure_goal as link on link.municipality_id = goal.municipality_id and link.goal_id = goal.id and link.measure_id = ${measureId}
      where goal.municipality_id = ${db.municipality}
        and (link.goal_id is not null or ${isFound(search, sql`not goal.is_dropped`, sql`goal.title`)})
      order by link.goal_id is null, goal.number limit ${most(search)}`),
  sentences: (db, measureId, search) =>
    db.rows(sql`
      select sentence.id, sentence.number, sentence.text, vision.language, vision.slug as within, vision.title as "withinName",
        link.sentence_id is not null as "isLinked"
      from sentence
      join vision on vision.municipality_id = sentence.municipality_id and vision.id = sentence.vision_id
      left join measure_sentence as link on link.municipality_id = sentence.municipality_id and link.sentence_id = sentence.id
        and link.measure_id = ${measureId}
      where sentence.municipality_id = ${db.municipality}
        and (link.sentence_id is not null or ${isFound(search, sql`not sentence.is_dropped`, sql`sentence.text`)})
      order by link.sentence_id is null, vision.created_at desc, vision.slug, sentence.number limit ${most(search)}`),
  statements: (db, measureId, search) =>
    db.rows(sql`
      select statement.id, statement.number, statement.text, statement.language, dialogue.slug as within, dialogue.question as "withinName",
        link.statement_id is not null as "isLinked"
      from statement
      join dialogue on dialogue.municipality_id = statement.municipality_id and dialogue.id = statement.dialogue_id
      left join measure_statement as link on link.municipality_id = statement.municipality_id and link.statement_id = statement.id
        and link.measure_id = ${measureId}
      where statement.municipality_id = ${db.municipality}
        and (link.statement_id is not null or ${isFound(search, sql`statement.state = 'approved'`, sql`statement.text`)})
      order by link.statement_id is null, dialogue.created_at desc, dialogue.slug, statement.number limit ${most(search)}`),
}

const isFound = (search: Search | undefined, canBeLinked: RawBuilder<unknown>, text: RawBuilder<unknown>) =>
  search ? sql`(${canBeLinked} and ${text} ilike all(${patternsOf(search.words)}::text[]))` : sql`false`

/** One more than is shown tells that there are more; what is linked is shown whole. */
const most = (search: Search | undefined) => (search ? sql`${mostShown + 1}` : sql`null`)

/** Of those shown the chosen ones are linked from now on, and the others are not. Answers whether that changed anything. */
export async function putLinks(
  db: Write,
  measureId: string,
  kind: LinkKind,
  { shown, chosen }: { shown: readonly string[]; chosen: readonly string[] },
): Promise<boolean> {
  const { table, column, of, canBeLinked } = places[kind]
  const given = chosen.filter(id => shown.includes(id))
  const left = shown.filter(id => !chosen.includes(id))
  const removed = await db.rows(sql`
    delete from ${sql.table(table)}
    where municipality_id = ${db.municipality} and measure_id = ${measureId} and ${sql.ref(column)}::text = any(${left}::text[])
    returning 1`)
  const added = await db.rows(sql`
    insert into ${sql.table(table)} (municipality_id, measure_id, ${sql.ref(column)})
    select municipality_id, ${measureId}, id from ${sql.table(of)}
    where municipality_id = ${db.municipality} and id::text = any(${given}::text[]) and ${canBeLinked}
    on conflict do nothing returning 1`)
  return removed.length + added.length > 0
}

const places = {
  goals: { table: 'measure_goal', column: 'goal_id', of: 'goal', canBeLinked: sql`not is_dropped` },
  sentences: { table: 'measure_sentence', column: 'sentence_id', of: 'sentence', canBeLinked: sql`not is_dropped` },
  statements: { table: 'measure_statement', column: 'statement_id', of: 'statement', canBeLinked: sql`state = 'approved'` },
} as const
