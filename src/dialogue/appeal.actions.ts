import { note } from '#platform/audit'
import type { Write } from '#platform/db'
import { membersOf } from '#platform/people'
import { notFound, type SignedIn } from '#platform/web'
import { findAppealable, lockAppeal, putAppeal, putAppealVerdict } from './appeal.store.ts'
import {
  type AppealDecisionRefusal,
  type AppealRefusal,
  type AppealVerdict,
  isModerator,
  longestAnswer,
  longestAppeal,
  mayJudge,
} from './appeal.ts'
import { type Dialogue, dayOf } from './dialogue.ts'
import { lockStatements, putDecision, rejectedBy } from './moderation.store.ts'
import { lengthOf } from './statement.ts'
import { putNews } from './subscription.store.ts'

/** The author of a rejected statement appeals, once. */
export async function appeal(
  db: Write,
  dialogue: Dialogue,
  number: number,
  author: string | undefined,
  said: { text: string; language: string },
  now: Date,
): Promise<AppealRefusal | undefined> {
  await lockStatements(db, dialogue.id, [number])
  const statement = author === undefined ? undefined : await findAppealable(db, dialogue.id, number, author)
  if (!statement) return 'not-yours'
  if (statement.isAppealed) return 'appealed-already'
  if (!statement.isRejected) return 'not-rejected'
  if (said.text === '') return 'text-missing'
  if (lengthOf(said.text) > longestAppeal) return 'text-too-long'
  const isStored = await putAppeal(db, { dialogue: dialogue.id, statement: statement.id, day: dayOf(now), ...said })
  if (!isStored) return 'appealed-already'
}

/** Another moderator decides on an appeal; where there is no other, the same one does, and that is noted. */
export async function decideAppeal(
  db: Write,
  by: SignedIn,
  dialogue: Dialogue,
  number: number,
  { verdict, answer }: { verdict: AppealVerdict; answer: string },
  now: Date,
): Promise<AppealDecisionRefusal | undefined> {
  const [statement] = await lockStatements(db, dialogue.id, [number])
  const found = (statement && (await lockAppeal(db, statement.id))) ?? notFound()
  if (!statement) return notFound()
  if (found.state !== 'open') return 'decided-meanwhile'
  const rejecter = await rejectedBy(db, statement.id)
  const moderators = (await membersOf(db)).filter(isModerator).map(({ id }) => id)
  if (!mayJudge(by.personId, rejecter, moderators)) return 'other-moderator'
  if (verdict === 'refused' && answer === '') return 'answer-missing'
  if (lengthOf(answer) > longestAnswer) return 'answer-too-long'

  const isSamePerson = by.personId === rejecter
  await putAppealVerdict(db, statement.id, { verdict, answer, by: by.personId, isSamePerson, at: now })
  if (verdict === 'granted') {
    const decided = { dialogue: dialogue.id, statement: statement.id, by: by.personId, cause: 'appeal', at: now } as const
    await putDecision(db, { state: 'approved', note: '' }, decided)
    await putNews(db, { dialogue: dialogue.id, statement: statement.id, kind: 'statement-approved', at: now })
  }
  await note(db, {
    personId: by.personId,
    deed: `appeal-${verdict}`,
    subject: dialogue.slug,
    details: { statement: number, samePerson: isSamePerson },
  })
}
