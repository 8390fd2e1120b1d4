import { putAllNews } from '#dialogue'
import type { Write } from '#platform/db'
import { hasVersion, statementsOf } from './issue.store.ts'
import { type Fates, publicFates } from './thread.store.ts'

/**
 * Tells those who asked what a deed has changed about the fate of statements: `before` is what `publicFates` has said ahead of it. What was the
 * same before is not told again, and nothing is told of a vision nobody can read yet.
 */
export async function tellFates(db: Write, vision: string, before: Fates, at: Date) {
  const changed = [...(await publicFates(db, vision))].filter(([statement, { fate }]) => before.get(statement)?.fate !== fate)
  await putAllNews(
    db,
    changed.map(([statement, { fate, dialogue }]) => ({ dialogue, statement, kind: `statement-${fate}` as const, at })),
  )
}

/** Tells those who asked that the negotiation of a statement has ended; how, stands on the page of the issue. */
export async function tellEnding(db: Write, vision: string, issue: string, at: Date) {
  if (!(await hasVersion(db, vision))) return
  const statements = await statementsOf(db, issue)
  await putAllNews(
    db,
    statements.map(({ id, dialogue }) => ({ dialogue: dialogue.id, statement: id, kind: 'statement-settled' as const, at })),
  )
}
