import type { Write } from '#platform/db'
import { type PublishedSentence, type SentenceClosed, whyClosed } from './amendment.ts'
import { type Contributed, contribute, type Submission } from './contribution.actions.ts'
import type { ContributionRefusal } from './contribution.ts'
import type { Vision } from './vision.ts'

export type Commented = Contributed<ContributionRefusal | SentenceClosed>

/** A resident comments on a published sentence. The vision must be locked. */
export async function comment(
  db: Write,
  vision: Vision,
  sentence: PublishedSentence,
  sent: Pick<Submission, 'author' | 'values'>,
  languages: readonly string[],
  now: Date,
): Promise<Commented> {
  const closed = whyClosed(vision, sentence)
  if (closed) return { refusal: closed }
  const subject = { kind: 'comment', issueId: null, sentenceId: sentence.id } as const
  return contribute(db, vision, { subject, ...sent }, languages, now)
}
