import { isDay } from './day.ts'

export const longestMilestone = 200
/** More than this nobody keeps an eye on. */
export const mostMilestones = 50

/** A milestone as it was typed. */
export type MilestoneValues = { title: string; dueOn: string; reachedOn: string }

export type MilestoneRefusal = 'title-missing' | 'too-long' | 'date-missing' | 'date-unreadable' | 'date-in-future'
export type MilestoneRefusals = Partial<Record<keyof MilestoneValues, MilestoneRefusal>>

export const emptyMilestone: MilestoneValues = { title: '', dueOn: '', reachedOn: '' }

export function judgeMilestone({ title, dueOn, reachedOn }: MilestoneValues, today: string): MilestoneRefusals {
  const refusals: MilestoneRefusals = {}
  if (title === '') refusals.title = 'title-missing'
  else if (title.length > longestMilestone) refusals.title = 'too-long'
  if (dueOn === '') refusals.dueOn = 'date-missing'
  else if (!isDay(dueOn)) refusals.dueOn = 'date-unreadable'
  if (reachedOn !== '' && !isDay(reachedOn)) refusals.reachedOn = 'date-unreadable'
  else if (reachedOn > today) refusals.reachedOn = 'date-in-future'
  return refusals
}

/** What was to be reached by then and was not. */
export const isOverdue = ({ dueOn, reachedOn }: { dueOn: string; reachedOn: string | null }, today: string) =>
  reachedOn === null && dueOn < today
