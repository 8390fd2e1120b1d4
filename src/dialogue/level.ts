import { createHmac } from 'node:crypto'

/**
 * What a dialogue can ask for before the first vote online. Whoever shows it has one voice: a code is good for one, an address or an account
 * has one at a time.
 */
export const levels = ['anonymous', 'letter', 'email', 'oidc'] as const
export type Level = (typeof levels)[number]
/** Levels that have to be shown. */
export type AskedLevel = Exclude<Level, 'anonymous'>
/** Levels one can come back with: the voice moves to where it is shown last. A letter's code is spent instead. */
export type ReturningLevel = 'email' | 'oidc'

export const isLevel = (text: string): text is Level => levels.includes(text as Level)

export type LevelRefusal =
  | 'level-missing'
  | 'code-missing'
  | 'code-mistyped'
  | 'code-unknown'
  | 'code-used'
  | 'email-missing'
  | 'email-invalid'
  | 'too-many-at-once'
  | 'voice-given'
  | 'dialogue-closed'

/**
 * An address, account or code as a dialogue knows it: a hash with a key of this instance, another one in every dialogue, so that nobody is
 * found again in the next.
 */
export const proofHash = (secret: Buffer, level: AskedLevel, dialogue: string, proof: string) =>
  createHmac('sha256', createHmac('sha256', secret).update('level').digest())
    .update(JSON.stringify([level, dialogue, proof]))
    .digest('base64url')

/** What raising a level did: the pseudonym that now has the voice, or why none has. */
export type Raised<Refusal> = { participant: string } | { refusal: Refusal }
