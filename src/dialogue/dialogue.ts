export const phases = ['draft', 'open', 'closed', 'archived'] as const
export type Phase = (typeof phases)[number]

/** Which phase may follow which. A draft can be deleted, everything later stays; what was archived is over. */
export const allowedChanges: Record<Phase, readonly Phase[]> = {
  draft: ['open'],
  open: ['closed'],
  closed: ['open', 'archived'],
  archived: [],
}
export const mayChange = (from: Phase, to: Phase) => allowedChanges[from].includes(to)

export const moderations = ['before', 'after'] as const
export type Moderation = (typeof moderations)[number]

export const statementLengthLimits = { least: 40, usual: 140, most: 400 } as const

export type Dialogue = {
  id: string
  slug: string
  question: string
  description: string
  phase: Phase
  opensAt: Date | null
  closesAt: Date | null
  residentsMayAdd: boolean
  moderation: Moderation
  statementLength: number
  languages: string[]
  licence: string
  sourceNote: string
  importDigest: string | null
}

/** Whether people can vote now: the town has opened the dialogue and its time has come and is not over. */
export const isOpen = ({ phase, opensAt, closesAt }: Pick<Dialogue, 'phase' | 'opensAt' | 'closesAt'>, now: Date) =>
  phase === 'open' && (opensAt === null || opensAt <= now) && (closesAt === null || now < closesAt)

/** Drafts are the town's own business; everything later is public. */
export const isPublic = ({ phase }: Pick<Dialogue, 'phase'>) => phase !== 'draft'

/** The calendar day in Germany, as YYYY-MM-DD. */
export const dayOf = (moment: Date) => germanDay.format(moment)
/** The hour of that day. */
export const hourOfDay = (moment: Date) => Number(germanHour.format(moment))

/** Nobody's telephone rings at midnight because a day has begun. */
export const reminderHour = 8

const germanHour = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin', hour: '2-digit', hourCycle: 'h23' })
const germanDay = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin', dateStyle: 'short' })
