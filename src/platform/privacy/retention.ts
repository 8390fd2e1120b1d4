import type { InstanceWrite, Write } from '#platform/db'
import type { MessageKey } from '#platform/languages'

/** What follows the name of a kind of data in `retention.kind.…` and `retention.until.…`. */
export type RetentionKind = MessageKey extends infer Key ? (Key extends `retention.kind.${infer Kind}` ? Kind : never) : never

/** Why data are kept: GDPR Article 6(1)(e), (a), (c), Article 32, Article 5(2); or they tell of nobody. */
export type Ground = 'task' | 'consent' | 'duty' | 'security' | 'accountability' | 'impersonal'

/** What happens at the end of the time. */
export type Outcome = 'deleted' | 'anonymised' | 'stays' | 'outside'

/** Days a town may choose from; `usual` where it has not chosen. */
export type Bounds = { usual: number; least: number; most: number }

/** How long one kind of data is kept, and how that is carried out. Both deeds answer with the number of rows; doing them twice does no harm. */
export type Retention = {
  kind: RetentionKind
  /** Tables it speaks of; a test fails for a table that no kind names. */
  tables: readonly string[]
  /** Absent where no number of days says it. */
  days?: Bounds
  ground: Ground
  outcome: Outcome
  /** Carries it out in a town for what came to its end before that moment. */
  inTown?: (db: Write, before: Date) => Promise<number>
  /** The same for what belongs to no town, with the usual days. */
  inInstance?: (db: InstanceWrite, before: Date) => Promise<number>
}

/** A time no town may change. */
export const fixed = (days: number): Bounds => ({ usual: days, least: days, most: days })

/** Days by kind, as a town has chosen. */
export type Periods = Partial<Record<string, number>>

/** The days that hold: the town's own where they lie within the bounds of today's version, else the nearest. */
export function daysFor({ kind, days }: Pick<Retention, 'kind' | 'days'>, periods: Periods): number | undefined {
  return days && Math.min(days.most, Math.max(days.least, periods[kind] ?? days.usual))
}

export const isChoosable = ({ days }: Retention): boolean => days !== undefined && days.least < days.most

/** The moment before which data of this kind must have come to their end to be due now. */
export const dueBefore = (retention: Retention, periods: Periods, now: Date) =>
  new Date(now.getTime() - (daysFor(retention, periods) ?? 0) * 86_400_000)
