import { scaleUtc } from 'd3-scale'
import type { Measure, Milestone } from './measure.ts'
import type { Status } from './status.ts'

export type TimelineMeasure = Pick<Measure, 'id' | 'number' | 'title' | 'fieldId' | 'status' | 'startsOn' | 'endsOn'>

/** Places are percent of the width, from the first day of the first year to the last day of the last. */
export type TimelineRow = {
  measure: TimelineMeasure
  from: number
  to: number
  milestones: (Pick<Milestone, 'title' | 'dueOn' | 'reachedOn'> & { at: number })[]
}

export type Timeline = {
  rows: TimelineRow[]
  years: { year: number; at: number }[]
  today: number
  /** of which nobody has said when they begin */
  undated: TimelineMeasure[]
}

/** When measures run; what has no end runs on to the right edge. Undefined where no measure has a beginning. */
export function timelineOf(measures: readonly TimelineMeasure[], milestones: readonly Milestone[], today: string): Timeline {
  const dated = measures.filter(({ startsOn }) => startsOn !== null)
  const ofMeasure = Map.groupBy(milestones, ({ measureId }) => measureId)
  const days = [
    today,
    ...dated.flatMap(({ id, startsOn, endsOn }) => [
      startsOn!,
      endsOn ?? startsOn!,
      ...(ofMeasure.get(id) ?? []).map(({ dueOn }) => dueOn),
    ]),
  ].sort()
  const [first, last] = [yearOf(days[0]!), yearOf(days.at(-1)!) + 1]
  const scale = scaleUtc([Date.UTC(first), Date.UTC(last)], [0, 100])
  const at = (day: string) => rounded(scale(new Date(day)))
  return {
    rows: dated.map(measure => ({
      measure,
      from: at(measure.startsOn!),
      to: measure.endsOn === null ? 100 : rounded(scale(dayAfter(measure.endsOn))),
      milestones: (ofMeasure.get(measure.id) ?? []).map(({ title, dueOn, reachedOn }) => ({ title, dueOn, reachedOn, at: at(dueOn) })),
    })),
    years: yearsOf(first, last).map(year => ({ year, at: rounded(scale(Date.UTC(year))) })),
    today: at(today),
    undated: measures.filter(({ startsOn }) => startsOn === null),
  }
}

/** So many years have room for their numbers on a phone. */
const mostLabels = 6

/** The years on the axis: each, or every second, fifth, tenth, so that their numbers have room. */
function yearsOf(first: number, last: number): number[] {
  const step = [1, 2, 5, 10, 20, 50].find(each => (last - first) / each <= mostLabels) ?? 100
  return Array.from({ length: last - first }, (_, place) => first + place).filter(year => (year - first) % step === 0)
}

const yearOf = (day: string) => Number(day.slice(0, 4))
const dayAfter = (day: string) => new Date(Date.parse(day) + 86_400_000)
const rounded = (percent: number) => Math.round(percent * 100) / 100

export const runs = ['ahead', 'under-way', 'over', 'deferred'] as const
/** How a bar is drawn. */
export type Run = (typeof runs)[number]

export const runOf: Record<Exclude<Status, 'dropped'>, Run> = {
  idea: 'ahead',
  planned: 'ahead',
  started: 'under-way',
  running: 'under-way',
  'made-regular': 'under-way',
  done: 'over',
  deferred: 'deferred',
}
