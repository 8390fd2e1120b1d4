import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { AnswerCode } from '#dialogue'
import type { Read, Write } from '#platform/db'
import type { demoIssue } from './demo.texts.ts'

// What the example needs beyond the stores of the vision: rows that in a real town come about one by one, through its pages.

/** Statements of a dialogue everybody can vote on, by number. */
export async function statementIds(db: Read, dialogue: string): Promise<Map<number, string>> {
  const rows = await db.rows<{ number: number; id: string }>(sql`
    select number, id from statement where municipality_id = ${db.municipality} and dialogue_id = ${dialogue} and state = 'approved'`)
  return new Map(rows.map(({ number, id }) => [number, id]))
}

/** People who have answered a statement one way or the other, in an order that says nothing of them. */
export async function sidesOn(db: Read, statement: string): Promise<{ for: string[]; against: string[] }> {
  const rows = await db.rows<{ participant: string; answer: AnswerCode }>(sql`
    select participant_id as participant, answer from vote
    where municipality_id = ${db.municipality} and statement_id = ${statement} and answer <> 0 order by participant_id`)
  const of = (side: AnswerCode) => rows.filter(({ answer }) => answer === side).map(({ participant }) => participant)
  return { for: of(1), against: of(-1) }
}

export async function onlyDialogue(db: Read): Promise<string> {
  const [dialogue] = await db.rows<{ id: string }>(sql`
    select id from dialogue where municipality_id = ${db.municipality} order by created_at, id limit 1`)
  return dialogue!.id
}

export type NewVision = { id: string; slug: string; title: string; preamble: string; language: string; at: Date }

export async function putDemoVision(db: Write, { id, slug, title, preamble, language, at }: NewVision, dialogue: string) {
  await db.rows(sql`
    insert into vision (municipality_id, id, slug, title, preamble, language, phase, created_at, revised_at)
    values (${db.municipality}, ${id}, ${slug}, ${title}, ${preamble}, ${language}, 'consultation', ${at}, ${at})`)
  await db.rows(sql`
    insert into vision_dialogue (municipality_id, vision_id, dialogue_id) values (${db.municipality}, ${id}, ${dialogue})`)
}

export async function putDemoChapter(db: Write, vision: string, position: number, title: string): Promise<string> {
  const id = randomUUID()
  await db.insertInto('chapter').values({ municipality_id: db.municipality, id, vision_id: vision, position, title }).execute()
  return id
}

export type NewSentence = { chapter: string; number: number; position: number; text: string; explanation: string }

export async function putDemoSentence(db: Write, vision: string, { chapter, number, position, text, explanation }: NewSentence) {
  const id = randomUUID()
  const row = { municipality_id: db.municipality, id, vision_id: vision, number, chapter_id: chapter, position, text, explanation }
  await db.insertInto('sentence').values(row).execute()
  return id
}

export const rewordDemoSentence = (db: Write, sentence: string, text: string) =>
  db.updateTable('sentence').set({ text }).where('municipality_id', '=', db.municipality).where('id', '=', sentence).execute()

export type NewReading = { sentence: string; at: Date; text: string; explanation: string; cause: 'written' | 'edited' }

export const putDemoReading = (db: Write, { sentence, ...reading }: NewReading) =>
  db
    .insertInto('sentence_change')
    .values({
      ...reading,
      municipality_id: db.municipality,
      id: randomUUID(),
      sentence_id: sentence,
      person_id: null,
      contribution_id: null,
    })
    .execute()

type NewSource = { sentence: string; use: string; kind: string } & (
  | { statement: string }
  | { title: string; reference: string; datedOn: string }
)

export const putDemoSource = (db: Write, source: NewSource) =>
  db.rows(sql`
    insert into sentence_source (municipality_id, id, sentence_id, kind, use, statement_id, title, reference, dated_on)
    values (${db.municipality}, ${randomUUID()}, ${source.sentence}, ${source.kind}, ${source.use},
      ${'statement' in source ? source.statement : null}, ${'title' in source ? source.title : ''},
      ${'reference' in source ? source.reference : ''}, ${'datedOn' in source ? source.datedOn : null})`)

type NewFate = { statement: string; fate: string; department: string; reason: string; at: Date }

export const putDemoFate = (db: Write, vision: string, { statement, fate, department, reason, at }: NewFate) =>
  db.rows(sql`
    insert into statement_fate (municipality_id, vision_id, statement_id, fate, department, reason, decided_at)
    values (${db.municipality}, ${vision}, ${statement}, ${fate}, ${department}, ${reason}, ${at})`)

/** An issue whose second round is under way, with everything there is to know about it. */
export async function putDemoIssue(db: Write, vision: string, issue: typeof demoIssue, statement: string, day: string): Promise<string> {
  const id = randomUUID()
  await db.rows(sql`
    insert into issue (municipality_id, id, vision_id, number, question, background, state)
    values (${db.municipality}, ${id}, ${vision}, 1, ${issue.question}, ${issue.background}, 'voting')`)
  await db.rows(sql`
    insert into issue_statement (municipality_id, issue_id, statement_id) values (${db.municipality}, ${id}, ${statement})`)
  for (const [place, entry] of issue.entries.entries())
    await db.rows(sql`
      insert into issue_entry (municipality_id, id, issue_id, kind, position, text, reasons, entered_for, entered_for_name, source)
      values (${db.municipality}, ${randomUUID()}, ${id}, ${entry.kind}, ${place + 1}, ${entry.text}, ${entry.reasons}, ${entry.enteredFor},
        ${entry.enteredForName}, ${entry.source})`)
  const { body, text, yes, no, abstentions } = issue.position
  await db.rows(sql`
    insert into body_position (municipality_id, id, vision_id, issue_id, body, text, stated_on, yes, no, abstentions)
    values (${db.municipality}, ${randomUUID()}, ${vision}, ${id}, ${body}, ${text}, ${day}, ${yes}, ${no}, ${abstentions})`)
  return id
}

export const approveDemoContribution = (db: Write, contribution: string, at: Date) =>
  db.rows(sql`update contribution set decided_at = ${at} where municipality_id = ${db.municipality} and id = ${contribution}`)

export const putDemoTranslation = (db: Write, vision: string, item: string, language: string, text: string, original: string) =>
  db.rows(sql`
    insert into vision_translation (municipality_id, vision_id, item, language, text, origin, state, original)
    values (${db.municipality}, ${vision}, ${item}, ${language}, ${text}, 'person', 'approved', ${original})`)
