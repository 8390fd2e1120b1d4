import { putAllNews } from '#dialogue'
import type { Write } from '#platform/db'
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
