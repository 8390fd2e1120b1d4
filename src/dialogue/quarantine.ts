/** What becomes of votes that are conspicuously alike. Every decision can be taken back. */
export const quarantineStates = ['alert', 'quarantined', 'released', 'dismissed'] as const
export type QuarantineState = (typeof quarantineStates)[number]

export const allowedDecisions: Record<QuarantineState, readonly QuarantineState[]> = {
  alert: ['quarantined', 'dismissed'],
  quarantined: ['released'],
  released: ['quarantined'],
  dismissed: ['quarantined'],
}

/** Pseudonyms, networks and shares as they were when the alert was raised or last grew. */
export type Quarantine = {
  id: string
  number: number
  state: QuarantineState
  raisedAt: Date
  decidedAt: Date | null
  pseudonyms: number
  networks: number
  /** Of two of them, on statements both answered: share of equal answers. */
  equalShare: number
  /** The same for two other people; null where there were too few to compare with. */
  usualShare: number | null
}

/** Pseudonyms whose votes are set aside now, and since when some are: what everybody may know. */
export type SetAside = { pseudonyms: number; since: Date }

export type QuarantineRefusal = 'decided-meanwhile'

/** The start of the hour: the time of an alert is told and stored no finer. */
export const hourOf = (moment: Date) => new Date(Math.floor(moment.getTime() / hourMilliseconds) * hourMilliseconds)
const hourMilliseconds = 3600_000
