import type { Write } from '#platform/db'
import { notFound } from '#platform/web'
import { lockDialogue } from './dialogue.store.ts'
import { type Dialogue, dayOf, isOpen } from './dialogue.ts'
import { putParticipant, waitingOf } from './proposal.store.ts'
import { mostWaiting, type ProposalRefusal, type ProposalValues, type Proposed } from './proposal.ts'
import { findTwin, similarStatements, type Twin } from './statement.similarity.store.ts'
import { insertStatements } from './statement.store.ts'
import { judgeText, tidied } from './statement.ts'
import { putNews } from './subscription.store.ts'

/**
 * A resident adds a statement. Similar ones they have not been shown yet are shown first. The lock on the dialogue makes proposals
 * wait for each other: of two with the same text the second finds the first.
 */
export async function propose(db: Write, slug: string, participant: string, values: ProposalValues, now: Date): Promise<Proposed> {
  const dialogue = (await lockDialogue(db, slug)) ?? notFound()
  const text = tidied(values.text)
  const refusal = judgeProposal(dialogue, { ...values, text }, now)
  if (refusal) return { refusal }

  const twin = await findTwin(db, dialogue.id, text)
  if (twin) return answerTwin(twin, participant)
  if ((await waitingOf(db, dialogue.id, participant)) >= mostWaiting) return { refusal: 'too-many-waiting' }
  const similar = await similarStatements(db, dialogue.id, text)
  if (similar.some(({ number }) => !values.shown.includes(number))) return { similar }

  const state = dialogue.moderation === 'after' ? 'approved' : 'pending'
  await putParticipant(db, participant, 'online', now)
  const [stored] = await insertStatements(db, dialogue.id, [
    { text, language: values.language, origin: 'resident', state, authorId: participant, submittedOn: dayOf(now) },
  ])
  if (state === 'approved') await putNews(db, { dialogue: dialogue.id, statement: stored!.id, kind: 'statement-approved', at: now })
  return { stored: { number: stored!.number, isApproved: state === 'approved' } }
}

function judgeProposal(dialogue: Dialogue, { text, language }: ProposalValues, now: Date): ProposalRefusal | undefined {
  if (!isOpen(dialogue, now)) return 'dialogue-not-open'
  if (!dialogue.residentsMayAdd) return 'residents-may-not-add'
  if (!dialogue.languages.includes(language)) return 'language-unknown'
  return judgeText(text, dialogue.statementLength)
}

/** Somebody who sends the same form twice has sent it once. */
function answerTwin(twin: Twin, participant: string): Proposed {
  if (twin.authorId === participant && (twin.state === 'pending' || twin.state === 'approved'))
    return { stored: { number: twin.number, isApproved: twin.state === 'approved' } }
  if (twin.state === 'pending') return { refusal: 'already-waiting' }
  const known = twin.state === 'approved' ? twin : twin.mergedInto
  return known ? { refusal: 'already-there', twin: known } : { refusal: 'already-rejected' }
}
