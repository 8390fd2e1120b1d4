import { sql } from 'kysely'
import type { Read } from '#platform/db'
import type { LinkDown } from './plan.tables.ts'

/** All links of the plan into the rooms below. */
export async function linksDown(db: Read): Promise<LinkDown[]> {
  const [sentences, statements] = [await linkedSentences(db), await linkedStatements(db)]
  const links = await db.rows<{ of: LinkDown['of']; ofId: string; to: LinkDown['to']; toId: string }>(sql`
    select 'goal' as of, goal_id as "ofId", 'sentence' as to, sentence_id as "toId" from goal_sentence where municipality_id = ${db.municipality}
    union all
    select 'measure', measure_id, 'sentence', sentence_id from measure_sentence where municipality_id = ${db.municipality}
    union all
    select 'measure', measure_id, 'statement', statement_id from measure_statement where municipality_id = ${db.municipality}`)
  const found = { sentence: byId(sentences), statement: byId(statements) }
  return links
    .flatMap(({ of, ofId, to, toId }) => {
      const item = found[to].get(toId)
      return item ? { of, ofId, to, within: item.within, number: item.number, text: item.text } : []
    })
    .sort((one, other) => one.to.localeCompare(other.to) || one.within.localeCompare(other.within, 'de') || one.number - other.number)
}

type Linked = { id: string; number: number; text: string; within: string }

const linkedSentences = (db: Read): Promise<Linked[]> =>
  db.rows(sql`
    select sentence.id, sentence.number, sentence.text, vision.title as within
    from sentence join vision on vision.municipality_id = sentence.municipality_id and vision.id = sentence.vision_id
    where sentence.municipality_id = ${db.municipality} and sentence.id in (
      select sentence_id from goal_sentence where municipality_id = ${db.municipality}
      union select sentence_id from measure_sentence where municipality_id = ${db.municipality})`)

const linkedStatements = (db: Read): Promise<Linked[]> =>
  db.rows(sql`
    select statement.id, statement.number, statement.text, dialogue.question as within
    from statement join dialogue on dialogue.municipality_id = statement.municipality_id and dialogue.id = statement.dialogue_id
    where statement.municipality_id = ${db.municipality}
      and statement.id in (select statement_id from measure_statement where municipality_id = ${db.municipality})`)

const byId = (items: readonly Linked[]) => new Map(items.map(item => [item.id, item]))
