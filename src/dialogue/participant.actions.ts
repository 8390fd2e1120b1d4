import type { Write } from '#platform/db'
import { detachVotes, dialoguesVotedIn, forgetWithVotes } from './participant.store.ts'
import type { Room } from './room.ts'
import { deleteUndecidedOf } from './statement.store.ts'
import { forgetVoluntaryAnswers } from './voluntary.actions.ts'

/** Forgets a pseudonym in the whole town. Its votes in dialogues go with it or stay with nobody, as it wishes. */
export async function forget(
  db: Write,
  participant: string,
  votes: 'stay' | 'go',
  secret: Buffer,
  { maps, elsewhere }: Pick<Room, 'maps' | 'elsewhere'>,
) {
  const dialogues = await dialoguesVotedIn(db, participant)
  await forgetVoluntaryAnswers(db, secret, participant)
  await elsewhere.forget(db, participant)
  if (votes === 'go') await deleteUndecidedOf(db, participant)
  await (votes === 'go' ? forgetWithVotes(db, participant) : detachVotes(db, participant))
  db.afterCommit(() => {
    for (const dialogue of dialogues) maps.refreshSoon(db.municipality, dialogue)
  })
}
