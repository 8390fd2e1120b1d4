import type { Read, Write } from '#platform/db'
import type { Round } from './round.ts'

const selected = (db: Read) =>
  db
    .selectFrom('update_round')
    .select(['id', 'number', 'title', 'opened_at as openedAt', 'ends_on as endsOn', 'closed_at as closedAt'])
    .where('municipality_id', '=', db.municipality)

/** All rounds, the newest first. */
export const rounds = (db: Read): Promise<Round[]> => selected(db).orderBy('number', 'desc').execute()

export const findRound = (db: Read, number: number): Promise<Round | undefined> =>
  selected(db).where('number', '=', number).executeTakeFirst()

export const roundById = (db: Read, id: string): Promise<Round | undefined> => selected(db).where('id', '=', id).executeTakeFirst()

export const putRound = (db: Write, { id, number, title, openedAt, endsOn }: Omit<Round, 'closedAt'>, openedBy: string) =>
  db
    .insertInto('update_round')
    .values({
      municipality_id: db.municipality,
      id,
      number,
      title,
      opened_at: openedAt,
      opened_by: openedBy,
      ends_on: endsOn,
      closed_at: null,
    })
    .execute()

export const setRoundClosed = (db: Write, id: string, at: Date) =>
  db.updateTable('update_round').set({ closed_at: at }).where('municipality_id', '=', db.municipality).where('id', '=', id).execute()

/** Another last day for the round and its links. */
export async function setRoundEnd(db: Write, id: string, endsOn: string) {
  const at = { ends_on: endsOn }
  await db.updateTable('update_round').set(at).where('municipality_id', '=', db.municipality).where('id', '=', id).execute()
  await db.updateTable('update_link').set(at).where('municipality_id', '=', db.municipality).where('round_id', '=', id).execute()
}
