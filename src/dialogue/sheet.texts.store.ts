import type { Read } from '#platform/db'
import type { Dialogue } from './dialogue.ts'
import type { TextsIn } from './sheet.print.ts'
import { approvedStatements } from './statement.store.ts'

/** What a dialogue says in a language, for paper: what a machine has made and nobody has looked at is not printed. */
export async function textsForPaper(db: Read, dialogue: Dialogue, language: string): Promise<TextsIn> {
  const question = { text: dialogue.question, language: dialogue.languages[0] ?? 'de' }
  return { language, question, statements: await approvedStatements(db, dialogue.id) }
}
