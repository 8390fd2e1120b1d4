import { randomUUID } from 'node:crypto'
import { note } from '#platform/audit'
import type { Write } from '#platform/db'
import type { Translate } from '#platform/languages'
import { sendMail } from '#platform/mail'
import type { Municipality } from '#platform/municipalities'
import { notFound, type SignedIn } from '#platform/web'
import { lockDialogue } from './dialogue.store.ts'
import type { Dialogue } from './dialogue.ts'
import { useCode } from './letter.store.ts'
import { hasVoice, levelAskedIn, lockProof, moveProof, type Proof, putLevelAsked, putVoice, withdrawVoice } from './level.store.ts'
import type { AskedLevel, Level, Raised } from './level.ts'
import { putParticipant } from './proposal.store.ts'

/** Whoever raises a level: the pseudonym of their browser, if it has one. */
type Raising = { participant: string | undefined; now: Date }

/** A letter's code gives a voice, once. `isOurs`: it bears the mark of this dialogue, so if it is not there, it has been used. */
export async function raiseByCode(
  db: Write,
  dialogue: string,
  { hash, isOurs }: { hash: string; isOurs: boolean },
  by: Raising,
): Promise<Raised<'code-unknown' | 'code-used'>> {
  if (!(await useCode(db, dialogue, hash))) return { refusal: isOurs ? 'code-used' : 'code-unknown' }
  return { participant: await giveVoice(db, dialogue, 'letter', by) }
}

/**
 * An address or account has one voice at a time, and the newer one counts: where it is shown last, voting begins or goes on with what this
 * browser has given, and what was given elsewhere goes. The voice is moved only if `mayMove`;
 * what it had said is never shown.
 */
export async function raiseByProof(
  db: Write,
  dialogue: string,
  proof: Proof,
  by: Raising & { mayMove: boolean },
): Promise<Raised<'used-elsewhere' | 'voice-given'>> {
  const { isNew, participant: holder } = await lockProof(db, dialogue, proof)
  if (holder === null && !isNew) return { refusal: 'voice-given' }
  if (holder !== null && holder === by.participant) {
    await putVoice(db, dialogue, holder, proof.level)
    return { participant: holder }
  }
  if (holder !== null && !by.mayMove) return { refusal: 'used-elsewhere' }
  if (holder !== null) await withdrawVoice(db, dialogue, holder)
  const participant = await giveVoice(db, dialogue, proof.level, by)
  await moveProof(db, dialogue, proof, participant)
  return { participant }
}

/** A browser whose pseudonym has a voice of this level already is shared by several people: the next of them gets a pseudonym of their own. */
async function giveVoice(db: Write, dialogue: string, level: AskedLevel, { participant: known, now }: Raising): Promise<string> {
  const isTaken = known !== undefined && (await hasVoice(db, dialogue, known, level))
  const participant = known === undefined || isTaken ? randomUUID() : known
  await putParticipant(db, participant, 'online', now)
  await putVoice(db, dialogue, participant, level)
  return participant
}

type Confirmation = { email: string; url: string; t: Translate }

/** Mails the link that confirms an address. The address itself stands in the queue alone, until the mail is sent. */
export const mailConfirmation = (db: Write, municipality: Municipality, dialogue: Dialogue, { email, url, t }: Confirmation) =>
  sendMail(db, {
    to: email,
    subject: t('mail.level.subject', { town: municipality.name }),
    text: t('mail.level.text', { town: municipality.name, question: dialogue.question, url, hours: linkHours }),
  })

export const linkHours = 24

/** The coordination says what a dialogue asks for. Votes already given keep the level they were given with. */
export async function changeLevel(db: Write, by: SignedIn, slug: string, level: Level) {
  const dialogue = (await lockDialogue(db, slug)) ?? notFound()
  const from = await levelAskedIn(db, dialogue.id)
  if (from === level) return
  await putLevelAsked(db, dialogue.id, level)
  await note(db, { personId: by.personId, deed: 'dialogue-level-changed', subject: slug, details: { from, to: level } })
}
