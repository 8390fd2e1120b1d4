import { sql } from 'kysely'
import type { Read, Write } from '#platform/db'
import { type Decision, type FatedStatement, firstFate, type StatementFate } from './fate.ts'
import type { SourceUse } from './source.ts'
import { dialoguesOf } from './vision.store.ts'

/** What becomes of every statement of a vision's dialogues that can be voted on, dialogue by dialogue: by its fate alone, for lists and counts. */
export async function fatesIn(db: Read, vision: string): Promise<StatementFate[]> {
  // put together here: what the database believes of how many rows there are can be far off, and so can its plan for one query
  const inText = new Set(await statementsInText(db, vision))
  const negotiated = new Set((await issuesAbout(db, vision)).map(({ statement }) => statement))
  const decided = new Map((await decisionsIn(db, vision)).map(({ statement, fate }) => [statement, fate]))
  const statements = new Map((await numbersIn(db, vision)).map(({ dialogue, statements }) => [dialogue, statements]))
  return (await dialoguesOf(db, vision)).flatMap(dialogue =>
    (statements.get(dialogue.id) ?? []).map(([id, number]) => {
      const happened = { isInText: inText.has(id), isNegotiated: negotiated.has(id), decided: decided.get(id) ?? null }
      return { id, dialogue, number, fate: firstFate(happened) }
    }),
  )
}

const numbersIn = (db: Read, vision: string) =>
  db.rows<{ dialogue: string; statements: [id: string, number: number][] }>(sql`
    select drawn.dialogue_id as dialogue, json_agg(json_build_array(statement.id, statement.number) order by statement.number) as statements
    from vision_dialogue drawn
    join statement on statement.municipality_id = drawn.municipality_id and statement.dialogue_id = drawn.dialogue_id
    where drawn.municipality_id = ${db.municipality} and drawn.vision_id = ${vision} and statement.state = 'approved'
    group by drawn.dialogue_id`)

async function statementsInText(db: Read, vision: string): Promise<string[]> {
  const [row] = await db.rows<{ ids: string[] | null }>(sql`
    select json_agg(source.statement_id) as ids
    from sentence
    join sentence_source source on source.municipality_id = sentence.municipality_id and source.sentence_id = sentence.id
    where sentence.municipality_id = ${db.municipality} and sentence.vision_id = ${vision} and not sentence.is_dropped
      and source.statement_id is not null`)
  return row?.ids ?? []
}

/** What becomes of these statements of a vision's dialogues, with their words and all that led to it. */
export async function fatesOf(db: Read, vision: string, ids: readonly string[]): Promise<FatedStatement[]> {
  const statements = Map.groupBy(await statementsBy(db, ids), ({ dialogueId }) => dialogueId)
  const sentences = Map.groupBy(await usesOf(db, vision, ids), ({ statement }) => statement)
  const issues = Map.groupBy(await issuesAbout(db, vision), ({ statement }) => statement)
  const decisions = new Map((await decisionsIn(db, vision)).map(({ statement, ...decision }) => [statement, decision]))
  return (await dialoguesOf(db, vision)).flatMap(dialogue =>
    (statements.get(dialogue.id) ?? []).map(({ id, number, text, language }) => ({
      id,
      dialogue,
      number,
      text,
      language,
      sentences: (sentences.get(id) ?? []).map(({ number, use }) => ({ number, use })),
      issues: (issues.get(id) ?? []).map(({ number, question }) => ({ number, question })),
      decision: decisions.get(id) ?? null,
    })),
  )
}

const statementsBy = (db: Read, ids: readonly string[]) =>
  db.rows<DrawnStatement & { dialogueId: string }>(sql`
    select id, dialogue_id as "dialogueId", number, text, language from statement
    where municipality_id = ${db.municipality} and id = any(${[...ids]}::uuid[]) and state = 'approved'
    order by number`)

/** As text, so that no index is walked once for each of them: without statistics the database takes one that begins with the sentence. */
const usesOf = (db: Read, vision: string, ids: readonly string[]) =>
  db.rows<{ statement: string; number: number; use: SourceUse }>(sql`
    select source.statement_id as statement, sentence.number, source.use
    from sentence
    join sentence_source source on source.municipality_id = sentence.municipality_id and source.sentence_id = sentence.id
    where sentence.municipality_id = ${db.municipality} and sentence.vision_id = ${vision} and not sentence.is_dropped
      and source.statement_id::text = any(${[...ids]}::text[])
    order by sentence.number`)

