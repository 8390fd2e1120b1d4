import { type RawBuilder, sql } from 'kysely'
import type { Read } from '#platform/db'
import { type Statement, type StatementState, wordingOf } from './statement.ts'

export const mostSimilar = 5

/**
 * From where on two statements count as similar. Among the 136,000 pairs of the 522 statements of a German climate assembly,
 * 79 reach a similarity of 0.3, nearly all of them on the same matter; from 0.25 to 0.3 most share only words like "Klima".
 */
const leastSimilarity = 0.3

/**
 * A short statement is never as similar as that to a long one that holds it. Word similarity looks at the best part of the long one;
 * up to 0.6 that is often just "Wir brauchen einen". It costs as much again, so only short statements are compared in this way.
 */
const leastWordSimilarity = 0.65
const shortStatement = 60

/** Approved statements that say something similar, the most similar first. */
export async function similarStatements(db: Read, dialogue: string, text: string): Promise<Statement[]> {
  await setThresholds(db)
  return db.rows(sql`
    select id, number, text, language
    from statement
    where municipality_id = ${db.municipality} and dialogue_id = ${dialogue} and state = 'approved'
      and ${resembles(sql.ref('text'), sql`${text}::text`)}
    order by similarity(text, ${text}) desc, number
    limit ${mostSimilar}`)
}

/** A statement a moderator is shown beside another; one that waits itself cannot be merged with yet. */
export type SimilarStatement = Statement & { state: 'approved' | 'pending' }

/** For each of these statements the others, approved or waiting, that say something similar: those to vote on first, then by likeness. */
export async function similarToEach(
  db: Read,
  dialogue: string,
  ids: readonly string[],
  most: number,
): Promise<Map<string, SimilarStatement[]>> {
  await setThresholds(db)
  const rows = await db.rows<SimilarStatement & { of: string }>(sql`
    select asked.id as "of", found.id, found.number, found.text, found.language, found.state
    from statement asked
    cross join lateral (
      select id, number, text, language, state
      from statement known
      where known.municipality_id = ${db.municipality} and known.dialogue_id = ${dialogue} and known.state in ('approved', 'pending')
        and known.id <> asked.id and ${resembles(sql.ref('known.text'), sql.ref('asked.text'))}
      order by known.state, similarity(known.text, asked.text) desc, number
      limit ${most}
    ) found
    where asked.municipality_id = ${db.municipality} and asked.id = any(${ids}::uuid[])`)
  const similar = new Map<string, SimilarStatement[]>(ids.map(id => [id, []]))
  for (const { of, ...statement } of rows) similar.get(of)?.push(statement)
  return similar
}

const resembles = (known: RawBuilder<unknown>, asked: RawBuilder<unknown>) =>
  sql<boolean>`(${known} % ${asked} or (length(${asked}) <= ${shortStatement} and ${asked} <% ${known}))`

/** What the operators % and <% go by, until the end of this transaction; unlike the functions they can use the index. */
const setThresholds = (db: Read) =>
  db.rows(sql`
    select set_config('pg_trgm.similarity_threshold', ${String(leastSimilarity)}, true),
      set_config('pg_trgm.word_similarity_threshold', ${String(leastWordSimilarity)}, true)`)

/** A statement of the same wording; where it was merged, `mergedInto` is the one that can be voted on instead. */
export type Twin = Statement & { state: StatementState; authorId: string | null; mergedInto: Statement | null }

/** The statement of the same wording, if there is one; one that can be voted on before one that waits. */
export async function findTwin(db: Read, dialogue: string, text: string, except?: string): Promise<Twin | undefined> {
  const sameBeginning = await db.rows<Twin>(sql`
    select statement.id, statement.number, statement.text, statement.language, statement.state, statement.author_id as "authorId",
      case when target.id is not null
        then jsonb_build_object('id', target.id, 'number', target.number, 'text', target.text, 'language', target.language)
      end as "mergedInto"
    from statement
    left join statement target on target.municipality_id = ${db.municipality} and target.id = statement.merged_into
      and target.state = 'approved'
    where statement.municipality_id = ${db.municipality} and statement.dialogue_id = ${dialogue}
      and lower(left(ltrim(statement.text), 3)) = lower(left(${text}, 3))
    order by array_position(array['approved', 'pending', 'merged', 'rejected'], statement.state), statement.number`)
  const wording = wordingOf(text)
  return sameBeginning.find(statement => statement.id !== except && wordingOf(statement.text) === wording)
}
