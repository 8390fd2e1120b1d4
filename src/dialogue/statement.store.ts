import type { Read } from '#platform/db'
import type { Statement } from './statement.ts'

export const approvedStatements = (db: Read, dialogue: string): Promise<Statement[]> =>
  db
    .selectFrom('statement')
    .select(['id', 'number', 'text', 'language'])
    .where('municipality_id', '=', db.municipality)
    .where('dialogue_id', '=', dialogue)
    .where('state', '=', 'approved')
    .orderBy('number')
    .execute()
