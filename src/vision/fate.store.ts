import { sql } from 'kysely'
import type { Read, Write } from '#platform/db'
import { type Decision, type FatedStatement, fateAtDesk } from './fate.ts'

/** What becomes of every statement of a vision's dialogues that can be voted on, dialogue by dialogue. */
export async function fatesOf(db: Read, vision: string): Promise<FatedStatement[]> {
  const rows = await db.rows<FateRow>(sql`
    select statement.id, statement.dialogue_id as "dialogueId", dialogue.slug, dialogue.question, statement.number, statement.text,
      statement.language, coalesce(text.sentences, '[]') as sentences, coalesce(negotiation.issues, '[]') as issues, decided.fate,
      decided.department, decided.reason
    from vision_dialogue drawn
    join dialogue on dialogue.municipality_id = drawn.municipality_id and dialogue.id = drawn.dialogue_id
    join statement on statement.municipality_id = drawn.municipality_id and statement.dialogue_id = drawn.dialogue_id
      and statement.state = 'approved'
    left join (
      select source.statement_id,
        jsonb_agg(jsonb_build_object('number', sentence.number, 'use', source.use) order by sentence.number) as sentences
      from sentence_source source
      join sentence on sentence.municipality_id = source.municipality_id and sentence.id = source.sentence_id
      where source.municipality_id = ${db.municipality} and sentence.vision_id = ${vision} and not sentence.is_dropped
      group by source.statement_id) as text on text.statement_id = statement.id
    left join (
      select about.statement_id,
        jsonb_agg(jsonb_build_object('number', issue.number, 'question', issue.question) order by issue.number) as issues
      from issue_statement about
      join issue on issue.municipality_id = about.municipality_id and issue.id = about.issue_id
      where about.municipality_id = ${db.municipality} and issue.vision_id = ${vision}
      group by about.statement_id) as negotiation on negotiation.statement_id = statement.id
    left join statement_fate decided on decided.municipality_id = drawn.municipality_id and decided.vision_id = drawn.vision_id
      and decided.statement_id = statement.id
    where drawn.municipality_id = ${db.municipality} and drawn.vision_id = ${vision}
    order by dialogue.created_at, dialogue.id, statement.number`)
  return rows.map(toFated)
}

type FateRow = Omit<FatedStatement, 'dialogue' | 'decision'> & {
  dialogueId: string
  slug: string
  question: string
  fate: Decision['fate'] | null
  department: string | null
  reason: string | null
}

const toFated = ({ dialogueId, slug, question, fate, department, reason, ...statement }: FateRow): FatedStatement => ({
  ...statement,
  dialogue: { id: dialogueId, slug, question },
  decision: fate && ({ fate, department, reason } as Decision),
})

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
