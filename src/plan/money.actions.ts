import { randomUUID } from 'node:crypto'
import { dayOf } from '#dialogue'
import { note } from '#platform/audit'
import type { Write } from '#platform/db'
import { notFound, type SignedIn } from '#platform/web'
import { type AllotmentKey, type AllotmentRefusals, type AllotmentValues, isSame, judgeAllotment } from './allotment.ts'
import { type CostRefusals, type CostValues, judgeCosts } from './cost.ts'
import { lockMeasure } from './measure.store.ts'
import type { Measure } from './measure.ts'
import {
  allotments,
  costs,
  financingSources,
  posts,
  putAllotment,
  putCosts,
  putPost,
  putSpending,
  removeAllotment,
  removePost,
  removeSpending,
  spendings,
} from './money.store.ts'
import type { Allotment } from './money.ts'
import { lockPlan } from './plan.store.ts'
import { judgePost, mostPosts, type PostRefusals, type PostValues } from './post.ts'
import { judgeSpending, type SpendingRefusals, type SpendingValues } from './spending.ts'

type At = { by: SignedIn; measure: Measure }
type Refused<Refusals> = { refusals: Refusals }

/** What a measure is to cost in a year, in place of what stood there; `seen` is what the form was made from. */
export async function planCosts(db: Write, at: At, values: CostValues, seen: string): Promise<Refused<CostRefusals> | undefined> {
  await lockMeasure(db, at.measure.id)
  const judged = judgeCosts(values, await costs(db, at.measure.id), seen)
  if ('refusals' in judged) return judged
  await putCosts(db, at.measure.id, judged)
  return noted(db, at, 'costs-planned')
}

/** Gives a measure money from a source; or, with `instead`, changes what it was given. */
export async function allot(
  db: Write,
  at: At,
  values: AllotmentValues,
  instead?: AllotmentKey,
): Promise<(Refused<AllotmentRefusals> & { left?: number }) | undefined> {
  // Held, so that two at a time cannot give away the same euro.
  await lockPlan(db)
  const all = await allotments(db)
  const old = instead && findAllotment(all, at.measure, instead)
  const judged = judgeAllotment(values, await financingSources(db), at.measure.id, old ? all.filter(other => other !== old) : all)
  if ('refusals' in judged) return judged
  if (old) await removeAllotment(db, at.measure.id, old)
  await putAllotment(db, judged)
  return noted(db, at, old ? 'allotment-changed' : 'allotment-added')
}

export async function takeAllotment(db: Write, at: At, key: AllotmentKey): Promise<undefined> {
  await removeAllotment(db, at.measure.id, findAllotment(await allotments(db, at.measure.id), at.measure, key))
  return noted(db, at, 'allotment-removed')
}

const findAllotment = (all: readonly Allotment[], measure: Measure, key: AllotmentKey) =>
  all.find(other => other.measureId === measure.id && isSame(other, key)) ?? notFound()

/** Enters what was spent on a measure, once, however often it is sent. Whoever calls notes who did it. */
export async function spend(
  db: Write,
  measure: Pick<Measure, 'id'>,
  values: SpendingValues,
  now: Date,
): Promise<Refused<SpendingRefusals> | { id: string }> {
  await lockMeasure(db, measure.id)
  const judged = judgeSpending(values, await financingSources(db), await spendings(db, measure.id), dayOf(now))
  if ('refusals' in judged) return judged
  const id = randomUUID()
  await putSpending(db, { id, measureId: measure.id, ...judged })
  return { id }
}

export async function enterSpending(db: Write, at: At, values: SpendingValues, now: Date): Promise<Refused<SpendingRefusals> | undefined> {
  const spent = await spend(db, at.measure, values, now)
  return 'refusals' in spent ? spent : noted(db, at, 'spending-entered')
}

export async function dropSpending(db: Write, at: At, id: string): Promise<undefined> {
  if (!(await spendings(db, at.measure.id)).some(spending => spending.id === id)) notFound()
  await removeSpending(db, id)
  return noted(db, at, 'spending-removed')
}

/** Adds posts, or with `id` changes them. */
export async function planPost(
  db: Write,
  at: At,
  values: PostValues,
  id?: string,
): Promise<Refused<PostRefusals> | 'too-many' | undefined> {
  await lockMeasure(db, at.measure.id)
  const known = await posts(db, at.measure.id)
  if (id && !known.some(post => post.id === id)) notFound()
  const judged = judgePost(values)
  if ('refusals' in judged) return judged
  if (!id && known.length >= mostPosts) return 'too-many'
  await putPost(db, { id: id ?? randomUUID(), measureId: at.measure.id, ...judged })
  return noted(db, at, id ? 'post-changed' : 'post-added')
}

/** Regular work keeps its last post until somebody says why none is needed. */
export async function dropPost(db: Write, at: At, id: string): Promise<'is-regular' | undefined> {
  const measure = (await lockMeasure(db, at.measure.id)) ?? notFound()
  const known = await posts(db, measure.id)
  if (!known.some(post => post.id === id)) notFound()
  if (measure.status === 'made-regular' && known.length === 1 && measure.noPostsReason === '') return 'is-regular'
  await removePost(db, id)
  return noted(db, at, 'post-removed')
}

async function noted(db: Write, { by, measure }: At, deed: string): Promise<undefined> {
  await note(db, { personId: by.personId, deed, subject: measure.number })
}
