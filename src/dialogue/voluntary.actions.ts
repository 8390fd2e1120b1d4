import { note } from '#platform/audit'
import type { Write } from '#platform/db'
import type { SignedIn } from '#platform/web'
import type { Dialogue } from './dialogue.ts'
import { deleteAnswersBut, deleteVoluntaryAnswers, dialoguesThatAsk, putSetup } from './voluntary.store.ts'
import { judgeSetup, type SetupRefusal, voluntaryPseudonyms } from './voluntary.ts'

/** Switches voluntary questions on and off. */
export async function changeSetup(
  db: Write,
  by: SignedIn,
  dialogue: Dialogue,
  wish: { questions: readonly string[]; parts: string },
): Promise<SetupRefusal | undefined> {
  const setup = judgeSetup(wish.questions, wish.parts)
  if (typeof setup === 'string') return setup
  await putSetup(db, dialogue.id, setup)
  await deleteAnswersBut(db, dialogue.id, setup.questions)
  await note(db, { personId: by.personId, deed: 'voluntary-questions-changed', subject: dialogue.slug })
}

/** Whoever is forgotten is forgotten here too, in every dialogue of the town. */
export async function forgetVoluntaryAnswers(db: Write, secret: Buffer, participant: string) {
  for (const dialogue of await dialoguesThatAsk(db))
    await deleteVoluntaryAnswers(db, dialogue, voluntaryPseudonyms(secret, dialogue)(participant))
}
