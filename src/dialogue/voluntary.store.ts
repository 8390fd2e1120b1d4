import { sql } from 'kysely'
import type { Read, Write } from '#platform/db'
import { noQuestions, type VoluntaryAnswers, type VoluntaryQuestion, type VoluntarySetup } from './voluntary.ts'

declare module '#platform/db' {
  interface TownTables {
    voluntary_setup: { municipality_id: string; dialogue_id: string; questions: VoluntaryQuestion[]; parts: string[] }
    voluntary_answer: { municipality_id: string; dialogue_id: string; pseudonym: string; question: VoluntaryQuestion; category: string }
  }
}

export async function setupOf(db: Read, dialogue: string): Promise<VoluntarySetup> {
  const row = await db
    .selectFrom('voluntary_setup')
    .select(['questions', 'parts'])
    .where('municipality_id', '=', db.municipality)
    .where('dialogue_id', '=', dialogue)
    .executeTakeFirst()
  return row ?? noQuestions
}

export const putSetup = (db: Write, dialogue: string, { questions, parts }: VoluntarySetup) =>
  db
    .insertInto('voluntary_setup')
    .values({ municipality_id: db.municipality, dialogue_id: dialogue, questions: [...questions], parts: [...parts] })
    .onConflict(same => same.columns(['municipality_id', 'dialogue_id']).doUpdateSet({ questions: [...questions], parts: [...parts] }))
    .execute()

export const dialoguesThatAsk = async (db: Read): Promise<string[]> => {
  const rows = await db
    .selectFrom('voluntary_setup')
    .select('dialogue_id')
    .where('municipality_id', '=', db.municipality)
    .orderBy('dialogue_id')
    .execute()
  return rows.map(row => row.dialogue_id)
}

export async function voluntaryAnswersOf(db: Read, dialogue: string, pseudonym: string): Promise<VoluntaryAnswers> {
  const rows = await answersIn(db, dialogue).where('pseudonym', '=', pseudonym).execute()
  return Object.fromEntries(rows.map(({ question, category }) => [question, category]))
}

/** All answers of a dialogue by pseudonym: for the one function that computes who took part. */
export async function allVoluntaryAnswers(db: Read, dialogue: string): Promise<Map<string, VoluntaryAnswers>> {
  const byPseudonym = new Map<string, VoluntaryAnswers>()
  for (const { pseudonym, question, category } of await answersIn(db, dialogue).execute())
    byPseudonym.set(pseudonym, { ...byPseudonym.get(pseudonym), [question]: category })
  return byPseudonym
}

const answersIn = (db: Read, dialogue: string) =>
  db
    .selectFrom('voluntary_answer')
    .select(['pseudonym', 'question', 'category'])
    .where('municipality_id', '=', db.municipality)
    .where('dialogue_id', '=', dialogue)

/**
 * What somebody says now replaces what they said before. Rows stand in a table in the order in which they came, and people answer in the order
 * in which they voted. So what some others said is written again with it, sorted by pseudonym, and nobody can tell who came when.
 */
export async function putVoluntaryAnswers(db: Write, dialogue: string, pseudonym: string, answers: VoluntaryAnswers) {
  await waitForAnswers(db, dialogue)
  await deleteAnswersOf(db, dialogue, [pseudonym])
  const others = await takeOut(db, dialogue, pseudonym)
  const own = Object.entries(answers).map(([question, category]) => ({ pseudonym, question, category }))
  const rows = [...others, ...own].sort((a, b) => (a.pseudonym < b.pseudonym ? -1 : 1))
  await db.rows(sql`
    insert into voluntary_answer (municipality_id, dialogue_id, pseudonym, question, category)
    select ${db.municipality}, ${dialogue}, * from unnest(${rows.map(row => row.pseudonym)}::text[], ${rows.map(row => row.question)}::text[],
      ${rows.map(row => row.category)}::text[])`)
}

export async function deleteVoluntaryAnswers(db: Write, dialogue: string, pseudonym: string) {
  await waitForAnswers(db, dialogue)
  await deleteAnswersOf(db, dialogue, [pseudonym])
}

/** Two who answer at once wait for each other: else one could write again what the other has just deleted. */
const waitForAnswers = (db: Write, dialogue: string) =>
  db
    .selectFrom('voluntary_setup')
    .select('dialogue_id')
    .where('municipality_id', '=', db.municipality)
    .where('dialogue_id', '=', dialogue)
    .forUpdate()
    .execute()

/** As many people as hide somebody among them, and few enough to be written at once. */
const others = 40

/** Takes out what the next others after this pseudonym said; after the last comes the first. Pseudonyms are hashes: who is next is chance. */
async function takeOut(db: Write, dialogue: string, pseudonym: string) {
  const next = await db.rows<{ pseudonym: string }>(sql`
    select pseudonym from voluntary_answer where municipality_id = ${db.municipality} and dialogue_id = ${dialogue}
    group by pseudonym order by pseudonym < ${pseudonym}, pseudonym limit ${others}`)
  return deleteAnswersOf(
    db,
    dialogue,
    next.map(row => row.pseudonym),
  )
}

const deleteAnswersOf = (db: Write, dialogue: string, pseudonyms: readonly string[]) =>
  db
    .deleteFrom('voluntary_answer')
    .where('municipality_id', '=', db.municipality)
    .where('dialogue_id', '=', dialogue)
    .where('pseudonym', 'in', pseudonyms.length > 0 ? pseudonyms : [''])
    .returning(['pseudonym', 'question', 'category'])
    .execute()

/** What is no longer asked is no longer kept. */
export const deleteAnswersBut = (db: Write, dialogue: string, questions: readonly VoluntaryQuestion[]) =>
  db.rows(sql`
    delete from voluntary_answer
    where municipality_id = ${db.municipality} and dialogue_id = ${dialogue} and not question = any (${questions}::text[])`)
