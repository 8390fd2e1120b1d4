import { putNews } from '#dialogue'
import type { Write } from '#platform/db'
import { type Fates, publicFates } from './thread.store.ts'

/**
 * Tells those who asked what a deed has changed about the fate of statements: `before` is what `publicFates` has said ahead of it. What was the
 * same before is not told again, and nothing is told of a vision nobody can read yet.
 */
export async function tellFates(db: Write, vision: string, before: Fates, at: Date) {
  for (const [statement, { fate, dialogue }] of await publicFates(db, vision))
    if (before.get(statement)?.fate !== fate) await putNews(db, { dialogue, statement, kind: `statement-${fate}`, at })
}
