import { sql } from 'kysely'
import type { Read, Write } from '#platform/db'
import type { DeskFate, JudgedFate } from './fate.ts'

type Row = { id: string; kind: DeskFate['kind']; numbers: number[]; department: string; reason: string }

/** What became of the statements of a vision, by the statement's id; those without a fate are left out. */
export async function fatesOf(db: Read, vision: string): Promise<Map<string, DeskFate>> {
  const rows = await db.rows<Row>(sql`
    select distinct on (id) id, kind, numbers, department, reason from (
      select source.statement_id as id, case when bool_and(source.use = 'merged') then 'merged' else 'adopted' end as kind,
        array_agg(sentence.number order by sentence.number) as numbers, '' as department, '' as reason, 1 as place
      from sentence_source as source
      join sentence on sentence.municipality_id = source.municipality_id and sentence.id = source.sentence_id
      where source.municipality_id = ${db.municipality} and sentence.vision_id = ${vision} and not sentence.is_dropped
        and source.statement_id is not null
      group by source.statement_id
      union all
      select about.statement_id, 'negotiation', array_agg(issue.number order by issue.number), '', '', 2
      from issue_statement as about
      join issue on issue.municipality_id = about.municipality_id and issue.id = about.issue_id
      where about.municipality_id = ${db.municipality} and issue.vision_id = ${vision}
      group by about.statement_id
      union all
      select statement_id, fate, '{}'::integer[], department, reason, 3 from statement_fate
      where municipality_id = ${db.municipality} and vision_id = ${vision}
    ) as fates order by id, place`)
  return new Map(rows.map(row => [row.id, fateIn(row)]))
}

function fateIn({ kind, numbers, department, reason }: Row): DeskFate {
  if (kind === 'negotiation') return { kind, issues: numbers }
  if (kind === 'department') return { kind, department, reason }
  return kind === 'declined' ? { kind, reason } : { kind, sentences: numbers }
}

/** A statement everybody can read, in one of the dialogues a vision draws on. */
export type DrawnStatement = { id: string; dialogue: string; number: number; text: string; language: string }

/** Every approved statement of the dialogues a vision draws on, in the order of dialogues and numbers. */
export const statementsFor = (db: Read, vision: string): Promise<DrawnStatement[]> =>
  db.rows<DrawnStatement>(sql`
    select statement.id, dialogue.slug as dialogue, statement.number, statement.text, statement.language
    from vision_dialogue as drawn
    join dialogue on dialogue.municipality_id = drawn.municipality_id and dialogue.id = drawn.dialogue_id
    join statement on statement.municipality_id = drawn.municipality_id and statement.dialogue_id = drawn.dialogue_id
    where drawn.municipality_id = ${db.municipality} and drawn.vision_id = ${vision} and statement.state = 'approved'
    order by dialogue.created_at, dialogue.id, statement.number`)

/** Those of them nobody has said what becomes of. */
export async function statementsWithoutFate(db: Read, vision: string): Promise<DrawnStatement[]> {
  const fates = await fatesOf(db, vision)
  return (await statementsFor(db, vision)).filter(({ id }) => !fates.has(id))
}

/** A statement of a dialogue the vision draws on; undefined where there is none. */
export async function findDrawn(db: Read, vision: string, dialogue: string, number: number): Promise<DrawnStatement | undefined> {
  const [row] = await db.rows<DrawnStatement>(sql`
    select statement.id, dialogue.slug as dialogue, statement.number, statement.text, statement.language
    from vision_dialogue as drawn
    join dialogue on dialogue.municipality_id = drawn.municipality_id and dialogue.id = drawn.dialogue_id
    join statement on statement.municipality_id = drawn.municipality_id and statement.dialogue_id = drawn.dialogue_id
    where drawn.municipality_id = ${db.municipality} and drawn.vision_id = ${vision} and statement.state = 'approved'
      and dialogue.slug = ${dialogue} and statement.number = ${number}`)
  return row
}

/** Stores what staff have decided on a statement, or takes it back. */
export async function putFate(db: Write, vision: string, statement: string, judged: JudgedFate, by: string, at: Date) {
  await db.rows(sql`
    delete from statement_fate where municipality_id = ${db.municipality} and vision_id = ${vision} and statement_id = ${statement}`)
  if (judged.fate === 'none') return
  await db.rows(sql`
    insert into statement_fate (municipality_id, vision_id, statement_id, fate, department, reason, decided_by, decided_at)
    values (${db.municipality}, ${vision}, ${statement}, ${judged.fate}, ${judged.department}, ${judged.reason}, ${by}, ${at})`)
}
