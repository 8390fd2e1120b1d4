import type { Write } from '#platform/db'
import { notFound } from '#platform/web'
import { anchor, ownAmendments, publishedSentence, putAmendment } from './amendment.store.ts'
import { type Amendment, type AmendmentRefusal, type AnchorRefusal, isSameWording, type PublishedSentence, whyClosed } from './amendment.ts'
import { type Contributed, contribute, type Submission } from './contribution.actions.ts'
import { lockVision } from './vision.store.ts'
import type { Vision } from './vision.ts'

export type Amended = Contributed<AmendmentRefusal>

export type NewAmendment = Pick<Submission, 'author' | 'values'> & { buildsOn: Amendment | undefined }

/** A resident proposes another wording of a published sentence, perhaps going on from somebody else's. The vision must be locked. */
export async function amend(
  db: Write,
  vision: Vision,
  sentence: PublishedSentence,
  { author, values, buildsOn }: NewAmendment,
  languages: readonly string[],
  now: Date,
): Promise<Amended> {
  const closed = whyClosed(vision, sentence)
  if (closed) return { refusal: closed }
  if (isSameWording(values.text, sentence)) return { refusal: 'same-wording' }
  const subject = { kind: 'amendment', issueId: null, sentenceId: sentence.id } as const
  const result = await contribute(db, vision, { subject, author, values }, languages, now)
  if ('stored' in result && result.stored.isNew)
    await putAmendment(db, { id: result.stored.id, baseText: sentence.text, buildsOn: buildsOn?.id ?? null })
  return result
}

/** The author of an amendment has read how the sentence reads now, and stands by the proposal. */
export async function anchorAnew(db: Write, slug: string, number: number, author: string | undefined): Promise<AnchorRefusal | undefined> {
  const vision = (await lockVision(db, slug)) ?? notFound()
  const own = author === undefined ? [] : [...(await ownAmendments(db, vision.id, author)).values()]
  const amendment = own.find(one => one.number === number) ?? notFound()
  if (amendment.decision || !amendment.needsReview) return 'nothing-to-review'
  const sentence = (await publishedSentence(db, vision.id, amendment.sentenceNumber)) ?? notFound()
  const closed = whyClosed(vision, sentence)
  if (closed) return closed
  if (isSameWording(amendment.text, sentence)) return 'same-wording'
  await anchor(db, amendment.id, sentence.text)
}
