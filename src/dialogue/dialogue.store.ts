import type { Selectable } from 'kysely'
import type { Read, Write } from '#platform/db'
import type { Dialogue } from './dialogue.ts'
import { statementCounts } from './statement.store.ts'
import type { AllDialogueTables } from './tables.ts'

export async function findDialogue(db: Read, slug: string): Promise<Dialogue | undefined> {
  const row = await dialogues(db).where('slug', '=', slug).executeTakeFirst()
  return row && fromRow(row)
}

export async function findDialogueById(db: Read, id: string): Promise<Dialogue | undefined> {
  const row = await dialogues(db).where('id', '=', id).executeTakeFirst()
  return row && fromRow(row)
}

/** Finds a dialogue and keeps everybody else from changing it until this transaction ends. */
export async function lockDialogue(db: Write, slug: string): Promise<Dialogue | undefined> {
  const row = await dialogues(db).where('slug', '=', slug).forUpdate().executeTakeFirst()
  return row && fromRow(row)
}

/** Until this transaction ends nobody else in the town gives a dialogue an address. Votes and statements do not wait for it. */
export const lockAddresses = (db: Write) =>
  db.selectFrom('municipality').select('id').where('id', '=', db.municipality).forNoKeyUpdate().execute()

export async function allDialogues(db: Read): Promise<Dialogue[]> {
  const rows = await dialogues(db).orderBy('created_at', 'desc').orderBy('id').execute()
  return rows.map(fromRow)
}

export async function putDialogue(db: Write, dialogue: Dialogue) {
  const { id, ...values } = toRow(dialogue)
  await db
    .insertInto('dialogue')
    .values({ municipality_id: db.municipality, id, ...values })
    .onConflict(same => same.columns(['municipality_id', 'id']).doUpdateSet({ ...values, revised_at: new Date() }))
    .execute()
}

export const deleteDialogue = (db: Write, id: string) =>
  db.deleteFrom('dialogue').where('municipality_id', '=', db.municipality).where('id', '=', id).execute()

const dialogues = (db: Read) => db.selectFrom('dialogue').selectAll().where('municipality_id', '=', db.municipality)

const fromRow = (row: Selectable<AllDialogueTables['dialogue']>): Dialogue => ({
  id: row.id,
  slug: row.slug,
  question: row.question,
  description: row.description,
  phase: row.phase,
  opensAt: row.opens_at,
  closesAt: row.closes_at,
  residentsMayAdd: row.residents_may_add,
  moderation: row.moderation,
  statementLength: row.statement_length,
  languages: row.languages,
  licence: row.licence,
  sourceNote: row.source_note,
  importDigest: row.import_digest,
})

const toRow = (dialogue: Dialogue) => ({
  id: dialogue.id,
  slug: dialogue.slug,
  question: dialogue.question,
  description: dialogue.description,
  phase: dialogue.phase,
  opens_at: dialogue.opensAt,
  closes_at: dialogue.closesAt,
  residents_may_add: dialogue.residentsMayAdd,
  moderation: dialogue.moderation,
  statement_length: dialogue.statementLength,
  languages: dialogue.languages,
  licence: dialogue.licence,
  source_note: dialogue.sourceNote,
  import_digest: dialogue.importDigest,
})

/** How many took part and with what: on statements that count, as the results have it, so that no difference tells of a few. */
export async function figuresOf(db: Read, dialogue: string) {
  const votes = await db
    .selectFrom('vote')
    .innerJoin('statement', join =>
      join.onRef('statement.municipality_id', '=', 'vote.municipality_id').onRef('statement.id', '=', 'vote.statement_id'),
    )
    .select(({ fn }) => [fn.countAll<number>().as('votes'), fn.count<number>('vote.participant_id').distinct().as('participants')])
    .where('vote.municipality_id', '=', db.municipality)
    .where('vote.dialogue_id', '=', dialogue)
    .where('statement.state', '=', 'approved')
    .executeTakeFirstOrThrow()
  const { approved, waiting } = await statementCounts(db, dialogue)
  return { ...votes, approved, waiting }
}
