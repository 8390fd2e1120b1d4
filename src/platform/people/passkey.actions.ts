import { noteForInstance } from '#platform/audit'
import type { InstanceWrite } from '#platform/db'
import type { SignedIn } from '#platform/web'
import { registrationQuestion, signInQuestion, verifiedRegistration, verifiedSignIn } from './passkey.source.ts'
import {
  addPasskey,
  findPasskey,
  notePasskeyUsed,
  passkeysOf,
  putChallenge,
  removePasskey,
  renamePasskey,
  takeChallenge,
} from './passkey.store.ts'
import { challengeOf, judgePasskeyName, type PasskeyRefusal, readAnswer, type Site } from './passkey.ts'
import { type Browsing, enter } from './sign-in.actions.ts'
import { after } from './token.ts'

// A sign-in page may stay open while somebody fetches their coffee.
const challengeMinutes = 15

export async function askForNewPasskey(db: InstanceWrite, { personId: id, email, name }: SignedIn, site: Site, now: Date) {
  const question = await registrationQuestion(site, { id, email, name }, await passkeysOf(db, id))
  await putChallenge(db, question.challenge, id, after(now, { minutes: challengeMinutes }), now)
  return question
}

export async function askForPasskey(db: InstanceWrite, site: Site, now: Date) {
  const question = await signInQuestion(site)
  await putChallenge(db, question.challenge, null, after(now, { minutes: challengeMinutes }), now)
  return question
}

type NewPasskey = { answer: string; name: string }

export async function registerPasskey(
  db: InstanceWrite,
  { personId }: SignedIn,
  { answer: text, name }: NewPasskey,
  site: Site,
  now: Date,
): Promise<PasskeyRefusal | undefined> {
  const refusal = judgePasskeyName(name)
  if (refusal) return refusal
  const answer = await answerToOurs(db, text, personId, now)
  const made = answer && (await verifiedRegistration(site, answer, answer.challenge))
  if (!made) return 'passkey-refused'
  const { id, publicKey, counter, transports = [] } = made
  if (!(await addPasskey(db, { id, personId, publicKey, counter, transports }, name, now))) return 'passkey-refused'
  await noteForInstance(db, { personId, deed: 'passkey-added', subject: name })
}

export async function signInByPasskey(db: InstanceWrite, text: string, site: Site, browsing: Browsing) {
  const answer = await answerToOurs(db, text, null, browsing.now)
  if (!answer) return { refusal: 'passkey-refused' as const }
  const passkey = await findPasskey(db, answer.id)
  if (!passkey) return { refusal: 'passkey-unknown' as const }
  const counter = await verifiedSignIn(site, answer, passkey, answer.challenge)
  if (counter === undefined) return { refusal: 'passkey-refused' as const }
  await notePasskeyUsed(db, passkey.id, counter, browsing.now)
  return { entered: await enter(db, passkey.personId, 'passkey', browsing) }
}

/** The answer to a challenge we handed out to this person; the challenge is used up, whatever becomes of the answer. */
async function answerToOurs(db: InstanceWrite, text: string, personId: string | null, now: Date) {
  const answer = readAnswer(text)
  const challenge = answer && challengeOf(answer)
  return challenge && (await takeChallenge(db, challenge, personId, now)) ? { ...answer, challenge } : undefined
}

/** Undefined when done; 'unknown' if the person has no such passkey. */
export async function nameOwnPasskey(
  db: InstanceWrite,
  personId: string,
  id: string,
  name: string,
): Promise<PasskeyRefusal | 'unknown' | undefined> {
  const refusal = judgePasskeyName(name)
  if (refusal) return refusal
  if (!(await renamePasskey(db, personId, id, name))) return 'unknown'
  await noteForInstance(db, { personId, deed: 'passkey-renamed', subject: name })
}

export async function removeOwnPasskey(db: InstanceWrite, personId: string, id: string): Promise<boolean> {
  if (!(await removePasskey(db, personId, id))) return false
  await noteForInstance(db, { personId, deed: 'passkey-removed' })
  return true
}
