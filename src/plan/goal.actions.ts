import { randomUUID } from 'node:crypto'
import { note } from '#platform/audit'
import type { Write } from '#platform/db'
import { BadRequest, notFound, type SignedIn } from '#platform/web'
import { linkableSentences, linkSentences, unlinkSentences } from './goal.sentence.store.ts'
import { findGoal, nextGoalNumber, putGoal, setDropped } from './goal.store.ts'
import type { Goal } from './goal.ts'
import { type GoalRefusals, type GoalValues, judgeGoal, valuesOf } from './goal.values.ts'
import { actionFields, lockPlan } from './plan.store.ts'
import { seenOf } from './seen.ts'

type Refused = { refusals: GoalRefusals }

/** `sentence`: the id of the sentence it is made for. */
export async function addGoal(db: Write, by: SignedIn, values: GoalValues, sentence?: string): Promise<{ number: number } | Refused> {
  if (sentence && !isId.test(sentence)) throw new BadRequest('value-unknown')
  await lockPlan(db)
  const judged = judgeGoal(values, await actionFields(db))
  if ('refusals' in judged) return judged
  const number = await nextGoalNumber(db)
  const id = randomUUID()
  await putGoal(db, { id, number, ...judged })
  if (sentence && (await linkSentences(db, id, [sentence])) === 0) throw new BadRequest('value-unknown')
  await note(db, { personId: by.personId, deed: 'goal-added', subject: String(number), details: { title: judged.title } })
  return { number }
}

/** `seen`: what the form was made from; what a colleague has changed since is not overwritten unseen. */
export async function changeGoal(db: Write, by: SignedIn, number: number, values: GoalValues, seen: string): Promise<Refused | undefined> {
  const goal = await lockGoal(db, number)
  const fields = await actionFields(db)
  const judged = judgeGoal(values, fields)
  if ('refusals' in judged) return judged
  if (seen !== seenOf(valuesOf(goal, fields))) return { refusals: { title: 'changed-meanwhile' } }
  await putGoal(db, { id: goal.id, number, ...judged })
  await note(db, { personId: by.personId, deed: 'goal-changed', subject: String(number), details: { title: judged.title } })
  return undefined
}

/** Drops a goal, or takes it back; its number and its links stay. */
export async function dropGoal(db: Write, by: SignedIn, number: number, isDropped: boolean) {
  const { id, title } = await lockGoal(db, number)
  await setDropped(db, id, isDropped)
  const deed = isDropped ? 'goal-dropped' : 'goal-taken-back'
  await note(db, { personId: by.personId, deed, subject: String(number), details: { title } })
}

/** Of the sentences that were shown, the goal serves those that were chosen; what was not shown stays as it is. */
export async function chooseSentences(
  db: Write,
  by: SignedIn,
  number: number,
  { shown, chosen }: { shown: readonly string[]; chosen: readonly string[] },
) {
  if (![...shown, ...chosen].every(id => isId.test(id))) throw new BadRequest('value-unknown')
  const { id, title } = await lockGoal(db, number)
  const served = new Set((await linkableSentences(db, id)).filter(({ isLinked }) => isLinked).map(sentence => sentence.id))
  const added = [...new Set(chosen)].filter(sentence => !served.has(sentence))
  const removed = shown.filter(sentence => served.has(sentence) && !chosen.includes(sentence))
  if (added.length + removed.length === 0) return
  await unlinkSentences(db, id, removed)
  if ((await linkSentences(db, id, added)) < added.length) throw new BadRequest('value-unknown')
  await note(db, { personId: by.personId, deed: 'goal-sentences-chosen', subject: String(number), details: { title } })
}
const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

async function lockGoal(db: Write, number: number): Promise<Goal> {
  await lockPlan(db)
  return (await findGoal(db, number)) ?? notFound()
}
