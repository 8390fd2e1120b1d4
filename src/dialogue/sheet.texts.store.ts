import type { Read } from '#platform/db'
import type { Dialogue } from './dialogue.ts'
import type { TextsIn } from './sheet.print.ts'
import { approvedStatements } from './statement.store.ts'
import { textsIn } from './translation.store.ts'
import type { Wording } from './translation.ts'

/** What a dialogue says in a language, for paper: what a machine has made and nobody has looked at is not printed. */
export async function textsForPaper(db: Read, dialogue: Dialogue, language: string): Promise<TextsIn> {
  const wordings = await textsIn(db, dialogue, language)
  const statements = await approvedStatements(db, dialogue.id)
  return {
    language,
    question: printed(wordings.get('question')!),
    statements: statements.map(statement => ({ ...statement, ...printed(wordings.get(statement.id)!) })),
  }
}

const printed = ({ text, language, translated }: Wording) => (translated && !translated.isReviewed ? translated.from : { text, language })
