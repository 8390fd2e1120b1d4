import { note } from '#platform/audit'
import type { Write } from '#platform/db'
import { membersOf } from '#platform/people'
import { notFound, type SignedIn } from '#platform/web'
import { findAppealable, lockAppeal, putAppeal, putAppealVerdict } from './appeal.store.ts'
import {
  type AppealDecision,
  type AppealDecisionRefusal,
  type AppealRefusal,
  isModerator,
  judgeAppeal,
  judgeAppealDecision,
  mayJudge,
} from './appeal.ts'
import { type Dialogue, dayOf } from './dialogue.ts'
import { lockStatements, putDecision, rejectedBy } from './moderation.store.ts'
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
  const refusal = judgeAppeal(statement, said.text)
  if (refusal) return refusal
  if (!statement) return notFound()
  const isStored = await putAppeal(db, { dialogue: dialogue.id, statement: statement.id, day: dayOf(now), ...said })
  if (!isStored) return 'appealed-already'
}

/** Another moderator decides on an appeal; where there is no other, the same one does, and that is noted. */
export async function decideAppeal(
  db: Write,
  by: SignedIn,
  dialogue: Dialogue,
  number: number,
  { verdict, answer }: AppealDecision,
  now: Date,
): Promise<AppealDecisionRefusal | undefined> {
  const [statement] = await lockStatements(db, dialogue.id, [number])
  const found = (statement && (await lockAppeal(db, statement.id))) ?? notFound()
  if (!statement) return notFound()
  const rejecter = await rejectedBy(db, statement.id)
  const moderators = (await membersOf(db)).filter(isModerator).map(({ id }) => id)
  const mayDecide = mayJudge(by.personId, rejecter, moderators)
  const refusal = judgeAppealDecision({ state: found.state, mayDecide }, { verdict, answer })
  if (refusal) return refusal

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
