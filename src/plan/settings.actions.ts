import { note } from '#platform/audit'
import type { Write } from '#platform/db'
import type { SignedIn } from '#platform/web'
import { lockPlan, planOf, putPlan } from './plan.store.ts'
import type { Plan } from './plan.ts'
import { seenOf } from './seen.ts'
import {
  judgePublication,
  judgeSettings,
  type PublicationRefusals,
  type PublicationValues,
  publicationOf,
  type SettingsRefusals,
  type SettingsValues,
  settingsOf,
} from './settings.ts'

/** `seen`: what the form was made from; what a colleague has changed since is not overwritten unseen. */
export async function changeSettings(db: Write, by: SignedIn, values: SettingsValues, seen: string): Promise<SettingsRefusals | undefined> {
  const plan = await lockedPlan(db)
  const refusals = judgeSettings(values, plan)
  if (refusals) return refusals
  if (seen !== seenOf(settingsOf(plan))) return { title: 'changed-meanwhile' }
  await putPlan(db, { ...plan, ...values })
  await note(db, { personId: by.personId, deed: 'plan-changed', subject: 'plan' })
  return undefined
}

/** Publishes the plan, withdraws it, or changes what of it is shown. */
export async function changePublication(
  db: Write,
  by: SignedIn,
  values: PublicationValues,
  seen: string,
): Promise<PublicationRefusals | undefined> {
  const plan = await lockedPlan(db)
  const judged = judgePublication(values, plan)
  if ('refusals' in judged) return judged.refusals
  if (seen !== seenOf(publicationOf(plan))) return { isPublished: 'changed-meanwhile' }
  await putPlan(db, { ...plan, ...judged })
  await note(db, { personId: by.personId, deed: deedOf(plan, judged), subject: 'plan', details: { contacts: judged.contacts } })
  return undefined
}

function deedOf(before: Pick<Plan, 'isPublished'>, after: Pick<Plan, 'isPublished'>) {
  if (before.isPublished === after.isPublished) return 'plan-publication-changed'
  return after.isPublished ? 'plan-published' : 'plan-withdrawn'
}

async function lockedPlan(db: Write): Promise<Plan> {
  await lockPlan(db)
  return planOf(db)
}
