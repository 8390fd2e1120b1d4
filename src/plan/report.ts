import { type Balance, sumBalances, type YearBalance } from './balance.ts'
import type { CliffLevel } from './cliff.ts'
import { isDay } from './day.ts'
import type { Influence, Level } from './goal.ts'
import type { Light, Measure } from './measure.ts'
import type { SourceKind } from './money.ts'
import type { Plan } from './plan.ts'
import type { Status } from './status.ts'

export const longestReportTitle = 150

/** A progress report as it was frozen. */
export type Report = {
  number: number
  title: string
  asOf: string
  madeAt: Date
  digest: string
  isPublic: boolean
  content: ReportContent
}
export type ReportHead = Omit<Report, 'content'>

/** A report as it was typed. */
export type ReportValues = { title: string; asOf: string }
export type ReportRefusal =
  | 'title-missing'
  | 'too-long'
  | 'date-missing'
  | 'date-unreadable'
  | 'date-in-future'
  | 'before-the-last'
  | 'nothing-to-report'
export type ReportRefusals = Partial<Record<keyof ReportValues, ReportRefusal>>

/** Everything a report says, as it stood. Sums are not stored: they are made from what is. */
export type ReportContent = {
  title: string
  asOf: string
  fields: string[]
  measures: ReportMeasure[]
  demands: { number: number; title: string; addressee: string; demand: string; level: Level; isPublic: boolean }[]
  sources: { name: string; kind: SourceKind; amountCents: number; allottedCents: number; spentCents: number; endsOn: string | null }[]
  cliffs: { name: string; endsOn: string; level: CliffLevel; measures: string[] }[]
  /** the report before: its day, and what differs from it */
  since: { asOf: string; title: string; changes: ReportChange[] } | null
}

export type ReportMeasure = Pick<
  Measure,
  | 'number'
  | 'title'
  | 'startsOn'
  | 'endsOn'
  | 'status'
  | 'statusReason'
  | 'light'
  | 'lightReason'
  | 'stateOfAffairs'
  | 'obstacles'
  | 'nextStep'
  | 'resolutionNumber'
  | 'statedOn'
  | 'regularSince'
  | 'budgetLine'
  | 'isPublic'
> & {
  field: string
  targetGroup: string
  goals: { number: number; title: string; influence: Influence; indicator: ReportIndicator | null; isPublic: boolean }[]
  lead: string
  isLeadAccepted: boolean
  participating: string[]
  balances: Omit<YearBalance, 'measureId'>[]
  posts: { year: number; grade: string; hundredths: number; isFilled: boolean; fundedUntil: string | null }[]
}

export type ReportIndicator = { name: string; unit: string; baseline: number | null; target: number | null; targetYear: number | null }

export type ReportChange =
  | { kind: 'added' | 'gone'; number: string; title: string }
  | { kind: 'status'; number: string; title: string; before: Status; after: Status }
  | { kind: 'light'; number: string; title: string; before: Light | null; after: Light | null }
  | { kind: 'lead'; number: string; title: string; before: string; after: string }
  | { kind: 'money'; number: string; title: string; part: 'planned' | 'financed' | 'spent'; before: number; after: number }

/** What of measures is told: everything to the council, to everybody what the town publishes. */
export type Shown = { money: boolean; posts: boolean; lights: boolean; obstacles: boolean }

export const everything: Shown = { money: true, posts: true, lights: true, obstacles: true }

export const shownOf = ({ showsMoney, showsPosts, showsLights, showsObstacles }: Plan): Shown => ({
  money: showsMoney,
  posts: showsPosts,
  lights: showsLights,
  obstacles: showsObstacles,
})

export function judgeReport({ title, asOf }: ReportValues, today: string, newest: Pick<Report, 'asOf'> | undefined): ReportRefusals {
  const refusals: ReportRefusals = {}
  if (title === '') refusals.title = 'title-missing'
  else if (title.length > longestReportTitle) refusals.title = 'too-long'
  if (asOf === '') refusals.asOf = 'date-missing'
  else if (!isDay(asOf)) refusals.asOf = 'date-unreadable'
  else if (asOf > today) refusals.asOf = 'date-in-future'
  else if (newest && asOf < newest.asOf) refusals.asOf = 'before-the-last'
  return refusals
}

/**
 * Measures that have become regular since the report before, or up to the first one. The day from which a measure is regular may be entered
 * late, so it is not that day which counts, but that the report before did not say so.
 */
export function newlyRegular({ measures, since }: Pick<ReportContent, 'measures' | 'since'>): ReportMeasure[] {
  const regular = measures.filter(({ status }) => status === 'made-regular')
  if (!since) return regular
  const isNew = (change: ReportChange) => change.kind === 'added' || (change.kind === 'status' && change.after === 'made-regular')
  const numbers = new Set(since.changes.filter(isNew).map(({ number }) => number))
  return regular.filter(({ number }) => numbers.has(number))
}

/** The money of these measures over all years. */
export const moneyOf = (measures: readonly Pick<ReportMeasure, 'balances'>[]): Balance =>
  sumBalances(measures.flatMap(({ balances }) => balances))

/** Posts of these measures in the year of the report, in hundredths. */
export function postsOf(measures: readonly Pick<ReportMeasure, 'posts'>[], year: number): { planned: number; filled: number } {
  const ofYear = measures.flatMap(({ posts }) => posts).filter(post => post.year === year)
  const sum = (posts: typeof ofYear) => posts.reduce((all, { hundredths }) => all + hundredths, 0)
  return { planned: sum(ofYear), filled: sum(ofYear.filter(({ isFilled }) => isFilled)) }
}

/**
 * A report as everybody may read it: what the town does not publish is gone. Figures of sources and cliffs are about all measures; where some
 * are not public, or money is not, they could be told from the sums, and stay out. What is gone from the plan nobody says any more to be public.
 */
export function publicContent(content: ReportContent, { showsMoney, showsPosts, showsLights, showsObstacles }: Plan): ReportContent {
  const told = content.measures.filter(({ isPublic }) => isPublic)
  const numbers = new Set(told.map(({ number }) => number))
  const showsSums = showsMoney && told.length === content.measures.length
  return {
    ...content,
    fields: content.fields.filter(name => told.some(({ field }) => field === name)),
    measures: told.map(measure => ({
      ...measure,
      goals: measure.goals.filter(({ isPublic }) => isPublic),
      ...(!showsMoney && { balances: [], budgetLine: '' }),
      ...(!showsPosts && { posts: [] }),
      ...(!showsLights && { light: null, lightReason: '' }),
      ...(!showsObstacles && { obstacles: '' }),
    })),
    demands: content.demands.filter(({ isPublic }) => isPublic),
    sources: showsSums ? content.sources : [],
    cliffs: showsSums && showsPosts ? content.cliffs : [],
    since: content.since && {
      ...content.since,
      changes: content.since.changes.filter(
        ({ kind, number }) => numbers.has(number) && (kind !== 'money' || showsMoney) && (kind !== 'light' || showsLights),
      ),
    },
  }
}
