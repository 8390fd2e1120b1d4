import type { StatementSlot } from '#dialogue'
import { BecameOf } from './thread.page.tsx'
import { threadsOf } from './thread.store.ts'

/** What became of a statement, for its page in the dialogue. Where no vision is published there is nothing to say yet. */
export const statementThread: StatementSlot = async (c, db, { dialogue, number }) => {
  const threads = await threadsOf(db, dialogue, number)
  return threads.length === 0 ? undefined : <BecameOf c={c} threads={threads} />
}
