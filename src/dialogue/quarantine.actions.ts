import { note } from '#platform/audit'
import type { Write } from '#platform/db'
import { BadRequest, notFound, type SignedIn } from '#platform/web'
import type { Dialogue } from './dialogue.ts'
import { giveVotesBack, lockQuarantine, putState, setVotesAside } from './quarantine.store.ts'
import { allowedVerdicts, type QuarantineRefusal, type Verdict } from './quarantine.ts'

/** `seen`: the state in which the moderator has seen it. */
export type QuarantineDecision = { verdict: Verdict; seen: string }

const deeds: Record<Verdict, string> = {
  quarantined: 'votes-quarantined',
  released: 'votes-released',
  dismissed: 'votes-found-fine',
}

/** A moderator sets votes aside, gives them back, or finds nothing wrong with them. What a colleague has decided is not overruled unseen. */
export async function decideOnQuarantine(
  db: Write,
  by: SignedIn,
  dialogue: Dialogue,
  number: number,
  { verdict, seen }: QuarantineDecision,
  now: Date,
): Promise<QuarantineRefusal | undefined> {
  const quarantine = (await lockQuarantine(db, dialogue.id, number)) ?? notFound()
  if (quarantine.state !== seen) return 'decided-meanwhile'
  if (!allowedVerdicts[quarantine.state].includes(verdict)) throw new BadRequest('value-unknown') // no page offers it
  if (verdict === 'quarantined') await setVotesAside(db, dialogue.id, quarantine.id)
  if (verdict === 'released') await giveVotesBack(db, dialogue.id, quarantine.id)
  await putState(db, quarantine.id, verdict, now)
  const details = { number, pseudonyms: quarantine.pseudonyms }
  await note(db, { personId: by.personId, deed: deeds[verdict], subject: dialogue.slug, details })
}
