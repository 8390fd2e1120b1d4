import type { Child } from 'hono/jsx'
import type { Read, Write } from '#platform/db'
import type { TownContext } from '#platform/web'

/** What a room above keeps of pseudonyms: it stands on the page of one's own data and in the copy, and goes when a pseudonym is erased. */
export type OwnDataSlot = {
  /** Undefined where nothing is kept of this pseudonym. */
  of(db: Read, participant: string): Promise<OwnElsewhere | undefined>
  /** Forgets what does not go with the pseudonym by itself. */
  forget(db: Write, participant: string): Promise<void>
  /** Pseudonyms that something hangs on although they have answered no statement. */
  held(db: Read): Promise<string[]>
}

/** `copy`: what the file has besides the dialogues. */
export type OwnElsewhere = { copy: Record<string, unknown>; section: (c: TownContext) => Child }
