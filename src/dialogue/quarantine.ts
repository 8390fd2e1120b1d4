/** What becomes of votes that are conspicuously alike. Every decision can be taken back. */
export const verdicts = ['quarantined', 'released', 'dismissed'] as const
export type Verdict = (typeof verdicts)[number]
export type QuarantineState = 'alert' | Verdict

export const allowedVerdicts: Record<QuarantineState, readonly Verdict[]> = {
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

/** How its members answer a statement and how everybody else does: share who agree among those who took a side. */
export type Leaning = { number: number; text: string; language: string; theirs: number; others: number }

export type QuarantineRefusal = 'decided-meanwhile'

/** The start of the hour: the time of an alert is told and stored no finer. */
export const hourOf = (moment: Date) => new Date(Math.floor(moment.getTime() / hourMilliseconds) * hourMilliseconds)
const hourMilliseconds = 3600_000
