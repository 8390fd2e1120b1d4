export const statuses = ['idea', 'planned', 'started', 'running', 'done', 'made-regular', 'deferred', 'dropped'] as const
/** Where a measure stands: its implementation status (Umsetzungsstand). */
export type Status = (typeof statuses)[number]

/** `staff`: coordinator and editors; `department`: whoever answers for the measure by link. */
export type Changer = 'staff' | 'department'

/** Which status may follow which, and by whom. What the council decides, departments do not: made regular and dropped are staff's. */
export const allowedChanges: Record<Status, Partial<Record<Status, readonly Changer[]>>> = {
  idea: { planned: ['staff', 'department'], deferred: ['staff', 'department'], dropped: ['staff'] },
  planned: { idea: ['staff'], started: ['staff', 'department'], deferred: ['staff', 'department'], dropped: ['staff'] },
  started: {
    planned: ['staff'],
    running: ['staff', 'department'],
    done: ['staff', 'department'],
    deferred: ['staff', 'department'],
    dropped: ['staff'],
  },
  running: { done: ['staff', 'department'], 'made-regular': ['staff'], deferred: ['staff', 'department'], dropped: ['staff'] },
  done: { running: ['staff'], 'made-regular': ['staff'] },
  'made-regular': { running: ['staff'] },
  deferred: { idea: ['staff'], planned: ['staff', 'department'], started: ['staff', 'department'], running: ['staff'], dropped: ['staff'] },
  dropped: { idea: ['staff'] },
}

export const mayChange = (from: Status, to: Status, by: Changer): boolean =>
  from === to || (allowedChanges[from][to]?.includes(by) ?? false)

/** A status a measure can go to from here, by this changer, this one first. */
export const nextStatuses = (from: Status, by: Changer): Status[] => [
  from,
  ...statuses.filter(to => to !== from && mayChange(from, to, by)),
]

/** Work has begun, or is meant to: what somebody must lead. */
export const isUnderWay = (status: Status) => status === 'started' || status === 'running'

/** Still of concern to the plan. */
export const isOpen = (status: Status) => status !== 'done' && status !== 'dropped' && status !== 'made-regular'

/** Without a word on why, nobody can report these to the council. */
export const needsReason = (status: Status) => status === 'deferred' || status === 'dropped'

export const stages = ['idea', 'pilot', 'regular'] as const
/** How far a measure has come into the regular structure: an idea, a pilot project, or regular work. */
export type Stage = (typeof stages)[number]

export function stageOf(status: Status): Stage {
  if (status === 'made-regular') return 'regular'
  return status === 'idea' ? 'idea' : 'pilot'
}
