import { randomUUID } from 'node:crypto'
import { type Generated, type JSONColumnType, sql } from 'kysely'
import type { AnswerCode } from '#dialogue'
import type { Read, Write } from '#platform/db'
import type { RoundEntry, RoundResult } from './bridge.ts'
import type { Issue, IssueEntry, IssueState, IssueStatement, Outcome, StatementRef } from './issue.ts'

declare module '#platform/db' {
  interface TownTables {
    issue: {
      municipality_id: string
      id: string
      vision_id: string
      number: number
      question: string
      background: Generated<string>
      state: Generated<IssueState>
      outcome: Outcome | null
      outcome_reason: Generated<string>
      kept_dissents: Generated<number[]>
      no_dissent_reason: Generated<string>
      result: JSONColumnType<RoundResult> | null
      closed_at: Date | null
    }
    issue_statement: { municipality_id: string; issue_id: string; statement_id: string }
    issue_entry: {
      municipality_id: string
      id: string
      issue_id: string
      kind: IssueEntry['kind']
      position: number
      text: string
      reasons: Generated<string>
      entered_for: IssueEntry['enteredFor']
      entered_for_name: Generated<string>
      source: Generated<string>
    }
  }
}

const columns = sql`id, number, question, background, state, outcome, outcome_reason as "outcomeReason", kept_dissents as "keptDissents",
  no_dissent_reason as "noDissentReason", result`

export const issuesOf = (db: Read, vision: string): Promise<Issue[]> =>
  db.rows(sql`select ${columns} from issue where municipality_id = ${db.municipality} and vision_id = ${vision} order by number`)

export async function findIssue(db: Read, vision: string, number: number): Promise<Issue | undefined> {
  const [issue] = await db.rows<Issue>(
    sql`select ${columns} from issue where municipality_id = ${db.municipality} and vision_id = ${vision} and number = ${number}`,
  )
  return issue
}

/** Stores an issue under the next free number; the vision must be locked. */
export async function addIssue(db: Write, vision: string, { question, background }: Pick<Issue, 'question' | 'background'>) {
  const [row] = await db.rows<{ id: string; number: number }>(sql`
    insert into issue (municipality_id, id, vision_id, number, question, background)
    select ${db.municipality}, ${randomUUID()}::uuid, ${vision}, coalesce(max(number), 0) + 1, ${question}, ${background}
    from issue where municipality_id = ${db.municipality} and vision_id = ${vision}
    returning id, number`)
  return row!
}

export const putIssue = (db: Write, id: string, { question, background }: Pick<Issue, 'question' | 'background'>) =>
  db.rows(
    sql`update issue set question = ${question}, background = ${background} where municipality_id = ${db.municipality} and id = ${id}`,
  )

export const putState = (db: Write, id: string, state: Exclude<IssueState, 'closed'>) =>
  db.rows(sql`
    update issue set state = ${state}, outcome = null, closed_at = null where municipality_id = ${db.municipality} and id = ${id}`)

/** The result of the round, once. */
export const putResult = (db: Write, id: string, result: RoundResult) =>
  db.rows(sql`
    update issue set state = 'voted', result = ${JSON.stringify(result)}::jsonb
    where municipality_id = ${db.municipality} and id = ${id} and result is null`)

export type Ending = { outcome: Outcome; reason: string; dissents: readonly number[]; noDissentReason: string; at: Date }

export const putEnding = (db: Write, id: string, { outcome, reason, dissents, noDissentReason, at }: Ending) =>
  db.rows(sql`
    update issue set state = 'closed', outcome = ${outcome}, outcome_reason = ${reason}, kept_dissents = ${[...dissents]}::integer[],
      no_dissent_reason = ${noDissentReason}, closed_at = ${at}
    where municipality_id = ${db.municipality} and id = ${id}`)

// ── What it is about ────────────────────────────────────────────────────────────────────────────────────────────────────────

export async function statementsOf(db: Read, issue: string): Promise<IssueStatement[]> {
  const rows = await db.rows<Omit<IssueStatement, 'dialogue'> & { dialogueId: string; slug: string }>(sql`
    select statement.id, statement.number, statement.text, statement.language, dialogue.id as "dialogueId", dialogue.slug
    from issue_statement as about
    join statement on statement.municipality_id = about.municipality_id and statement.id = about.statement_id
    join dialogue on dialogue.municipality_id = about.municipality_id and dialogue.id = statement.dialogue_id
    where about.municipality_id = ${db.municipality} and about.issue_id = ${issue}
    order by dialogue.created_at, statement.number`)
  return rows.map(({ dialogueId, slug, ...statement }) => ({ ...statement, dialogue: { id: dialogueId, slug } }))
}

