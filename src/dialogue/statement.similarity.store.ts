import { sql } from 'kysely'
import type { Read } from '#platform/db'
import { type Statement, type StatementState, wordingOf } from './statement.ts'

export const mostSimilar = 5

/**
 * From where on two statements count as similar. Among the 136,000 pairs of the 522 statements of a German climate assembly,
 * 79 reach a similarity of 0.3, nearly all of them on the same matter; from 0.25 to 0.3 most share only words like "Klima".
 * A short statement within a long one never gets there: word similarity finds it, from 0.65 on more than just "Wir brauchen einen".
 */
const leastSimilarity = 0.3
const leastWordSimilarity = 0.65

/** Approved statements that say something similar, the most similar first. */
export const similarStatements = (db: Read, dialogue: string, text: string): Promise<Statement[]> =>
  db.rows(sql`
    select id, number, text, language
    from statement
    where municipality_id = ${db.municipality} and dialogue_id = ${dialogue} and state = 'approved' and ${isSimilar(sql.ref('text'), sql`${text}::text`)}
    order by similarity(text, ${text}) desc, number
    limit ${mostSimilar}`)

/** For each of these statements the other approved ones that say something similar, the most similar first. */
export async function similarToEach(db: Read, dialogue: string, ids: readonly string[], most: number): Promise<Map<string, Statement[]>> {
  const rows = await db.rows<Statement & { of: string }>(sql`
    select asked.id as "of", found.id, found.number, found.text, found.language
    from statement asked
    cross join lateral (
      select id, number, text, language
      from statement known
      where known.municipality_id = ${db.municipality} and known.dialogue_id = ${dialogue} and known.state = 'approved'
        and known.id <> asked.id and ${isSimilar(sql.ref('known.text'), sql.ref('asked.text'))}
      order by similarity(known.text, asked.text) desc, number
      limit ${most}
    ) found
    where asked.municipality_id = ${db.municipality} and asked.id = any(${ids}::uuid[])`)
  const similar = new Map<string, Statement[]>(ids.map(id => [id, []]))
  for (const { of, ...statement } of rows) similar.get(of)?.push(statement)
  return similar
}

/** The operators let the index find candidates, by thresholds of the server that are no higher than ours. */
const isSimilar = (known: ReturnType<typeof sql>, asked: ReturnType<typeof sql>) => sql<boolean>`
  (${known} % ${asked} or ${asked} <% ${known})
  and (similarity(${known}, ${asked}) >= ${leastSimilarity} or word_similarity(${asked}, ${known}) >= ${leastWordSimilarity})`

/** A statement of the same wording; where it was merged, `mergedInto` is the one that can be voted on instead. */
export type Twin = Statement & { state: StatementState; authorId: string | null; mergedInto: Statement | null }

/** The statement of the same wording, if there is one; one that can be voted on before one that waits. */
export async function findTwin(db: Read, dialogue: string, text: string, except?: string): Promise<Twin | undefined> {
  const candidates = await db.rows<Omit<Twin, 'mergedInto'> & { target: Statement | null }>(sql`
    select statement.id, statement.number, statement.text, statement.language, statement.state, statement.author_id as "authorId",
      case when target.id is not null
        then jsonb_build_object('id', target.id, 'number', target.number, 'text', target.text, 'language', target.language)
      end as target
    from statement
    left join statement target on target.municipality_id = ${db.municipality} and target.id = statement.merged_into
      and target.state = 'approved'
    where statement.municipality_id = ${db.municipality} and statement.dialogue_id = ${dialogue}
      and (statement.text % ${text} or lower(statement.text) = lower(${text}))
    order by array_position(array['approved', 'pending', 'merged', 'rejected'], statement.state), statement.number`)
  const wording = wordingOf(text)
  const twin = candidates.find(candidate => candidate.id !== except && wordingOf(candidate.text) === wording)
  return twin && { ...twin, mergedInto: twin.target }
}