const issuesAbout = (db: Read, vision: string) =>
  db.rows<{ statement: string; number: number; question: string }>(sql`
    select about.statement_id as statement, issue.number, issue.question
    from issue
    join issue_statement about on about.municipality_id = issue.municipality_id and about.issue_id = issue.id
    where issue.municipality_id = ${db.municipality} and issue.vision_id = ${vision}
    order by issue.number`)

const decisionsIn = (db: Read, vision: string) =>
  db.rows<Decision & { statement: string }>(sql`
    select statement_id as statement, fate, department, reason from statement_fate
    where municipality_id = ${db.municipality} and vision_id = ${vision}`)

/** Statements nobody has said yet what becomes of. */
export const statementsWithoutFate = async (db: Read, vision: string): Promise<StatementFate[]> =>
  (await fatesIn(db, vision)).filter(({ fate }) => fate === undefined)

/** How many statements have no fate yet. */
export const openFates = async (db: Read, vision: string): Promise<number> => (await statementsWithoutFate(db, vision)).length

/** What becomes of one statement; undefined where the vision does not draw on such a statement. */
export async function fateOf(db: Read, vision: string, dialogue: string, number: number): Promise<FatedStatement | undefined> {
  const drawn = await findDrawn(db, vision, dialogue, number)
  return drawn && (await fatesOf(db, vision, [drawn.id]))[0]
}

/** The words of the statements of a vision's dialogues, by their ids: to be searched. */
export async function wordsIn(db: Read, vision: string): Promise<Map<string, string>> {
  const rows = await db.rows<{ texts: [string, string][] }>(sql`
    select json_agg(json_build_array(statement.id, statement.text)) as texts
    from vision_dialogue drawn
    join statement on statement.municipality_id = drawn.municipality_id and statement.dialogue_id = drawn.dialogue_id
    where drawn.municipality_id = ${db.municipality} and drawn.vision_id = ${vision} and statement.state = 'approved'
    group by statement.dialogue_id`)
  return new Map(rows.flatMap(({ texts }) => texts))
}

/** A statement of one of the dialogues a vision draws on that can be voted on. */
export type DrawnStatement = Pick<FatedStatement, 'id' | 'number' | 'text' | 'language'>

/** Undefined where the vision does not draw on such a statement. */
export async function findDrawn(db: Read, vision: string, dialogue: string, number: number): Promise<DrawnStatement | undefined> {
  const [row] = await db.rows<DrawnStatement>(sql`
    select statement.id, statement.number, statement.text, statement.language
    from vision_dialogue drawn
    join dialogue on dialogue.municipality_id = drawn.municipality_id and dialogue.id = drawn.dialogue_id
    join statement on statement.municipality_id = drawn.municipality_id and statement.dialogue_id = drawn.dialogue_id
    where drawn.municipality_id = ${db.municipality} and drawn.vision_id = ${vision} and statement.state = 'approved'
      and dialogue.slug = ${dialogue} and statement.number = ${number}`)
  return row
}

export type NewDecision = { fate: Decision['fate']; department: string; reason: string; by: string; at: Date }

/** Decides about a statement; a later decision replaces the earlier one. */
export const putFate = (db: Write, vision: string, statement: string, { fate, department, reason, by, at }: NewDecision) =>
  db.rows(sql`
    insert into statement_fate (municipality_id, vision_id, statement_id, fate, department, reason, decided_by, decided_at)
    values (${db.municipality}, ${vision}, ${statement}, ${fate}, ${department}, ${reason}, ${by}, ${at})
    on conflict (municipality_id, vision_id, statement_id) do update
    set fate = excluded.fate, department = excluded.department, reason = excluded.reason, decided_by = excluded.decided_by,
      decided_at = excluded.decided_at`)

export const removeFate = (db: Write, vision: string, statement: string) =>
  db.rows(sql`
    delete from statement_fate
    where municipality_id = ${db.municipality} and vision_id = ${vision} and statement_id = ${statement}`)