/** The statements meant, of dialogues the vision draws on; those that are not approved there are left out. */
export const statementsMeant = (db: Read, vision: string, refs: readonly StatementRef[]): Promise<{ id: string }[]> =>
  db.rows(sql`
    select statement.id
    from unnest(${refs.map(({ dialogue }) => dialogue)}::text[], ${refs.map(({ number }) => number)}::integer[]) as meant (slug, number)
    join dialogue on dialogue.municipality_id = ${db.municipality} and dialogue.slug = meant.slug
    join vision_dialogue drawn on drawn.municipality_id = ${db.municipality} and drawn.dialogue_id = dialogue.id and drawn.vision_id = ${vision}
    join statement on statement.municipality_id = ${db.municipality} and statement.dialogue_id = dialogue.id
      and statement.number = meant.number and statement.state = 'approved'`)

export async function putStatements(db: Write, issue: string, statements: readonly string[]) {
  await db.rows(sql`delete from issue_statement where municipality_id = ${db.municipality} and issue_id = ${issue}`)
  await db.rows(sql`
    insert into issue_statement (municipality_id, issue_id, statement_id)
    select ${db.municipality}, ${issue}::uuid, id from unnest(${[...statements]}::uuid[]) as chosen (id)`)
}

export const entriesOf = (db: Read, issue: string): Promise<IssueEntry[]> =>
  db.rows(sql`
    select id, kind, text, reasons, entered_for as "enteredFor", entered_for_name as "enteredForName", source
    from issue_entry where municipality_id = ${db.municipality} and issue_id = ${issue} order by position, id`)

export const addEntry = (db: Write, issue: string, entry: Omit<IssueEntry, 'id'>) =>
  db.rows(sql`
    insert into issue_entry (municipality_id, id, issue_id, kind, position, text, reasons, entered_for, entered_for_name, source)
    select ${db.municipality}, ${randomUUID()}::uuid, ${issue}::uuid, ${entry.kind}, coalesce(max(position), 0) + 1, ${entry.text}, ${entry.reasons},
      ${entry.enteredFor}, ${entry.enteredForName}, ${entry.source}
    from issue_entry where municipality_id = ${db.municipality} and issue_id = ${issue}`)

export const putEntry = (db: Write, { id, kind, text, reasons, enteredFor, enteredForName, source }: IssueEntry) =>
  db.rows(sql`
    update issue_entry set kind = ${kind}, text = ${text}, reasons = ${reasons}, entered_for = ${enteredFor},
      entered_for_name = ${enteredForName}, source = ${source}
    where municipality_id = ${db.municipality} and id = ${id}`)

export const removeEntry = (db: Write, id: string) =>
  db.rows(sql`delete from issue_entry where municipality_id = ${db.municipality} and id = ${id}`)

// ── The second round ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** What is voted on with everybody's answer: for the computing of the result alone. */
export async function roundOf(db: Read, issue: string): Promise<RoundEntry[]> {
  const rows = await db.rows<{ number: number; kind: RoundEntry['kind']; participant: string | null; answer: AnswerCode }>(sql`
    select contribution.number, contribution.kind, cast_vote.participant_id as participant, cast_vote.answer
    from contribution
    left join contribution_vote as cast_vote on cast_vote.municipality_id = contribution.municipality_id
      and cast_vote.contribution_id = contribution.id
    where contribution.municipality_id = ${db.municipality} and contribution.issue_id = ${issue} and contribution.state = 'approved'
    order by contribution.number`)
  return [...Map.groupBy(rows, ({ number }) => number)].map(([number, votes]) => ({
    number,
    kind: votes[0]!.kind,
    answers: new Map(votes.flatMap(({ participant, answer }) => (participant === null ? [] : [[participant, answer] as const]))),
  }))
}

export async function hasVersion(db: Read, vision: string): Promise<boolean> {
  const [found] = await db.rows(
    sql`select number from vision_version where municipality_id = ${db.municipality} and vision_id = ${vision} limit 1`,
  )
  return found !== undefined
}
