import { sql } from 'kysely'
import type { Read } from '#platform/db'
import type { AskedLevel } from './level.ts'
import type { OwnAnswer, OwnData, OwnDialogue, OwnStatement } from './own-data.ts'
import { voluntaryAnswersOf } from './voluntary.store.ts'
import { voluntaryPseudonyms } from './voluntary.ts'
import { type AnswerCode, answerOf } from './vote.ts'

/** All that is stored under a pseudonym in a town; undefined where nothing is. */
export async function findOwnData(db: Read, participant: string, secret: Buffer): Promise<OwnData | undefined> {
  const known = await db
    .selectFrom('participant')
    .select(['id', 'first_seen', 'channel'])
    .where('municipality_id', '=', db.municipality)
    .where('id', '=', participant)
    .executeTakeFirst()
  if (!known) return undefined
  const dialogues: OwnDialogue[] = []
  for (const { id, slug, question, languages } of await publicDialogues(db)) {
    const own = {
      slug,
      question,
      languages,
      votes: await ownAnswers(db, id, participant),
      statements: await ownStatements(db, id, participant),
      voluntary: await voluntaryAnswersOf(db, id, voluntaryPseudonyms(secret, id)(participant)),
      level: await ownLevel(db, id, participant),
    }
    if (own.votes.length + own.statements.length + Object.keys(own.voluntary).length > 0 || own.level) dialogues.push(own)
  }
  return { pseudonym: known.id, firstSeen: known.first_seen, channel: known.channel, dialogues }
}

const publicDialogues = (db: Read) =>
  db
    .selectFrom('dialogue')
    .select(['id', 'slug', 'question', 'languages'])
    .where('municipality_id', '=', db.municipality)
    .where('phase', '<>', 'draft')
    .orderBy('created_at')
    .execute()

/** Votes that count and votes that are set aside. */
async function ownAnswers(db: Read, dialogue: string, participant: string): Promise<OwnAnswer[]> {
  const rows = await db.rows<Omit<OwnAnswer, 'answer'> & { code: AnswerCode }>(sql`
    select statement.number, statement.text, statement.language, own.answer as code, own.cast_on as day, own.aside as "isSetAside"
    from (
      select statement_id, answer, cast_on, false as aside from vote
      where municipality_id = ${db.municipality} and dialogue_id = ${dialogue} and participant_id = ${participant}
      union all
      select statement_id, answer, cast_on, true from quarantined_vote
      where municipality_id = ${db.municipality} and dialogue_id = ${dialogue} and participant_id = ${participant}
    ) as own
    join statement on statement.municipality_id = ${db.municipality} and statement.id = own.statement_id
    order by statement.number`)
  return rows.map(({ code, ...row }) => ({ ...row, answer: answerOf(code) }))
}

const ownStatements = (db: Read, dialogue: string, author: string): Promise<OwnStatement[]> =>
  db
    .selectFrom('statement')
    .leftJoin('appeal', join =>
      join.onRef('appeal.municipality_id', '=', 'statement.municipality_id').onRef('appeal.statement_id', '=', 'statement.id'),
    )
    .select(['number', 'statement.text', 'statement.language', 'submitted_on as day', 'statement.state'])
    .select(['rejection_reason as reason', 'rejection_note as note', 'appeal.text as appeal'])
    .where('statement.municipality_id', '=', db.municipality)
    .where('statement.dialogue_id', '=', dialogue)
    .where('author_id', '=', author)
    .orderBy('number')
    .execute()

async function ownLevel(db: Read, dialogue: string, participant: string): Promise<AskedLevel | null> {
  const row = await db
    .selectFrom('voice')
    .select('level')
    .where('municipality_id', '=', db.municipality)
    .where('dialogue_id', '=', dialogue)
    .where('participant_id', '=', participant)
    .executeTakeFirst()
  return row?.level ?? null
}
