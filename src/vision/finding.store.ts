import { sql } from 'kysely'
import type { DialogueDoor } from '#dialogue'
import type { Read } from '#platform/db'
import { amendmentsIn } from './amendment.store.ts'
import { countsOf, type FindingCounts, type Findings, withoutFate, withoutSupport } from './finding.ts'
import { staleTranslations } from './publication.store.ts'
import { resultsIn, supportIn } from './support.store.ts'
import { dialoguesOf, textOf } from './vision.store.ts'
import { sentencesOf, type Vision } from './vision.ts'

/** What is still open about a vision, as its text and its dialogues stand now. */
export async function findingsOf(db: Read, dialogues: DialogueDoor, vision: Vision, fewest: number): Promise<Findings> {
  const sentences = sentencesOf(await textOf(db, vision.id))
  const support = await supportIn(db, dialogues, vision.id, fewest)
  const amendments = await amendmentsIn(db, vision.id)
  return {
    'statements-without-fate': await statementsWithoutFate(db, dialogues, vision.id, fewest),
    'sentences-without-voices': sentences.filter(({ id }) => !support.has(id)).map(({ number, text }) => ({ number, text })),
    'sentences-without-support': withoutSupport(sentences, support),
    'open-issues': await openIssues(db, vision.id),
    'undecided-amendments': amendments
      .filter(({ decision }) => !decision)
      .map(({ number, sentenceNumber, text, language }) => ({ number, sentence: sentenceNumber, text, language })),
    'stale-translations': await staleTranslations(db, vision.id),
  }
}

/** How much of each is open, for the desk. */
export const findingCounts = async (db: Read, dialogues: DialogueDoor, vision: Vision, fewest: number): Promise<FindingCounts> =>
  countsOf(await findingsOf(db, dialogues, vision, fewest))

async function statementsWithoutFate(db: Read, dialogues: DialogueDoor, vision: string, fewest: number) {
  const results = await resultsIn(db, dialogues, vision, fewest)
  const fated = await fatedStatements(db, vision)
  return (await dialoguesOf(db, vision)).flatMap(({ id, slug }) => {
    const found = results.get(id)
    return found ? withoutFate(slug, found, number => fated.has(`${id} ${number}`)) : []
  })
}

/** Statements a sentence comes from, an issue is about, or staff have decided on, as `dialogue number`. */
async function fatedStatements(db: Read, vision: string): Promise<Set<string>> {
  const rows = await db.rows<{ dialogue: string; number: number }>(sql`
    with fated as (
      select source.statement_id as id from sentence_source source
      join sentence on sentence.municipality_id = ${db.municipality} and sentence.id = source.sentence_id
      where source.municipality_id = ${db.municipality} and sentence.vision_id = ${vision} and not sentence.is_dropped
      union
      select about.statement_id from issue_statement about
      join issue on issue.municipality_id = ${db.municipality} and issue.id = about.issue_id
      where about.municipality_id = ${db.municipality} and issue.vision_id = ${vision}
      union
      select statement_id from statement_fate where municipality_id = ${db.municipality} and vision_id = ${vision}
    )
    select statement.dialogue_id as dialogue, statement.number from statement join fated on fated.id = statement.id
    where statement.municipality_id = ${db.municipality}`)
  return new Set(rows.map(({ dialogue, number }) => `${dialogue} ${number}`))
}

const openIssues = (db: Read, vision: string) =>
  db.rows<{ number: number; question: string }>(sql`
    select number, question from issue where municipality_id = ${db.municipality} and vision_id = ${vision} and state <> 'closed' order by number`)
