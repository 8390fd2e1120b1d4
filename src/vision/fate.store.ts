import { sql } from 'kysely'
import type { Read, Write } from '#platform/db'
import { type Decision, type FatedStatement, fateAtDesk } from './fate.ts'
import type { SourceUse } from './source.ts'
import { dialoguesOf } from './vision.store.ts'

/** What becomes of every statement of a vision's dialogues that can be voted on, dialogue by dialogue: five queries, however many there are. */
export async function fatesOf(db: Read, vision: string): Promise<FatedStatement[]> {
  const statements = Map.groupBy(await drawnStatements(db, vision), ({ dialogueId }) => dialogueId)
  const sentences = Map.groupBy(await usesOf(db, vision), ({ statement }) => statement)
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

const drawnStatements = (db: Read, vision: string) =>
  db.rows<DrawnStatement & { dialogueId: string }>(sql`
    select statement.id, statement.dialogue_id as "dialogueId", statement.number, statement.text, statement.language
    from vision_dialogue drawn
    join statement on statement.municipality_id = drawn.municipality_id and statement.dialogue_id = drawn.dialogue_id
    where drawn.municipality_id = ${db.municipality} and drawn.vision_id = ${vision} and statement.state = 'approved'
    order by statement.number`)

/** Sentence by sentence: thousands of voices are a few hundred rows. */
async function usesOf(db: Read, vision: string): Promise<{ statement: string; number: number; use: SourceUse }[]> {
  const rows = await db.rows<{ statements: string[]; number: number; use: SourceUse }>(sql`
    select sentence.number, source.use, array_agg(source.statement_id::text) as statements
    from sentence
    join sentence_source source on source.municipality_id = sentence.municipality_id and source.sentence_id = sentence.id
    where sentence.municipality_id = ${db.municipality} and sentence.vision_id = ${vision} and not sentence.is_dropped
      and source.statement_id is not null
    group by sentence.number, source.use
    order by sentence.number`)
  return rows.flatMap(({ statements, number, use }) => statements.map(statement => ({ statement, number, use })))
}

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
export const statementsWithoutFate = async (db: Read, vision: string): Promise<FatedStatement[]> =>
  (await fatesOf(db, vision)).filter(statement => fateAtDesk(statement) === undefined)

/** How many statements have no fate yet. */
export const openFates = async (db: Read, vision: string): Promise<number> => (await statementsWithoutFate(db, vision)).length

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
